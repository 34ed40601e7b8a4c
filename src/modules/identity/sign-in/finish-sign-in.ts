import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { beginSession, deviceOf, tokenHash } from '../session/begin-session.ts';
import { linkAccount } from './link-account.ts';
import type { SignInService } from './sign-in-service.ts';
import { takeTry } from './try.sql.ts';

/** Ten minutes to prove oneself elsewhere. */
const tryMs = 600_000;

/** What came back with the browser. */
export type CameBack = {
  kind: 'citizen' | 'staff';
  tryId: string | undefined;
  url: URL;
  userAgent: string | undefined;
  tokenBefore: string | undefined;
};

/**
 * Ends a sign-in: the answer counts once, for the browser that began it; then a fresh session.
 * @throws Problem `identity.sign-in-too-old`, `identity.sign-in-failed`, `identity.issuer-away`, those of `linkAccount`.
 */
export async function finishSignIn(house: House, service: SignInService, came: CameBack): Promise<{ token: string; goTo: string }> {
  const at = house.clock.now();
  const { tryId } = came;
  const kept = tryId === undefined ? undefined : await inTransaction(house.db, (tx) => takeTry(tx, tokenHash(tryId)));
  if (kept === undefined || kept.kind !== came.kind || at.getTime() - kept.at.getTime() > tryMs)
    throw problem(
      'unauthenticated',
      'identity.sign-in-too-old',
      { zh: '这次登录过期了，或者是在别的浏览器里开始的。', en: 'This sign-in is too old or was begun in another browser.' },
      { zh: '请重新登录一次，填过的都在。', en: 'Please sign in again; nothing you entered is lost.' },
    );
  const person = await service.finish(came.kind, came.url, kept);
  const { token } = await inTransaction(house.db, async (tx) => {
    const { partyId, postId } = await linkAccount(tx, house, came.kind, person);
    return beginSession(tx, house, {
      kind: came.kind,
      partyId,
      postId,
      level: person.level,
      device: deviceOf(came.userAgent),
      before: came.tokenBefore,
    });
  });
  return { token, goTo: kept.goTo };
}
