import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { applicantSide, partyOf } from '../cases.policy.ts';
import type { CaseView } from '../contract.ts';
import { possibleIn } from '../lifecycle/case.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import { caseFace } from './case-face.ts';

/** A case as one of its own people reads it. @throws Problem notFound: a case that is not yours looks like none. */
export async function getMyCase(actor: Actor, caseId: string, house: House): Promise<CaseView> {
  const c = await readCase(house.db, caseId);
  if (c === undefined || partyOf(actor, c) === undefined) throw caseNotFound();
  const { view } = await caseFace(house.db, house, c, 'party');
  return { ...view, canWithdraw: applicantSide(actor, c, null) === null && possibleIn(c.state, 'applicant').includes('withdraw') };
}
