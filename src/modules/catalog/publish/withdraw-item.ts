/** Withdrawing and pausing stop submissions; running cases and the published bytes stay (model.md 8). */
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import type { Tx } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { versionWithdrawn } from '../catalog.events.ts';
import { bumpRevision, markPaused, markWithdrawn } from '../version.sql.ts';
import { getItem, type ItemVersion } from './find-item.ts';

type Deed = { handlingKey: string; reason: string };

/** Takes an item out of all doors. Publishing it again makes a new version. */
export async function withdrawItem(tx: Tx, actor: Actor, house: Pick<House, 'clock' | 'keys'>, deed: Deed): Promise<ItemVersion> {
  return change(tx, actor, house, deed, 'withdrawn');
}

/** Stops submissions for a while; the guide stays readable and says so. */
export async function pauseItem(tx: Tx, actor: Actor, house: Pick<House, 'clock' | 'keys'>, deed: Deed): Promise<ItemVersion> {
  return change(tx, actor, house, deed, 'paused');
}

/** Takes submissions again. */
export async function resumeItem(tx: Tx, actor: Actor, house: Pick<House, 'clock' | 'keys'>, deed: Deed): Promise<ItemVersion> {
  return change(tx, actor, house, deed, 'resumed');
}

async function change(
  tx: Tx,
  actor: Actor,
  house: Pick<House, 'clock' | 'keys'>,
  deed: Deed,
  how: 'withdrawn' | 'paused' | 'resumed',
): Promise<ItemVersion> {
  const version = await getItem(tx, deed.handlingKey);
  const at = house.clock.now();
  const rows =
    how === 'withdrawn'
      ? await markWithdrawn(tx, at, version.id, deed.reason)
      : await markPaused(tx, how === 'paused' ? at : null, version.id, how === 'paused' ? deed.reason : null);
  if (rows === 0)
    throw problem(
      'conflict',
      'catalog.nothing-to-change',
      { zh: '这件事已经是这个状态了。', en: 'The item is in that state already.' },
      { zh: '请刷新看看现在的状态。', en: 'Reload to see its present state.' },
    );
  await bumpRevision(tx);
  await append(tx, house, {
    stream: { kind: 'item-version', id: version.handlingItemId },
    header: { verb: how, version: version.id, number: version.number },
  });
  await emit(
    tx,
    at,
    versionWithdrawn(
      { handlingItemId: version.handlingItemId, number: version.number },
      { versionId: version.id, item: version.itemKey, handling: version.handlingKey, how },
    ),
  );
  await audit(tx, actor, at, {
    word: how === 'withdrawn' ? 'ITEM_WITHDRAW' : how === 'paused' ? 'ITEM_PAUSE' : 'ITEM_RESUME',
    subject: { kind: 'item-version', id: version.id, seq: version.number },
  });
  return getItemAfter(version, how);
}

function getItemAfter(version: ItemVersion, how: 'withdrawn' | 'paused' | 'resumed'): ItemVersion {
  return { ...version, state: how === 'resumed' ? 'open' : how };
}
