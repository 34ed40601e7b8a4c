import { queryOptions } from '@tanstack/react-query';
import type { CaseReceipt, StaffCaseView } from '#contracts/cases';
import { get, post } from '../api.ts';
import { t } from '../language.ts';

/** A case at this post. Each asking is a look that is written down: only when it changed is it asked again. */
export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: () => get<StaffCaseView>(`/api/staff/cases/${caseId}`),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

/** A deed open to this officer now, as the server lists it. */
export type OpenDeed = StaffCaseView['deeds'][number];

const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** Does a deed. `key` is made when the dialog opened, so that pressing twice is one deed. */
export const doDeed = (caseId: string, verb: string, body: Record<string, unknown>, key: string): Promise<CaseReceipt> =>
  post<CaseReceipt>(`/api/staff/cases/${caseId}/${kebab(verb)}`, body, key);

/** What is said when a deed is done and written down. */
export const doneWords = (deed: string): string => t(`${deed}，已办好，记录在案。`, `Done and on record: ${deed}.`);
