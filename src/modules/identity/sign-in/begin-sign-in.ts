import { randomBytes } from 'node:crypto';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import { tokenHash } from '../session/begin-session.ts';
import type { SignInService } from './sign-in-service.ts';
import { insertTry } from './try.sql.ts';

/** Begins a sign-in: where to send the browser, and the id that binds the answer to this very browser. */
export async function beginSignIn(
  house: House,
  service: SignInService,
  input: { kind: 'citizen' | 'staff'; goTo: string; from: string },
): Promise<{ url: string; tryId: string }> {
  const at = house.clock.now();
  // A hall full of people shares one address.
  await limit(house, at, { scope: 'identity.sign-in', key: input.from, max: 300, perSeconds: 600 });
  const { url, state, nonce, verifier } = await service.begin(input.kind);
  const tryId = randomBytes(32).toString('base64url');
  const kept = { kind: input.kind, state, nonce, verifier, goTo: safePath(input.goTo, input.kind), at };
  await inTransaction(house.db, (tx) => insertTry(tx, tokenHash(tryId), kept));
  return { url, tryId };
}

/** Where to go afterwards: a path of this site, never another address; staff stay at their desk. */
export function safePath(wanted: unknown, kind: 'citizen' | 'staff'): string {
  const home = kind === 'citizen' ? '/' : '/desk';
  if (typeof wanted !== 'string' || wanted.length > 500 || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(wanted)) return home;
  return kind === 'staff' && !/^\/desk(?![^/?#])/.test(wanted) ? home : wanted;
}
