import { randomBytes } from 'node:crypto';
import { claimLooks, eraseReasons, type LookRow, looksWithReason, markLooks } from '#platform/audit';
import { canonicalJson, sm3 } from '#platform/crypto';
import { inTransaction, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { Job } from '#platform/jobs';
import { append } from './append.ts';
import { findHead, lockStream, readStream } from './ledger.sql.ts';
import { commitmentTo, type EntryRecord, type Stream } from './record.ts';

type Desk = Pick<House, 'db' | 'keys' | 'clock'>;

/** The one stream of looks of a house. */
export const looksStream: Stream = { kind: 'clear-view', id: '00000000-0000-7000-8000-000000000001' };

/** A look that says of itself to be this much older than the batch before it was not there when it should have been. */
export const lateAfterMs = 3_600_000;

/** The header of a batch: the ids of its rows in order, and the hash of each. `late`: rows dated well before the batch before. */
export type LooksBatch = { verb: 'looks'; rows: [id: string, hash: string][]; late?: string[] };
/** The header of an erasure: of which looks the free words are gone. */
export type LooksErased = { verb: 'looks-erased'; rows: string[]; ground: Json };

/** Hash of a look. Its free words come in by their commitment, so that they may be erased. */
export function lookHash(row: LookRow, mark: Buffer): string {
  const { id, at, viewerId, postId, organId, partyId, caseId, what, groundKind, groundId } = row;
  const fields = {
    id,
    at: at.toISOString(),
    viewerId,
    postId,
    organId,
    partyId,
    caseId,
    what,
    groundKind,
    groundId,
    mark: mark.toString('hex'),
  };
  return sm3(Buffer.from(`tongban.ledger.look.1\n${canonicalJson(fields)}`, 'utf8')).toString('hex');
}

/** The commitment to the free words of a look. */
export const reasonMark = (salt: Buffer, reason: string): Buffer =>
  Buffer.from(commitmentTo(Buffer.concat([salt, Buffer.from(reason, 'utf8')])), 'hex');

/** Puts all looks that are in no batch yet under the chain. Answers how many. */
export async function sealLooks(house: Desk, max = 500): Promise<number> {
  for (let sealed = 0; ; ) {
    const rows = await inTransaction(house.db, (tx) => sealBatch(tx, house, max));
    sealed += rows;
    if (rows < max) return sealed;
  }
}

/** One batch, one entry: nothing that people do waits for it, only another sealer. */
async function sealBatch(tx: Tx, house: Pick<House, 'keys' | 'clock'>, max: number): Promise<number> {
  await lockStream(tx, looksStream);
  const looks = await claimLooks(tx, max);
  if (looks.length === 0) return 0;
  const rows = looks.map((look) => {
    const salt = randomBytes(32);
    const mark = reasonMark(salt, look.reason);
    return { id: look.id, at: look.at, salt, mark, hash: lookHash(look, mark) };
  });
  const before = await batchBefore(tx);
  const late = before === undefined ? [] : rows.filter((row) => row.at.getTime() < before - lateAfterMs).map((row) => row.id);
  const header: LooksBatch = { verb: 'looks', rows: rows.map((row) => [row.id, row.hash]), ...(late.length === 0 ? {} : { late }) };
  const { seq } = await append(tx, house, { stream: looksStream, header: header as Json, locked: true });
  await markLooks(tx, seq, rows);
  return rows.length;
}

/** When the last entry of the stream was made. */
async function batchBefore(tx: Tx): Promise<number | undefined> {
  const head = await findHead(tx, looksStream);
  const entry = head === undefined ? undefined : (await readStream(tx, looksStream, head.seq)).at(-1);
  return entry === undefined ? undefined : Date.parse((JSON.parse(entry.record) as EntryRecord).at);
}

/**
 * Erases the free words of every look at a person's data; that somebody looked, who, when and on which ground stays.
 * Part of erasing the person.
 */
export async function eraseLooks(tx: Tx, house: Pick<House, 'keys' | 'clock'>, partyId: string, ground: Json): Promise<number> {
  while ((await sealBatch(tx, house, 500)) === 500);
  await lockStream(tx, looksStream);
  const ids = await looksWithReason(tx, partyId);
  if (ids.length === 0) return 0;
  const header: LooksErased = { verb: 'looks-erased', rows: ids, ground };
  const { seq } = await append(tx, house, { stream: looksStream, header: header as Json, locked: true });
  await eraseReasons(tx, seq, ids);
  return ids.length;
}

/** Every minute, as the sealing of the ledger. */
export const looksJob: Job = { name: 'ledger.chain-looks', everySeconds: 60, run: async (house) => void (await sealLooks(house)) };
