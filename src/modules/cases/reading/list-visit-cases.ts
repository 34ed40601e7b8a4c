import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { stateNames } from '../lifecycle/case.ts';
import { openVisit } from '../outside/people.ts';
import { listCasesOf } from './case-reading.sql.ts';

/** A case of somebody who stands at the window: which it is, no content. */
export type VisitCase = {
  caseId: string;
  number: string;
  itemName: string;
  applicantName: string;
  state: string;
  stateName: { zh: string; en?: string };
  receivedAt: string;
  needsYou: boolean;
};

/** Cases of the people of the open visit, newest first; opening one is a view of its own. */
export async function listVisitCases(actor: Actor, house: House): Promise<VisitCase[]> {
  const visit = await openVisit(house.db, actor);
  if (visit === null) return [];
  const rows = await listCasesOf(house.db, { personId: visit.presentPartyId, forPartyId: visit.forPartyId }, 100);
  return rows.map((r) => ({
    caseId: r.id,
    number: r.number,
    itemName: r.itemName,
    applicantName: r.applicantName,
    state: r.state,
    stateName: stateNames[r.state],
    receivedAt: r.receivedAt.toISOString(),
    needsYou: r.needsYou,
  }));
}
