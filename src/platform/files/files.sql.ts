import type { Owner } from '#platform/crypto';
import { type Read, sql, type Tx } from '#platform/db';
import type { FileType } from './content-check.ts';

/** A file as stored; `name` and `secret` are sealed, and null once dropped. */
export type FileRow = {
  id: string;
  ownerKind: string;
  ownerId: string;
  name: Buffer | null;
  secret: Buffer | null;
  type: FileType;
  bytes: number;
  createdAt: Date;
};

const columns = sql`id, owner_kind as "ownerKind", owner_id as "ownerId", name, secret, type, bytes, created_at as "createdAt"`;

export async function insertFile(
  tx: Tx,
  row: { id: string; owner: Owner; name: Buffer; secret: Buffer; type: FileType; bytes: number; digest: Buffer; at: Date },
): Promise<void> {
  await tx.run(sql.named('files.insert')`
    insert into platform_files.file (id, owner_kind, owner_id, name, secret, type, bytes, digest, created_at)
    values (${row.id}, ${row.owner.kind}, ${row.owner.id}, ${row.name}, ${row.secret}, ${row.type}, ${row.bytes}, ${row.digest}, ${row.at})`);
}

export async function findFile(read: Read, id: string): Promise<FileRow | undefined> {
  return read.maybe<FileRow>(sql.named('files.find')`select ${columns} from platform_files.file where id = ${id}`);
}

export async function findFilesOf(read: Read, owner: Owner): Promise<FileRow[]> {
  return read.many<FileRow>(sql.named('files.of')`
    select ${columns} from platform_files.file
    where owner_kind = ${owner.kind} and owner_id = ${owner.id} and dropped_at is null order by created_at, id`);
}

export async function moveFiles(tx: Tx, from: Owner, to: Owner): Promise<number> {
  return tx.run(sql.named('files.move')`
    update platform_files.file set owner_kind = ${to.kind}, owner_id = ${to.id}
    where owner_kind = ${from.kind} and owner_id = ${from.id}`);
}

export async function dropFile(tx: Tx, at: Date, id: string): Promise<number> {
  return tx.run(sql`update platform_files.file set dropped_at = ${at}, name = null, secret = null where id = ${id} and dropped_at is null`);
}

export async function dropFilesOf(tx: Tx, at: Date, owner: Owner): Promise<number> {
  return tx.run(sql`
    update platform_files.file set dropped_at = ${at}, name = null, secret = null
    where owner_kind = ${owner.kind} and owner_id = ${owner.id} and dropped_at is null`);
}

/** Dropped files whose bytes still lie in the store. */
export async function filesToRemove(read: Read, max: number): Promise<string[]> {
  const rows = await read.many<{ id: string }>(sql`
    select id from platform_files.file where dropped_at is not null and removed_at is null limit ${max}`);
  return rows.map((row) => row.id);
}

export async function markRemoved(tx: Tx, at: Date, ids: readonly string[]): Promise<void> {
  await tx.run(sql`update platform_files.file set removed_at = ${at} where id = any(${ids}::uuid[])`);
}

/** Which of these ids have a row. */
export async function knownFiles(read: Read, ids: readonly string[]): Promise<Set<string>> {
  const rows = await read.many<{ id: string }>(sql`select id from platform_files.file where id = any(${ids}::uuid[])`);
  return new Set(rows.map((row) => row.id));
}
