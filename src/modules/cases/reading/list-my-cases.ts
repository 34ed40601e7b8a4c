import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import type { CaseSummary } from '../contract.ts';
import { stateNames } from '../lifecycle/case.ts';
import { versionById } from '../outside/items.ts';
import { caseDue } from '../record/desks.ts';
import type { CaseRow } from '../record/rows.ts';
import { listCasesOf } from './case-reading.sql.ts';
import { caseLamp } from './clock-view.ts';

/** One's own cases and those one acts in: what waits for the reader first, then the newest. */
export async function listMyCases(
  actor: Actor,
  house: House,
  options: { limit?: number } = {},
): Promise<{ rows: CaseSummary[]; next: null }> {
  if (actor.kind !== 'citizen' || actor.personId === null) return { rows: [], next: null };
  const forPartyId = actor.capacity === 'self' ? null : actor.forPartyId;
  const rows = await listCasesOf(house.db, { personId: actor.personId, forPartyId }, Math.min(options.limit ?? 100, 200));
  const today = shanghaiDate(house.clock.now());
  const summaries = await Promise.all(
    rows.map(async (row): Promise<CaseSummary> => {
      const c = row as unknown as CaseRow;
      const { content } = await versionById(house.db, row.versionId);
      return {
        caseId: row.id,
        number: row.number,
        itemKey: row.itemKey,
        itemName: row.itemName,
        applicantName: row.applicantName,
        role: row.role,
        state: row.state,
        stateName: stateNames[row.state],
        lamp: row.needsYou ? 'you' : caseLamp(c, house.calendar, today, content.limits.promised.days),
        due: row.state === 'correcting' ? c.answerDue : caseDue(c),
        receivedAt: row.receivedAt.toISOString(),
        needsYou: row.needsYou,
        office: row.deskOffice ?? row.organName ?? row.receivingOrganName,
      };
    }),
  );
  return { rows: summaries, next: null };
}
