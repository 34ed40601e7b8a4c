import { listParties, mustBeStaff } from '#identity';
import type { Actor } from '#platform/actor';
import { type Day, shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import { maskName } from '#platform/identifiers';
import { findOrganById } from '#places';
import { type AppealGround, isLate, type Kind, type Outcome, type Stage } from './followup.ts';
import { listFollowups } from './followup.sql.ts';

/** A line of the manager's list: what was low about what, until when; the rater masked. */
export type FollowupLine = {
  id: string;
  stage: Stage;
  level: number;
  reasons: string[];
  door: string;
  itemName: string | null;
  rater: string;
  ratedPerson: string | null;
  organ: string | null;
  openedOn: Day;
  /** The date that counts now: of the call, then of the answer. */
  dueOn: Day;
  late: boolean;
  flagged: boolean;
  kind: Kind | null;
  missed: number;
  outcome: Outcome | null;
  againLevel: number | null;
  appeal: { ground: AppealGround; on: Day; upheld: boolean | null } | null;
};

/** Follow-ups of the actor's region, the most urgent first. */
export async function listFollowupLines(actor: Actor, house: House, which: 'open' | 'ended'): Promise<FollowupLine[]> {
  const { post } = mustBeStaff(actor, 'manager');
  const rows = await listFollowups(house.db, post.regionPath, which);
  const today = shanghaiDate(house.clock.now());
  const people = new Map(
    (await listParties(house.db, [...new Set(rows.flatMap((r) => (r.staffId === null ? [r.partyId] : [r.partyId, r.staffId])))])).map(
      (p) => [p.id, p.name],
    ),
  );
  const organs = new Map<string, string>();
  for (const id of new Set(rows.flatMap((r) => r.organId ?? []))) organs.set(id, (await findOrganById(house.db, id))?.name ?? '');
  return rows.map((r) => ({
    id: r.id,
    stage: r.stage,
    level: r.level,
    reasons: r.reasons,
    door: r.door,
    itemName: r.itemName,
    rater: maskName(people.get(r.partyId) ?? ''),
    ratedPerson: r.staffId === null ? null : (people.get(r.staffId) ?? null),
    organ: r.organId === null ? null : (organs.get(r.organId) ?? null),
    openedOn: r.openedOn,
    dueOn: r.stage === 'toCall' ? r.callBy : r.answerBy,
    late: isLate(r, today),
    flagged: r.flagged,
    kind: r.kind,
    missed: r.missed,
    outcome: r.outcome,
    againLevel: r.againLevel,
    appeal: r.appealGround === null || r.appealOn === null ? null : { ground: r.appealGround, on: r.appealOn, upheld: r.appealUpheld },
  }));
}
