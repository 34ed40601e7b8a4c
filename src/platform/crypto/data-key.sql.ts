import { type Load, type Read, sql, type Tx } from '#platform/db';
import type { Owner } from './owner-key.ts';

/** A key as stored; `wrapped` is null once it was destroyed. */
export type DataKeyRow = { id: string; ownerKind: string; ownerId: string; version: number; wrapped: Buffer | null };

const columns = sql`id, owner_kind as "ownerKind", owner_id as "ownerId", version, wrapped`;

/** Adds a key version; false when the owner already has it. */
export async function insertKey(tx: Tx, at: Date, row: { id: string; owner: Owner; version: number; wrapped: Buffer }): Promise<boolean> {
  const rows = await tx.run(sql.named('crypto.insert_key')`
    insert into platform_crypto.data_key (id, owner_kind, owner_id, version, wrapped, created_at)
    values (${row.id}, ${row.owner.kind}, ${row.owner.id}, ${row.version}, ${row.wrapped}, ${at})
    on conflict (owner_kind, owner_id, version) do nothing`);
  return rows === 1;
}

/** A key that is stored with many others. */
export type NewKeyRow = { id: string; owner: Owner; version: number; wrapped: Buffer; at: Date };

/** Stores many new keys. */
export async function loadKeys(load: Load, rows: readonly NewKeyRow[]): Promise<void> {
  await load.rows(
    'platform_crypto.data_key',
    ['id', 'owner_kind', 'owner_id', 'version', 'wrapped', 'created_at'],
    rows.map((r) => [r.id, r.owner.kind, r.owner.id, r.version, r.wrapped, r.at]),
  );
}

/** All versions of one owner's key, newest first. */
export async function findKeys(read: Read, owner: Owner): Promise<DataKeyRow[]> {
  return read.many<DataKeyRow>(sql.named('crypto.find_keys')`
    select ${columns} from platform_crypto.data_key
    where owner_kind = ${owner.kind} and owner_id = ${owner.id} order by version desc`);
}

/** The keys of many owners, newest first within each. */
export async function findKeysOf(read: Read, owners: readonly Owner[]): Promise<DataKeyRow[]> {
  return read.many<DataKeyRow>(sql.named('crypto.find_keys_of')`
    select ${columns} from platform_crypto.data_key
    where (owner_kind, owner_id) in (
      select k, i from unnest(${owners.map((o) => o.kind)}::text[], ${owners.map((o) => o.id)}::uuid[]) as o(k, i))
    order by owner_kind, owner_id, version desc`);
}

/** Gives a key to another owner, who must have none; a hold on the record goes with it. */
export async function moveKeys(tx: Tx, from: Owner, to: Owner): Promise<DataKeyRow[]> {
  return tx.many<DataKeyRow>(sql.named('crypto.move_keys')`
    with held as (update platform.legal_hold set owner_kind = ${to.kind}, owner_id = ${to.id}
      where owner_kind = ${from.kind} and owner_id = ${from.id} and lifted_at is null)
    update platform_crypto.data_key set owner_kind = ${to.kind}, owner_id = ${to.id}
    where owner_kind = ${from.kind} and owner_id = ${from.id} returning ${columns}`);
}

/** Forgets the keys of an owner; the row stays as the record that this was done. */
export async function destroyKeys(tx: Tx, at: Date, owner: Owner): Promise<number> {
  return tx.run(sql`
    update platform_crypto.data_key set wrapped = null, destroyed_at = ${at}
    where owner_kind = ${owner.kind} and owner_id = ${owner.id} and destroyed_at is null`);
}

/** Keys wrapped under a master key older than the given version; locked for this transaction. */
export async function claimOldWraps(tx: Tx, masterVersion: number, after: string | null, max: number): Promise<DataKeyRow[]> {
  return tx.many<DataKeyRow>(sql`
    select ${columns} from platform_crypto.data_key
    where wrapped is not null and get_byte(wrapped, 1) < ${masterVersion}
      ${after === null ? sql`` : sql`and id > ${after}`}
    order by id limit ${max} for update`);
}

/** Replaces the wrapping of one key. */
export async function replaceWrap(tx: Tx, id: string, wrapped: Buffer): Promise<void> {
  await tx.run(sql`update platform_crypto.data_key set wrapped = ${wrapped} where id = ${id} and destroyed_at is null`);
}

/** A few living keys, to try whether the key file fits this database. */
export async function someKeys(read: Read): Promise<DataKeyRow[]> {
  return read.many<DataKeyRow>(sql`select ${columns} from platform_crypto.data_key where wrapped is not null limit 5`);
}

/** How many living keys are wrapped under a master key older than the given version. */
export async function countOldWraps(read: Read, masterVersion: number): Promise<number> {
  const row = await read.one<{ n: number }>(sql`
    select count(*) as n from platform_crypto.data_key where wrapped is not null and get_byte(wrapped, 1) < ${masterVersion}`);
  return row.n;
}

/** One rotation at a time in the whole house; false when another process is at it. */
export async function lockRotation(tx: Tx): Promise<boolean> {
  return (await tx.one<{ ok: boolean }>(sql`select pg_try_advisory_xact_lock(7106015) as ok`)).ok;
}
