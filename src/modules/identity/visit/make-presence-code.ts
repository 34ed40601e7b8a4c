import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { randomDigits } from '#platform/identifiers';
import { limit } from '#platform/limits';
import { mustBeCitizen } from '../session/must-be.ts';
import { putPresenceCode } from './presence-code.sql.ts';

/** Two minutes to read six digits out at the counter. */
const validMs = 120_000;

/** The keyed hash under which a presence code lies in the database. */
export const presenceHash = (house: House, code: string): Buffer => house.keys.lookupHash('presence', code);

/** A code a signed-in person shows at the counter instead of a card. A new one each time; it works once. */
export async function makePresenceCode(actor: Actor, house: House): Promise<{ code: string; validUntil: Date }> {
  const partyId = mustBeCitizen(actor);
  const at = house.clock.now();
  await limit(house, at, { scope: 'identity.presence', key: partyId, max: 20, perSeconds: 600 });
  const code = randomDigits(6);
  const validUntil = new Date(at.getTime() + validMs);
  await inTransaction(house.db, async (tx) => {
    await putPresenceCode(tx, { partyId, hash: presenceHash(house, code), validUntil });
    await audit(tx, actor, at, { word: 'PRESENCE_CODE', subject: { kind: 'party', id: partyId } });
  });
  return { code, validUntil };
}
