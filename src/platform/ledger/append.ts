import { randomBytes } from 'node:crypto';
import { canonicalJson, type Owner, type OwnerKey } from '#platform/crypto';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { findHead, insertEntry, lockStream } from './ledger.sql.ts';
import { commitmentTo, type EntryRecord, entryHash, payloadLabel, spell, type Stream } from './record.ts';

/** A new link of a chain. */
export type NewEntry = {
  stream: Stream;
  /** Ids, codes and times: this part can never be erased, so no name, number, address or free text. */
  header: Json;
  /** What may be personal; stored apart under the owner's key, bound by a salted commitment. */
  payload?: Json;
  /** Whose key seals the payload: the key itself when it is at hand (no read), else its owner. */
  key?: OwnerKey;
  owner?: Owner;
  /** The caller holds a lock that keeps others from appending to this stream (the case row). Default: a lock is taken. */
  locked?: boolean;
  /** The stream begins with this entry: nothing is read. */
  first?: boolean;
};

type Desk = Pick<House, 'keys' | 'clock'>;

/**
 * Appends to a stream in the transaction of the deed (rule I7). One insert for a first entry, one read more otherwise;
 * streams never wait for each other.
 */
export async function append(tx: Tx, house: Desk, entry: NewEntry): Promise<{ seq: number; hash: Buffer }> {
  return appendRecord(tx, house, entry);
}

/** As `append`, for this room alone: it may also say which payloads are gone from now on. */
export async function appendRecord(tx: Tx, house: Desk, entry: NewEntry, erases?: number[]): Promise<{ seq: number; hash: Buffer }> {
  const { stream } = entry;
  if (entry.first !== true && entry.locked !== true) await lockStream(tx, stream);
  const head = entry.first === true ? undefined : await findHead(tx, stream);
  const key = entry.payload === undefined ? undefined : (entry.key ?? (await house.keys.keyOf(tx, entry.owner ?? nobody())));
  const link = linkOf(house.clock.now(), head, { stream, header: entry.header, payload: entry.payload, key }, erases);
  await insertEntry(tx, { stream, seq: link.seq, record: link.record, hash: link.hash }, link.payload);
  return { seq: link.seq, hash: link.hash };
}

/** A link ready to be stored: its text, its hash, and the payload sealed apart. */
export type Link = { seq: number; record: string; hash: Buffer; payload: { owner: Owner; sealed: Buffer } | null };

/** Makes the next link after `head`; nothing is read or written. */
export function linkOf(
  at: Date,
  head: { seq: number; hash: Buffer } | undefined,
  entry: { stream: Stream; header: Json; payload?: Json | undefined; key?: OwnerKey | undefined },
  erases?: number[],
): Link {
  const { stream } = entry;
  const seq = (head?.seq ?? 0) + 1;
  const content = entry.payload === undefined ? null : Buffer.concat([randomBytes(32), Buffer.from(canonicalJson(entry.payload), 'utf8')]);
  const record: EntryRecord = {
    format: 1,
    stream: { kind: stream.kind, id: stream.id },
    seq,
    previous: head?.hash.toString('hex') ?? null,
    at: at.toISOString(),
    commitment: content === null ? null : commitmentTo(content),
    ...(erases === undefined ? {} : { erases }),
    header: entry.header,
  };
  const text = spell(record);
  const key = content === null ? undefined : (entry.key ?? nobody());
  return {
    seq,
    record: text,
    hash: entryHash(text),
    payload: content === null || key === undefined ? null : { owner: key.owner, sealed: key.sealBytes(content, payloadLabel(stream, seq)) },
  };
}

function nobody(): never {
  throw new Error('a payload needs the key of the record it belongs to');
}
