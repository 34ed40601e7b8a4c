import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { mustBeStaff } from '../session/must-be.ts';
import { endSessionsOf } from '../session/session.sql.ts';
import { deleteFactor } from './factor.sql.ts';

/**
 * Takes a colleague's second factor away (phone lost, locked out) and ends every session of that person at the desk: whoever has the
 * old phone has nothing, and the next sign-in sets a new one up where the site demands it. Nobody resets his own.
 */
export async function resetFactor(
  actor: Actor,
  house: House,
  key: string,
  input: { personId: string; why: 'phoneLost' | 'lockedOut' | 'handedOver' },
): Promise<{ ended: number }> {
  const { personId } = mustBeStaff(actor, 'secadmin');
  if (input.personId === personId)
    throw problem(
      'forbidden',
      'identity.own-factor',
      { zh: '自己的动态码不能自己重设。', en: 'Nobody resets his own second factor.' },
      { zh: '请另一位安全管理员来办。', en: 'Please ask another security administrator.' },
    );
  const { outcome } = await runCommand(actor, house, { verb: 'identity.resetFactor', key, content: input }, async (tx) => {
    const at = house.clock.now();
    const had = await deleteFactor(tx, input.personId);
    const ended = await endSessionsOf(tx, { kind: 'staff', partyId: input.personId, why: 'second factor reset', at });
    await audit(tx, actor, at, {
      word: 'FACTOR_RESET',
      subject: { kind: 'party', id: input.personId },
      details: { had: had === 1, ended: ended.length, why: input.why },
    });
    return { ended: ended.length };
  });
  return outcome;
}
