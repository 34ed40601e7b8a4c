import { randomBytes } from 'node:crypto';
import { anonymous } from '#platform/actor';
import { audit } from '#platform/audit';
import { sm3 } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { endSessionOf, insertSession } from './session.sql.ts';

/** How long a session lives, in minutes: without use, and at most. */
export const lifetimes = { citizen: { idle: 30, most: 8 * 60 }, staff: { idle: 60, most: 10 * 60 } } as const;

/** What of a token lies in the database. */
export const tokenHash = (token: string): Buffer => sm3(Buffer.from(token));

/** Begins a session with a fresh token; the one the browser held before ends (no fixation). */
export async function beginSession(
  tx: Tx,
  house: House,
  who: {
    kind: 'citizen' | 'staff';
    partyId: string;
    postId: string | null;
    level: number;
    device: string | null;
    before: string | undefined;
  },
): Promise<{ sessionId: string; token: string }> {
  const at = house.clock.now();
  if (who.before !== undefined && who.before !== '') await endSessionOf(tx, tokenHash(who.before), 'signed in anew', at);
  const token = randomBytes(32).toString('base64url');
  const id = newId();
  const endsAt = new Date(at.getTime() + lifetimes[who.kind].most * 60_000);
  await insertSession(tx, {
    id,
    tokenHash: tokenHash(token),
    kind: who.kind,
    partyId: who.partyId,
    postId: who.postId,
    level: who.level,
    device: who.device,
    at,
    endsAt,
  });
  await audit(
    tx,
    { ...anonymous('zh', who.kind === 'staff' ? 'desk' : 'portal'), kind: who.kind, personId: who.partyId, sessionId: id },
    at,
    {
      word: who.kind === 'staff' ? 'STAFF_SIGN_IN' : 'SIGN_IN',
      subject: { kind: 'party', id: who.partyId },
    },
  );
  return { sessionId: id, token };
}

/** Ends the session a browser holds; nothing happens when there is none. */
export async function signOut(house: House, token: string): Promise<void> {
  const at = house.clock.now();
  await inTransaction(house.db, async (tx) => {
    const id = await endSessionOf(tx, tokenHash(token), 'signed out', at);
    if (id !== undefined) await audit(tx, { ...anonymous(), sessionId: id }, at, { word: 'SIGN_OUT', subject: { kind: 'session', id } });
  });
}

/** A device in one word, for the record of a deed; never the whole header. */
export function deviceOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined) return null;
  if (/iPad|Tablet/i.test(userAgent)) return 'tablet';
  return /Mobile|Android|iPhone|HarmonyOS/i.test(userAgent) ? 'phone' : 'computer';
}
