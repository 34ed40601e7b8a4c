import { type CopyConnection, sql, type Sql } from '#platform/db';

/** A table as the database knows it. `name` is quoted, ready for SQL. */
export type Table = { name: string; columns: string[]; order: string };

/** Schemas that are not ours: the server's, and the queue's, which its library makes itself. */
const foreign = sql`(n.nspname in ('information_schema', 'public', 'graphile_worker') or n.nspname like 'pg\\_%')`;

/** Every table of the house by name, with its stored columns and an order that is the same on every server. */
export async function listTables(on: CopyConnection): Promise<Table[]> {
  return on.many<Table>(sql`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
      (select json_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce(
        (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.at)
          from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality as k (num, at)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num
          where i.indrelid = c.oid and i.indisprimary),
        't::text collate "C"') as "order"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and not ${foreign}
    order by n.nspname collate "C", c.relname collate "C"`);
}

const columnsOf = (table: Table): Sql => sql.raw(table.columns.join(', '));

/** All rows of a table in its order, as text. */
export const copyTableOut = (table: Table): Sql =>
  sql`copy (select ${columnsOf(table)} from ${sql.raw(table.name)} t order by ${sql.raw(table.order)}) to stdout`;

/** Takes rows of a table as text. */
export const copyTableIn = (table: Table): Sql => sql`copy ${sql.raw(table.name)} (${columnsOf(table)}) from stdin`;

/** Takes out what a migration put in, before the rows of the back-up come. */
export async function emptyTable(on: CopyConnection, table: Table): Promise<void> {
  // Append-only tables refuse a delete even where there is nothing to delete.
  const rows = await on.many(sql`select 1 from ${sql.raw(table.name)} limit 1`);
  if (rows.length > 0) await on.many(sql`delete from ${sql.raw(table.name)}`);
}

/** One picture of everything, however long reading takes. */
export async function beginSnapshot(on: CopyConnection): Promise<void> {
  await on.many(sql`begin transaction isolation level repeatable read read only`);
}

export async function begin(on: CopyConnection): Promise<void> {
  await on.many(sql`begin`);
}

export async function commit(on: CopyConnection): Promise<void> {
  await on.many(sql`commit`);
}

/** Holds off the sweep of files (the same lock its job takes) until the connection closes; waits for a sweep that runs. */
export async function holdSweep(on: CopyConnection): Promise<void> {
  await on.many(sql`select pg_advisory_lock(7106011, hashtext('files.sweep'))`);
}

/** One restore at a time, and none beside a start that makes tables. */
export async function holdMigrations(on: CopyConnection): Promise<void> {
  await on.many(sql`select pg_advisory_lock(7106010)`);
}

/** Migrations this database has had. */
export async function appliedMigrations(on: CopyConnection): Promise<{ room: string; file: string; checksum: string }[]> {
  return on.many(sql`select room, file, checksum from platform.migration`);
}

/** Events with work still in the queue: a restore hands them on again, and hearers pass over what they have done. */
export async function eventsInQueue(on: CopyConnection): Promise<string[]> {
  const there = await on.many(sql`select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'graphile_worker' and c.relname = '_private_jobs'`);
  if (there.length === 0) return [];
  const rows = await on.many<{ event: string }>(sql`
    select distinct payload ->> 'event' as event from graphile_worker._private_jobs where payload ->> 'event' is not null order by 1`);
  return rows.map((row) => row.event);
}

/** Hands these events on again. */
export async function relayAgain(on: CopyConnection, events: readonly string[]): Promise<void> {
  await on.many(sql`update platform.outbox set relayed_at = null where id = any(${events}::uuid[])`);
}

/** Ids of all files whose bytes belong to the house. */
export async function keptFiles(on: CopyConnection): Promise<string[]> {
  const rows = await on.many<{ id: string }>(sql`select id from platform_files.file where dropped_at is null order by id`);
  return rows.map((row) => row.id);
}

/** Version of the server. */
export async function versionOf(on: CopyConnection): Promise<string> {
  const rows = await on.many<{ version: string }>(sql`select current_setting('server_version') as version`);
  return rows[0]?.version ?? '';
}

/** Schemas that hold something of a house. */
export async function houseSchemas(on: CopyConnection): Promise<string[]> {
  const rows = await on.many<{ name: string }>(sql`
    select quote_ident(n.nspname) as name from pg_namespace n
    where n.nspname = 'graphile_worker' or (not ${foreign} and exists (select 1 from pg_class c where c.relnamespace = n.oid))
    order by 1`);
  return rows.map((row) => row.name);
}

/** Takes a whole house out of the database; part of the restore's transaction. */
export async function dropSchemas(on: CopyConnection, names: readonly string[]): Promise<void> {
  for (const name of names) await on.many(sql`drop schema ${sql.raw(name)} cascade`);
}

/** Who else works in this database. */
export async function otherClients(on: CopyConnection): Promise<number> {
  const rows = await on.many<{ n: number }>(sql`
    select count(*)::integer as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
  return rows[0]?.n ?? 0;
}

/** Runs the text of a migration as it was when the back-up was made. */
export async function applyText(on: CopyConnection, text: string): Promise<void> {
  await on.many(sql.raw(text));
}

/** Where the list of migrations lies; `migrate` makes it the same way. */
export async function makeMigrationTable(on: CopyConnection): Promise<void> {
  await on.many(sql`create schema if not exists platform`);
  await on.many(sql`create table if not exists platform.migration (
    room text not null, file text not null, checksum text not null, applied_at timestamptz not null, primary key (room, file))`);
}

/** Takes the references between tables off for loading in any order; the answer puts them back, and that checks every row. */
export async function liftReferences(on: CopyConnection): Promise<() => Promise<void>> {
  const found = await on.many<{ place: string; name: string; definition: string }>(sql`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as place, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and not ${foreign}`);
  const alter = (place: string, rest: string): Promise<unknown> => on.many(sql.raw(`alter table ${place} ${rest}`));
  for (const one of found) await alter(one.place, `drop constraint ${one.name}`);
  return async () => {
    for (const one of found) await alter(one.place, `add constraint ${one.name} ${one.definition}`);
  };
}

/** Counters of the database itself, where a table has one. */
export async function listSequences(on: CopyConnection): Promise<{ name: string; value: string }[]> {
  return on.many(sql`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, s.seqlastvalue::text as value
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (select pg_sequence_last_value(c.oid) as seqlastvalue) s
    where c.relkind = 'S' and not ${foreign} and s.seqlastvalue is not null order by 1`);
}

export async function setSequence(on: CopyConnection, name: string, value: string): Promise<void> {
  await on.many(sql`select setval(${name}::regclass, ${value}::bigint)`);
}
