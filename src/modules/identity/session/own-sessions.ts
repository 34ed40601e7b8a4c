import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { lifetimes } from './begin-session.ts';
import { endSessionsOf, listLiving } from './session.sql.ts';

/** A browser somebody is signed in with. */
export type OwnSession = { id: string; device: string | null; beganAt: Date; seenAt: Date; endsAt: Date; here: boolean };

/** The browsers the reader is signed in with on this side (portal or desk), the one he reads it with first. */
export async function listOwnSessions(actor: Actor, house: House): Promise<OwnSession[]> {
  const { kind, personId } = whose(actor);
  const at = house.clock.now();
  const idle = new Date(at.getTime() - lifetimes[kind].idle * 60_000);
  const rows = await listLiving(house.db, { kind, partyId: personId, at, seenAfter: idle });
  return rows.map((row) => ({ ...row, here: row.id === actor.sessionId })).toSorted((a, b) => Number(b.here) - Number(a.here));
}

/**
 * Ends one of one's own sessions, or all but the present one. Whatever that browser asks next is asked by nobody.
 * @throws Problem notFound `identity.no-session` for one that is over or another's.
 */
export async function endOwnSessions(actor: Actor, house: House, which: { sessionId: string } | 'others'): Promise<{ ended: number }> {
  const { kind, personId } = whose(actor);
  const at = house.clock.now();
  return inTransaction(house.db, async (tx) => {
    const ended = await endSessionsOf(tx, {
      kind,
      partyId: personId,
      ...(which === 'others' ? { except: actor.sessionId } : { only: which.sessionId }),
      why: 'ended by its owner',
      at,
    });
    if (which !== 'others' && ended.length === 0) throw noSession();
    for (const id of ended) await audit(tx, actor, at, { word: 'SESSION_END', subject: { kind: 'session', id } });
    return { ended: ended.length };
  });
}

function whose(actor: Actor): { kind: 'citizen' | 'staff'; personId: string } {
  if ((actor.kind !== 'citizen' && actor.kind !== 'staff') || actor.personId === null) throw signIn();
  return { kind: actor.kind, personId: actor.personId };
}

const signIn = (): Problem =>
  problem(
    'unauthenticated',
    'identity.sign-in',
    { zh: '这一步要先登录。', en: 'Please sign in for this step.' },
    { zh: '请登录后再来。', en: 'Please sign in and come back.' },
  );
const noSession = (): Problem =>
  problem(
    'notFound',
    'identity.no-session',
    { zh: '这次登录已经结束了。', en: 'This sign-in is over.' },
    { zh: '请刷新，看看现在还有哪些。', en: 'Please reload to see which there are.' },
  );
