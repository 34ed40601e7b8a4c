import { queryOptions } from '@tanstack/react-query';
import type { DraftSummary } from '#contracts/cases';
import type { VisitView } from '#contracts/identity';
import type { Text } from '#platform/text';
import { get } from '../api.ts';
import { t } from '../language.ts';

/** The open visit of this window; null between two people. */
export const visitQuery = queryOptions({
  queryKey: ['visit'],
  queryFn: () => get<{ visit: VisitView | null }>('/api/staff/visits/current').then((answer) => answer.visit),
});

/** A draft of the people of the visit; `opens` when it may be opened without asking. */
export type VisitDraft = DraftSummary & { opens: boolean };

/** Drafts of the people of the open visit; asked again while the author is being asked on the phone. */
export const visitDraftsQuery = (visitId: string, asking: boolean) =>
  queryOptions({
    queryKey: ['visit', visitId, 'drafts'],
    queryFn: () => get<{ rows: VisitDraft[] }>('/api/staff/visit/drafts'),
    refetchInterval: asking ? 4_000 : false,
  });

/** A case of somebody who stands here: which it is, no content. */
export type VisitCase = {
  caseId: string;
  number: string;
  itemName: string;
  applicantName: string;
  state: string;
  stateName: Text;
  receivedAt: string;
  needsYou: boolean;
};

/** Cases of the person of the open visit. */
export const visitCasesQuery = (visitId: string) =>
  queryOptions({ queryKey: ['visit', visitId, 'cases'], queryFn: () => get<{ rows: VisitCase[] }>('/api/staff/visit/cases') });

/** Cards of the demonstration reader; a real window has none. */
export const cardsQuery = queryOptions({
  queryKey: ['cards'],
  queryFn: () =>
    get<{ rows: { name: string; documentType: string; number: string }[] }>('/api/staff/sandbox-cards').catch(() => ({ rows: [] })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** How the person who is not there showed that he agrees. */
export const consents: readonly { value: string; name: string }[] = [
  { value: 'paper', name: t('看过授权书', 'Authorisation seen') },
  { value: 'phone', name: t('打电话问过本人', 'Asked by telephone') },
  { value: 'spoken', name: t('本人在场说的', 'Said so in person') },
];

export const howWords: Record<string, string> = {
  card: t('刷证', 'card read'),
  code: t('出示身份码', 'presence code'),
  typed: t('手工输入', 'Type it in'),
};
export const sexWords = (sex: 'male' | 'female' | null): string =>
  sex === 'male' ? t('男', 'male') : sex === 'female' ? t('女', 'female') : '';
