import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { listContacts } from './contact.sql.ts';
import { contactToken } from './token.ts';

const days = 90;

/** Visits of the last ninety days that the visitor may still rate, each with its link; a case is rated on its own page. */
export async function listUnratedVisits(actor: Actor, house: House): Promise<{ happenedAt: Date; token: string }[]> {
  if (actor.kind !== 'citizen' || actor.personId === null) return [];
  const since = house.clock.now().getTime() - days * 86_400_000;
  return (await listContacts(house.db, actor.personId))
    .filter((c) => c.kind === 'visit' && !c.rated && c.happenedAt.getTime() >= since)
    .map((c) => ({ happenedAt: c.happenedAt, token: contactToken(house, c.id) }));
}
