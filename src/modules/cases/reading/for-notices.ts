import { type Calendar, type Day, officialCalendar } from '#platform/calendar';
import type { Read } from '#platform/db';
import { spanDue } from '../clocks/dates.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { versionById } from '../outside/items.ts';
import { listPapers } from '../papers/paper.sql.ts';
import { caseDue } from '../record/desks.ts';
import { type LoadedCase, readCase } from '../record/case.sql.ts';

/** What a message about a case may say: item, number, date, office; and whom it is for. No value of a person. */
export type CaseForNotices = { parties: string[]; params: { item: string; number: string; due?: string; office?: string } };

/** Reads it for `notices`, which does not know cases (wired in compose). */
export async function caseFactsForNotices(
  read: Read,
  caseId: string,
  calendar: Calendar = officialCalendar(),
): Promise<CaseForNotices | undefined> {
  const c = await readCase(read, caseId);
  if (c === undefined) return undefined;
  const due = c.state === 'correcting' && c.answerDue === null ? await answerDueIfServedNow(read, c, calendar) : caseDue(c);
  const office = c.organName ?? c.receivingOrganName;
  return {
    parties: [
      ...new Set(c.parties.filter((p) => p.role === 'applicant' || p.role === 'agent' || p.role === 'guardian').map((p) => p.partyId)),
    ],
    params: { item: c.itemName, number: c.number, ...(due === null ? {} : { due }), ...(office === null ? {} : { office }) },
  };
}

/** The notice has just gone out and is not served yet: the date its reader will have when it is opened the day it is dated. */
async function answerDueIfServedNow(read: Read, c: LoadedCase, calendar: Calendar): Promise<Day | null> {
  const paper = (await listPapers(read, c)).findLast((p) => p.kind === 'correction');
  if (paper === undefined) return null;
  const regime = (await versionById(read, c.versionId)).content.regime as Regime;
  return spanDue(calendar, paper.dated, regime.correction.answerWithin).due;
}
