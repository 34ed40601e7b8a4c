import { type Owner, ownerName } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { readStream as readRows } from './ledger.sql.ts';
import { type EntryRecord, payloadLabel, type Stream } from './record.ts';

/** An entry as read back; `payload` is undefined when it never had one or was erased. */
export type LedgerEntry = { seq: number; at: Date; header: Json; payload: Json | undefined; hash: Buffer };

/** A whole stream in order, payloads opened: one read for the rows, one for the keys. */
export async function readStream(read: Read, house: Pick<House, 'keys'>, stream: Stream): Promise<LedgerEntry[]> {
  const rows = await readRows(read, stream);
  const owners = rows.flatMap((row): Owner[] =>
    row.ownerKind === null || row.ownerId === null ? [] : [{ kind: row.ownerKind, id: row.ownerId }],
  );
  const distinct = [...new Map(owners.map((owner) => [ownerName(owner), owner])).values()];
  const keys = await house.keys.keysOf(read, distinct);
  return rows.map((row) => {
    const record = JSON.parse(row.record) as EntryRecord;
    const key = row.ownerKind === null || row.ownerId === null ? undefined : keys.get(ownerName({ kind: row.ownerKind, id: row.ownerId }));
    const content =
      key === undefined || row.sealed === null ? undefined : key.openBytes(row.sealed, payloadLabel(stream, row.seq)).subarray(32);
    return {
      seq: row.seq,
      at: new Date(record.at),
      header: record.header,
      payload: content === undefined ? undefined : (JSON.parse(content.toString('utf8')) as Json),
      hash: row.hash,
    };
  });
}
