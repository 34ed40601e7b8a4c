/** Publishes one resolved content: bytes, hash, number, ledger, event, audit: one transaction. */
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { canonicalJson, sm3 } from '#platform/crypto';
import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { append } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { shanghaiDate } from '#platform/clock';
import { saveCodes, saveHandlingItem, saveImplementingItem } from '../catalog.sql.ts';
import { versionPublished } from '../catalog.events.ts';
import type { ItemContent } from '../document/content.ts';
import { composeCodes } from '../document/item-codes.ts';
import { bumpRevision, insertVersion, lockNewest, supersede } from '../version.sql.ts';

/** What became of a publication. */
export interface Published {
  key: string;
  handlingItemId: string;
  /** Null when the item is held back. */
  versionId: string | null;
  number: number | null;
  made: boolean;
}

/** The exact bytes of a version: canonical JSON, so that the same content is always the same bytes. */
export function versionBytes(content: ItemContent): { text: string; hash: Buffer } {
  const text = canonicalJson(content as never);
  return { text, hash: sm3(Buffer.from(text)) };
}

/**
 * Writes a content as the newest version of its handling item. The same bytes as the newest version in force make nothing new.
 * With `hold` the handling item is recorded with its reason and no version is made.
 */
export async function publishVersion(
  tx: Tx,
  actor: Actor,
  house: Pick<House, 'clock' | 'keys'>,
  content: ItemContent,
  options: { baseItemId: string; hold: string | null; keepForDraftsUntil?: string | null; keepWithdrawn?: boolean },
): Promise<Published> {
  const at = house.clock.now();
  const codes = composeCodes(content);
  const { organ, region } = content.overlay;
  const implementingItemId = await saveImplementingItem(tx, at, {
    baseItemId: options.baseItemId,
    region,
    organName: organ?.name.zh ?? null,
    organUscc: organ?.uscc ?? null,
  });
  const handlingItemId = await saveHandlingItem(tx, at, {
    implementingItemId,
    key: content.key,
    handlingKey: content.handling.key,
    name: content.handling.name.zh,
    holdReason: options.hold,
  });
  const today = shanghaiDate(at);
  await saveCodes(
    tx,
    today,
    { kind: 'implementing', id: implementingItemId },
    codes.filter((c) => c.scheme === 'implementing-31'),
  );
  await saveCodes(
    tx,
    today,
    { kind: 'handling', id: handlingItemId },
    codes.filter((c) => c.scheme === 'handling-33'),
  );
  const newest = await lockNewest(tx, handlingItemId);
  if (options.hold !== null) return { key: content.key, handlingItemId, versionId: null, number: null, made: false };

  // Somebody took it back by hand: a file on disk does not undo that.
  if (options.keepWithdrawn === true && newest !== undefined && newest.withdrawnAt !== null)
    return { key: content.key, handlingItemId, versionId: newest.id, number: newest.number, made: false };

  const { text, hash } = versionBytes(content);
  if (newest !== undefined && newest.withdrawnAt === null && newest.hash.equals(hash))
    return { key: content.key, handlingItemId, versionId: newest.id, number: newest.number, made: false };
  if (newest !== undefined) await supersede(tx, at, newest.id, options.keepForDraftsUntil ?? null);
  const id = newId();
  const number = (newest?.number ?? 0) + 1;
  await insertVersion(tx, { id, handlingItemId, number, content: text, hash, at });
  const subject = { handlingItemId, number };
  await append(tx, house, {
    stream: { kind: 'item-version', id: handlingItemId },
    header: { verb: 'publish', version: id, number, hash: hash.toString('hex') },
  });
  await bumpRevision(tx);
  await emit(tx, at, versionPublished(subject, { versionId: id, item: content.item.key, handling: content.key }));
  await audit(tx, actor, at, {
    word: 'ITEM_PUBLISH',
    subject: { kind: 'item-version', id, seq: number },
    details: { handling: content.key },
  });
  return { key: content.key, handlingItemId, versionId: id, number, made: true };
}
