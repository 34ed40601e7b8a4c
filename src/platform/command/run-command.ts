import { createHmac } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { canonicalJson } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { claimKey, findOutcome, storeOutcome } from './command.sql.ts';

/** A deed somebody asks for. `content` is what was asked, as sent: the same key with other content is refused. */
export type Command = { verb: string; key: string; content: Json };

const keyShape = /^[\w.:-]{8,120}$/;

/**
 * Runs `work` once for this actor, verb and key, in one transaction. A repeat with the same content answers the
 * stored outcome (ids and status only: pages are drawn anew); a repeat with other content is a conflict.
 * The key is claimed by an insert in the same transaction, so that two repeats at once wait for each other.
 * @throws Problem conflict `platform.key-reused`; Problem invalid `platform.key-missing`.
 */
export async function runCommand<T extends Json>(
  actor: Actor,
  house: House,
  command: Command,
  work: (tx: Tx) => Promise<T>,
): Promise<{ outcome: T; replayed: boolean }> {
  if (!keyShape.test(command.key)) {
    throw problem(
      'invalid',
      'platform.key-missing',
      { zh: '这一步少了防重复的编号。', en: 'This step lacks its idempotency key.' },
      { zh: '请回到上一页刷新后再做一次。', en: 'Please go back, reload the page and try again.' },
    );
  }
  const who = actorKey(actor);
  // Keyed, since content may hold personal values that a plain hash would let one guess.
  const fingerprint = createHmac('sm3', house.keys.fingerprintKey()).update(canonicalJson(command.content)).digest();
  const settle = (row: { fingerprint: Buffer; outcome: Json }): { outcome: T; replayed: boolean } => {
    if (!row.fingerprint.equals(fingerprint)) {
      throw problem(
        'conflict',
        'platform.key-reused',
        { zh: '这一步刚才已经做过，内容和这次不一样。', en: 'This step was already done with other content.' },
        {
          zh: '先前那次已经生效，请刷新看看结果。要改，请再做一次新的。',
          en: 'The earlier one stands. Reload to see it, then start anew to change it.',
        },
        { data: { done: row.outcome } },
      );
    }
    return { outcome: row.outcome as T, replayed: true };
  };
  return inTransaction(house.db, async (tx) => {
    const claimed = await claimKey(tx, { who, verb: command.verb, key: command.key, fingerprint, at: house.clock.now() });
    if (!claimed) return settle(await findOutcome(tx, who, command.verb, command.key));
    const outcome = await work(tx);
    await storeOutcome(tx, who, command.verb, command.key, outcome);
    return { outcome, replayed: false };
  });
}

function actorKey(actor: Actor): string {
  if (actor.personId !== null) return `${actor.kind}:${actor.personId}`;
  return actor.kind === 'anonymous' ? `anonymous:${actor.sessionId ?? '-'}` : `${actor.kind}:${actor.name}`;
}
