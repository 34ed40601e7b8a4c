import { type Load, type Read, sql, type Tx } from '#platform/db';
import type { Owner } from '#platform/crypto';
import type { Stream } from './record.ts';

/** Lets one transaction at a time append to a stream that nothing else locks. */
export async function lockStream(tx: Tx, stream: Stream): Promise<void> {
  await tx.many(sql.named('ledger.lock_stream')`select pg_advisory_xact_lock(7106013, hashtext(${`${stream.kind}:${stream.id}`}))`);
}

/** The newest entry of a stream. */
export async function findHead(read: Read, stream: Stream): Promise<{ seq: number; hash: Buffer } | undefined> {
  return read.maybe(sql.named('ledger.head')`
    select seq, hash from platform_ledger.entry
    where stream_kind = ${stream.kind} and stream_id = ${stream.id} order by seq desc limit 1`);
}

/** An entry and its payload in one statement: one round trip on the hot path. */
export async function insertEntry(
  tx: Tx,
  row: { stream: Stream; seq: number; record: string; hash: Buffer },
  payload: { owner: Owner; sealed: Buffer } | null,
): Promise<void> {
  const { stream } = row;
  if (payload === null) {
    await tx.run(sql.named('ledger.insert_entry')`
      insert into platform_ledger.entry (stream_kind, stream_id, seq, record, hash)
      values (${stream.kind}, ${stream.id}, ${row.seq}, ${row.record}, ${row.hash})`);
    return;
  }
  await tx.run(sql.named('ledger.insert_entry_and_payload')`
    with e as (
      insert into platform_ledger.entry (stream_kind, stream_id, seq, record, hash)
      values (${stream.kind}, ${stream.id}, ${row.seq}, ${row.record}, ${row.hash})
      returning stream_kind, stream_id, seq)
    insert into platform_ledger.payload (stream_kind, stream_id, seq, owner_kind, owner_id, sealed)
    select stream_kind, stream_id, seq, ${payload.owner.kind}, ${payload.owner.id}::uuid, ${payload.sealed}::bytea from e`);
}

/** Many entries with their payloads, already in the seal of that number. */
export async function loadEntries(
  load: Load,
  sealedIn: number,
  entries: readonly { stream: Stream; seq: number; record: string; hash: Buffer; payload: { owner: Owner; sealed: Buffer } | null }[],
): Promise<void> {
  await load.rows(
    'platform_ledger.entry',
    ['stream_kind', 'stream_id', 'seq', 'record', 'hash', 'sealed_in'],
    entries.map((e) => [e.stream.kind, e.stream.id, e.seq, e.record, e.hash, sealedIn]),
  );
  await load.rows(
    'platform_ledger.payload',
    ['stream_kind', 'stream_id', 'seq', 'owner_kind', 'owner_id', 'sealed'],
    entries.flatMap(({ stream, seq, payload }) =>
      payload === null ? [] : [[stream.kind, stream.id, seq, payload.owner.kind, payload.owner.id, payload.sealed]],
    ),
  );
}

/** Streams and entries that have a payload under this owner's key. */
export async function payloadsOf(read: Read, owner: Owner): Promise<{ stream: Stream; seqs: number[] }[]> {
  return read.many(sql`
    select json_build_object('kind', stream_kind, 'id', stream_id) as stream, array_agg(seq order by seq) as seqs
    from platform_ledger.payload where owner_kind = ${owner.kind} and owner_id = ${owner.id}
    group by stream_kind, stream_id order by stream_kind, stream_id`);
}

/** Removes payloads; only `erasePayloads` calls this, after it has chained the erasure. */
export async function deletePayloads(tx: Tx, stream: Stream, seqs: readonly number[]): Promise<void> {
  await tx.run(sql`
    delete from platform_ledger.payload
    where stream_kind = ${stream.kind} and stream_id = ${stream.id} and seq = any(${seqs}::integer[])`);
}

/** One stored entry with its payload row, if any. */
export type StoredRow = {
  kind: string;
  id: string;
  seq: number;
  record: string;
  hash: Buffer;
  sealedIn: number | null;
  ownerKind: string | null;
  ownerId: string | null;
  sealed: Buffer | null;
};

const rowColumns = sql`
  e.stream_kind as kind, e.stream_id as id, e.seq, e.record, e.hash, e.sealed_in as "sealedIn",
  p.owner_kind as "ownerKind", p.owner_id as "ownerId", p.sealed`;

/** Entries of one stream in order, from a number on. */
export async function readStream(read: Read, stream: Stream, from = 1, max?: number): Promise<StoredRow[]> {
  return read.many<StoredRow>(sql`
    select ${rowColumns} from platform_ledger.entry e left join platform_ledger.payload p using (stream_kind, stream_id, seq)
    where e.stream_kind = ${stream.kind} and e.stream_id = ${stream.id} and e.seq >= ${from} order by e.seq limit ${max ?? null}`);
}

/** The next page of all entries by stream and seq. Only inside one snapshot: the reader must not run beside writers. */
export async function readPage(read: Read, after: { kind: string; id: string; seq: number } | null, max: number): Promise<StoredRow[]> {
  return read.many<StoredRow>(sql`
    select ${rowColumns} from platform_ledger.entry e left join platform_ledger.payload p using (stream_kind, stream_id, seq)
    ${after === null ? sql`` : sql`where (e.stream_kind, e.stream_id, e.seq) > (${after.kind}, ${after.id}::uuid, ${after.seq}::integer)`}
    order by e.stream_kind, e.stream_id, e.seq limit ${max}`);
}

/** Makes this transaction one unchanging picture that cannot write. Must be its first statement. */
export async function readOneSnapshot(tx: Tx): Promise<void> {
  await tx.run(sql`set transaction isolation level repeatable read read only`);
}
