import type { Read } from '#platform/db';
import { caseDue } from '../record/desks.ts';
import { readCase } from '../record/case.sql.ts';

/** What a message about a case may say: item, number, date, office; and whom it is for. No value of a person. */
export type CaseForNotices = { parties: string[]; params: { item: string; number: string; due?: string; office?: string } };

/** Reads it for `notices`, which does not know cases (wired in compose). */
export async function caseFactsForNotices(read: Read, caseId: string): Promise<CaseForNotices | undefined> {
  const c = await readCase(read, caseId);
  if (c === undefined) return undefined;
  const due = caseDue(c);
  const office = c.organName ?? c.receivingOrganName;
  return {
    parties: [
      ...new Set(c.parties.filter((p) => p.role === 'applicant' || p.role === 'agent' || p.role === 'guardian').map((p) => p.partyId)),
    ],
    params: { item: c.itemName, number: c.number, ...(due === null ? {} : { due }), ...(office === null ? {} : { office }) },
  };
}
