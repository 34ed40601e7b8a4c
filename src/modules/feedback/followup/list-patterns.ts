import { listParties, mustBeStaff } from '#identity';
import type { Actor } from '#platform/actor';
import { addDays, shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import { findOrganById, findRegion, pathWithin } from '#places';
import { contactRegions, findPatterns, type Pattern } from './indicators.sql.ts';

/** A pattern in words of who and where. */
export type PatternLine = { kind: Pattern['kind']; organ: string | null; person: string | null; count: number; of: number };

/** A hundred days; from twenty ratings on; five from one device in a day; within half a minute of the deed. */
const limits = { days: 100, from: 20, device: 5, seconds: 30 };

/** Patterns among the ratings of the actor's region that a manager should look at: praise only, everyone rated, one device, within seconds. */
export async function listPatterns(actor: Actor, house: House): Promise<PatternLine[]> {
  const { post } = mustBeStaff(actor, 'manager');
  const since = addDays(shanghaiDate(house.clock.now()), -limits.days);
  const codes: string[] = [];
  for (const code of await contactRegions(house.db, since)) {
    const region = await findRegion(house.db, code);
    if (region !== undefined && pathWithin(region.path, post.regionPath)) codes.push(code);
  }
  const rows = await findPatterns(house.db, codes, { since, from: limits.from, device: limits.device, seconds: limits.seconds });
  const people = new Map((await listParties(house.db, [...new Set(rows.flatMap((r) => r.staffId ?? []))])).map((p) => [p.id, p.name]));
  return Promise.all(
    rows.map(async (r) => ({
      kind: r.kind,
      organ: r.organId === null ? null : ((await findOrganById(house.db, r.organId))?.name ?? null),
      person: r.staffId === null ? null : (people.get(r.staffId) ?? null),
      count: r.count,
      of: r.of,
    })),
  );
}
