import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import type { Owner } from '#platform/crypto';
import type { Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { endHold, type Hold, insertHold } from './holds.sql.ts';

/** Puts a record under a hold: until it is lifted, neither a retention period nor a wish to erase destroys it. */
export async function placeHold(tx: Tx, actor: Actor, house: Pick<House, 'clock'>, owner: Owner, reason: string): Promise<string> {
  const id = newId();
  const at = house.clock.now();
  await insertHold(tx, { id, owner, reason, at });
  await audit(tx, actor, at, { word: 'HOLD_PLACED', subject: owner, details: { hold: id } });
  return id;
}

/** Lifts a hold. @throws Problem notFound `platform.no-hold`. */
export async function liftHold(tx: Tx, actor: Actor, house: Pick<House, 'clock'>, id: string, reason: string): Promise<Hold> {
  const at = house.clock.now();
  const hold = await endHold(tx, id, reason, at);
  if (hold === undefined) throw noHold();
  await audit(tx, actor, at, { word: 'HOLD_LIFTED', subject: { kind: hold.ownerKind, id: hold.ownerId }, details: { hold: id } });
  return hold;
}

/** What somebody is told who wants to erase a record under a hold. */
export const held = (cause?: unknown): Problem =>
  problem(
    'conflict',
    'platform.held',
    { zh: '这份记录依法要先留着，现在不能删除。', en: 'This record has to be kept for now by order and cannot be erased.' },
    {
      zh: '保全解除后可以再提出。要了解原因，请到窗口或打服务电话。',
      en: 'Ask again when the hold is lifted. A window or the telephone can tell the reason.',
    },
    cause === undefined ? {} : { cause },
  );

const noHold = (): Problem =>
  problem(
    'notFound',
    'platform.no-hold',
    { zh: '没有这条保全，或者已经解除了。', en: 'There is no such hold, or it was lifted.' },
    { zh: '用tongban hold list看现有的保全。', en: 'See tongban hold list.' },
  );
