import { type Read, sql, type Tx } from '#platform/db';

/** The registered reader of a window. */
export type Reader = {
  id: string;
  windowId: string;
  name: string;
  publicKey: Buffer;
  sandbox: boolean;
  registeredAt: Date;
  endedAt: Date | null;
};

const columns = sql`id, window_id as "windowId", name, public_key as "publicKey", sandbox, registered_at as "registeredAt", ended_at as "endedAt"`;

/** A reader, in use or not any more. */
export async function findReader(read: Read, id: string): Promise<Reader | undefined> {
  return read.maybe<Reader>(sql.named('identity.reader')`select ${columns} from identity.reader where id = ${id}`);
}

/** The sandbox reader of a window. */
export async function findSandboxReader(read: Read, windowId: string): Promise<Reader | undefined> {
  return read.maybe<Reader>(sql`select ${columns} from identity.reader where window_id = ${windowId} and sandbox and ended_at is null`);
}

/** Readers in use, and those of the last that ended. */
export async function listReaderRows(read: Read, max: number): Promise<Reader[]> {
  return read.many<Reader>(sql`
    select ${columns} from identity.reader order by (ended_at is null) desc, registered_at desc, id desc limit ${max}`);
}

/** A new reader; false when its key is in use already. */
export async function insertReader(tx: Tx, r: Omit<Reader, 'endedAt'> & { by: string | null }): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.reader (id, window_id, name, public_key, sandbox, registered_by, registered_at)
    values (${r.id}, ${r.windowId}, ${r.name}, ${r.publicKey}, ${r.sandbox}, ${r.by}, ${r.registeredAt}) on conflict do nothing`);
  return rows === 1;
}

/** Ends a reader: what it reads from now on counts for nothing. */
export async function endReaderRow(tx: Tx, id: string, at: Date): Promise<number> {
  return tx.run(sql`update identity.reader set ended_at = ${at} where id = ${id} and ended_at is null`);
}

/** Takes a reading; false when it was taken before. */
export async function takeReading(tx: Tx, readerId: string, nonce: Buffer, at: Date): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.card_reading (reader_id, nonce, at) values (${readerId}, ${nonce}, ${at}) on conflict do nothing`);
  return rows === 1;
}

/** Forgets readings that are too old to be shown again. */
export async function dropOldReadings(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from identity.card_reading where at < ${before}`);
}
