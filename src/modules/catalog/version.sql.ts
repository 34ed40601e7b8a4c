/** SQL of published versions and list numbers. */
import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';

export interface VersionRow {
  id: string;
  handlingItemId: string;
  handlingKey: string;
  itemKey: string;
  number: number;
  /** Canonical JSON, exactly as published. */
  content: string;
  hash: Buffer;
  publishedAt: Date;
  supersededAt: Date | null;
  withdrawnAt: Date | null;
  pausedAt: Date | null;
  keptValidUntil: string | null;
}

const columns =
  sql.raw(`v.id, v.handling_item_id as "handlingItemId", h.key as "handlingKey", b.key as "itemKey", v.number, v.content, v.hash,
  v.published_at as "publishedAt", v.superseded_at as "supersededAt", v.withdrawn_at as "withdrawnAt", v.paused_at as "pausedAt",
  v.kept_valid_until as "keptValidUntil"`);
const tables = sql.raw(`catalog.item_version v
  join catalog.handling_item h on h.id = v.handling_item_id
  join catalog.implementing_item i on i.id = h.implementing_item_id
  join catalog.base_item b on b.id = i.base_item_id`);

export async function findVersion(read: Read, id: string): Promise<VersionRow | undefined> {
  return read.maybe(sql.named('catalog.version')`select ${columns} from ${tables} where v.id = ${id}`);
}

/** Whether a version may still be submitted with, without its content: asked at every submission. */
export async function findVersionState(
  read: Read,
  id: string,
): Promise<Pick<VersionRow, 'supersededAt' | 'withdrawnAt' | 'pausedAt' | 'keptValidUntil'> | undefined> {
  return read.maybe(sql.named('catalog.version_state')`
    select superseded_at as "supersededAt", withdrawn_at as "withdrawnAt", paused_at as "pausedAt", kept_valid_until as "keptValidUntil"
    from catalog.item_version where id = ${id}`);
}

export async function findVersionNumber(read: Read, handlingKey: string, number: number): Promise<VersionRow | undefined> {
  return read.maybe(sql`select ${columns} from ${tables} where h.key = ${handlingKey} and v.number = ${number}`);
}

/** Newest version of a handling item, withdrawn ones included: the caller says what that means. */
export async function findNewest(read: Read, handlingKey: string): Promise<VersionRow | undefined> {
  return read.maybe(sql.named('catalog.newest')`select ${columns} from ${tables} where h.key = ${handlingKey} and v.superseded_at is null`);
}

/** Newest published versions of one base item, by key; their order is in the document, which the database does not take apart. */
export async function listNewestOf(read: Read, itemKey: string): Promise<VersionRow[]> {
  return read.many(sql.named('catalog.newest_of')`
    select ${columns} from ${tables}
    where b.key = ${itemKey} and v.superseded_at is null and v.withdrawn_at is null
    order by h.key`);
}

/** Every published version in force; the source of search and browsing. */
export async function listInForce(read: Read): Promise<VersionRow[]> {
  return read.many(sql`select ${columns} from ${tables} where v.superseded_at is null and v.withdrawn_at is null order by h.key`);
}

export async function listHistory(read: Read, handlingKey: string): Promise<Omit<VersionRow, 'content'>[]> {
  return read.many(sql`
    select v.id, v.handling_item_id as "handlingItemId", h.key as "handlingKey", b.key as "itemKey", v.number, v.hash, v.published_at as "publishedAt",
      v.superseded_at as "supersededAt", v.withdrawn_at as "withdrawnAt", v.paused_at as "pausedAt", v.kept_valid_until as "keptValidUntil"
    from ${tables} where h.key = ${handlingKey} order by v.number desc`);
}

/** The newest version with its lock: publishing the same handling item twice at once waits here. */
export async function lockNewest(
  tx: Tx,
  handlingItemId: string,
): Promise<{ id: string; number: number; hash: Buffer; withdrawnAt: Date | null } | undefined> {
  return tx.maybe(sql`
    select id, number, hash, withdrawn_at as "withdrawnAt" from catalog.item_version
    where handling_item_id = ${handlingItemId} and superseded_at is null for update`);
}

export async function supersede(tx: Tx, at: Date, id: string, keptValidUntil: string | null): Promise<void> {
  await tx.run(sql`update catalog.item_version set superseded_at = ${at}, kept_valid_until = ${keptValidUntil} where id = ${id}`);
}

export async function insertVersion(
  tx: Tx,
  row: { id: string; handlingItemId: string; number: number; content: string; hash: Buffer; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into catalog.item_version (id, handling_item_id, number, content, hash, published_at)
    values (${row.id}, ${row.handlingItemId}, ${row.number}, ${row.content}, ${row.hash}, ${row.at})`);
}

export async function markWithdrawn(tx: Tx, at: Date, id: string, reason: string): Promise<number> {
  return tx.run(
    sql`update catalog.item_version set withdrawn_at = ${at}, withdrawn_reason = ${reason} where id = ${id} and withdrawn_at is null and superseded_at is null`,
  );
}

export async function markPaused(tx: Tx, at: Date | null, id: string, reason: string | null): Promise<number> {
  return tx.run(
    sql`update catalog.item_version set paused_at = ${at}, paused_reason = ${reason} where id = ${id} and (paused_at is null) <> (${at}::timestamptz is null)`,
  );
}

export async function bumpRevision(tx: Tx): Promise<void> {
  await tx.run(sql`update catalog.revision set number = number + 1`);
}

export async function readRevision(read: Read): Promise<number> {
  return (await read.one<{ number: number }>(sql.named('catalog.revision')`select number from catalog.revision`)).number;
}

/** Takes a free number, or one whose list has expired; false when it is in use. */
export async function claimListNumber(
  tx: Tx,
  row: { number: string; versionId: string; region: string | null; answers: Json; at: Date; expires: Date },
): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into catalog.list_slip as s (number, version_id, region_code, answers, made_at, expires_at)
    values (${row.number}, ${row.versionId}, ${row.region}, ${JSON.stringify(row.answers)}, ${row.at}, ${row.expires})
    on conflict (number) do update set version_id = excluded.version_id, region_code = excluded.region_code, answers = excluded.answers,
      made_at = excluded.made_at, expires_at = excluded.expires_at
    where s.expires_at <= ${row.at}`);
  return rows === 1;
}

export async function findListSlip(
  read: Read,
  number: string,
): Promise<{ versionId: string; region: string | null; answers: Record<string, unknown>; expiresAt: Date } | undefined> {
  return read.maybe(sql`
    select version_id as "versionId", region_code as region, answers, expires_at as "expiresAt" from catalog.list_slip where number = ${number}`);
}

export async function dropExpiredSlips(tx: Tx, at: Date): Promise<number> {
  return tx.run(sql`delete from catalog.list_slip where expires_at <= ${at}`);
}

/** Heads of all versions ever published, by handling item. */
export async function listAllHashes(
  read: Read,
): Promise<{ id: string; handlingItemId: string; handlingKey: string; number: number; hash: Buffer }[]> {
  return read.many(sql`
    select v.id, v.handling_item_id as "handlingItemId", h.key as "handlingKey", v.number, v.hash
    from catalog.item_version v join catalog.handling_item h on h.id = v.handling_item_id order by h.key, v.number`);
}
