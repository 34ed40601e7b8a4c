/** SQL of items, handlings, codes and regimes. */
import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import type { CodeScheme } from './document/item-codes.ts';

export interface BaseItemRow {
  id: string;
  key: string;
  name: string;
  legalName: string | null;
  department: string | null;
  origin: 'document' | 'import';
}

/** Inserts or updates a base item by key; two importers at once end in one row. */
export async function saveBaseItem(
  tx: Tx,
  at: Date,
  row: {
    key: string;
    name: string;
    legalName: string | null;
    department: string;
    origin: 'document' | 'import';
    document: Json | null;
    file: string | null;
    /** Written at the desk: bringing the demonstration up to date leaves it alone. */
    edited?: boolean;
  },
): Promise<string> {
  const { id } = await tx.one<{ id: string }>(sql`
    insert into catalog.base_item as b (id, key, name, legal_name, department, origin, document, document_text, source_file, created_at, changed_at, edited_at)
    values (${newId()}, ${row.key}, ${row.name}, ${row.legalName}, ${row.department}, ${row.origin},
      ${row.document === null ? null : JSON.stringify(row.document)}, ${row.document === null ? null : JSON.stringify(row.document)},
      ${row.file}, ${at}, ${at}, ${row.edited === true ? at : null})
    on conflict (key) do update set name = excluded.name, legal_name = excluded.legal_name, department = excluded.department,
      origin = excluded.origin, document = excluded.document, document_text = excluded.document_text, source_file = excluded.source_file,
      changed_at = excluded.changed_at, edited_at = excluded.edited_at
    returning id`);
  return id;
}

export async function saveImplementingItem(
  tx: Tx,
  at: Date,
  row: { baseItemId: string; region: string; organName: string | null; organUscc: string | null },
): Promise<string> {
  const { id } = await tx.one<{ id: string }>(sql`
    insert into catalog.implementing_item (id, base_item_id, region_code, organ_name, organ_uscc, created_at)
    values (${newId()}, ${row.baseItemId}, ${row.region}, ${row.organName}, ${row.organUscc}, ${at})
    on conflict (base_item_id, region_code) do update set organ_name = excluded.organ_name, organ_uscc = excluded.organ_uscc
    returning id`);
  return id;
}

/** The row is locked by the upsert, so that version numbers are given one at a time. */
export async function saveHandlingItem(
  tx: Tx,
  at: Date,
  row: { implementingItemId: string; key: string; handlingKey: string; name: string; holdReason: string | null },
): Promise<string> {
  const { id } = await tx.one<{ id: string }>(sql`
    insert into catalog.handling_item (id, implementing_item_id, key, handling_key, name, hold_reason, created_at)
    values (${newId()}, ${row.implementingItemId}, ${row.key}, ${row.handlingKey}, ${row.name}, ${row.holdReason}, ${at})
    on conflict (key) do update set name = excluded.name, hold_reason = excluded.hold_reason, implementing_item_id = excluded.implementing_item_id
    returning id`);
  return id;
}

/** Codes as dated rows: a code no longer among `codes` is ended, a new one begins. */
export async function saveCodes(
  tx: Tx,
  today: string,
  holder: { kind: 'base' | 'implementing' | 'handling'; id: string },
  codes: { scheme: CodeScheme; value: string }[],
): Promise<void> {
  await tx.run(sql`
    update catalog.item_code set valid_to = ${today}
    where holder_id = ${holder.id} and valid_to is null and not (scheme || ':' || value = any(${codes.map((c) => `${c.scheme}:${c.value}`)}::text[]))`);
  for (const code of codes) {
    await tx.run(sql`
      insert into catalog.item_code (id, holder_kind, holder_id, scheme, value, valid_from)
      select ${newId()}, ${holder.kind}, ${holder.id}, ${code.scheme}, ${code.value}, ${today}::date
      where not exists (select 1 from catalog.item_code where holder_id = ${holder.id} and scheme = ${code.scheme} and value = ${code.value} and valid_to is null)`);
  }
}

export async function findRegime(read: Read, key: string, version: number): Promise<{ hash: Buffer; content: Json } | undefined> {
  return read.maybe(sql`select hash, content from catalog.regime where key = ${key} and version = ${version}`);
}

export async function insertRegime(tx: Tx, at: Date, row: { key: string; version: number; content: Json; hash: Buffer }): Promise<void> {
  await tx.run(sql`
    insert into catalog.regime (key, version, content, hash, known_since)
    values (${row.key}, ${row.version}, ${JSON.stringify(row.content)}, ${row.hash}, ${at}) on conflict do nothing`);
}

export interface DraftRow {
  id: string;
  key: string;
  name: string;
  department: string | null;
}

/** Imported names and codes that have no document yet. */
export async function listDrafts(read: Read, options: { limit: number; after?: string }): Promise<DraftRow[]> {
  return read.many(sql`
    select id, key, name, department from catalog.base_item
    where origin = 'import' ${options.after === undefined ? sql`` : sql`and key > ${options.after}`}
    order by key limit ${options.limit}`);
}

export async function countItems(
  read: Read,
): Promise<{ documents: number; drafts: number; handlings: number; published: number; held: number }> {
  return read.one(sql`
    select
      (select count(*)::int from catalog.base_item where origin = 'document') as documents,
      (select count(*)::int from catalog.base_item where origin = 'import') as drafts,
      (select count(*)::int from catalog.handling_item) as handlings,
      (select count(*)::int from catalog.item_version where superseded_at is null and withdrawn_at is null) as published,
      (select count(*)::int from catalog.handling_item where hold_reason is not null) as held`);
}

/** Base items already known among these keys, for a report before anything is written. */
export async function knownBaseItems(read: Read, keys: string[]): Promise<BaseItemRow[]> {
  return read.many(sql`
    select id, key, name, legal_name as "legalName", department, origin from catalog.base_item where key = any(${keys}::text[])`);
}

/** Imports many draft names in one statement; names that have a document are left alone. */
export async function insertDrafts(
  tx: Tx,
  at: Date,
  today: string,
  rows: { id: string; key: string; name: string; department: string; codes: { scheme: CodeScheme; value: string }[] }[],
): Promise<number> {
  const inserted = await tx.many<{ id: string; key: string }>(sql`
    insert into catalog.base_item (id, key, name, legal_name, department, origin, created_at, changed_at)
    select r.id, r.key, r.name, r.name, r.department, 'import', ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ codes: _, ...row }) => row))}::jsonb) as r(id uuid, key text, name text, department text)
    on conflict (key) do nothing
    returning id, key`);
  const ids = new Set(inserted.map((row) => row.id));
  const codes = rows.filter((row) => ids.has(row.id)).flatMap((row) => row.codes.map((code) => ({ id: newId(), holder: row.id, ...code })));
  await tx.run(sql`
    insert into catalog.item_code (id, holder_kind, holder_id, scheme, value, valid_from)
    select c.id, 'base', c.holder, c.scheme, c.value, ${today}::date
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as c(id uuid, holder uuid, scheme text, value text)
    on conflict do nothing`);
  return inserted.length;
}

/** A base item's document as it was last written, in the order in which it was written. */
export async function findDocument(
  read: Read,
  key: string,
): Promise<{ id: string; document: string; department: string; editedAt: Date | null } | undefined> {
  return read.maybe(sql`
    select id, coalesce(document_text, document::text) as document, department, edited_at as "editedAt" from catalog.base_item
    where key = ${key} and origin = 'document' and document is not null`);
}

/** Keys of all items with a document, for references from one to another, and the basic codes they hold. */
export async function listDocumentKeys(read: Read): Promise<{ key: string; basic: string | null; edited: boolean }[]> {
  return read.many(sql`
    select key, document ->> 'basic' as basic, edited_at is not null as edited from catalog.base_item where origin = 'document'`);
}

export async function saveSharedBlocks(tx: Tx, at: Date, kind: 'materials' | 'fields', content: Json): Promise<void> {
  await tx.run(sql`
    insert into catalog.shared_block as b (kind, content, changed_at) values (${kind}, ${JSON.stringify(content)}, ${at})
    on conflict (kind) do update set content = excluded.content, changed_at = excluded.changed_at where b.content <> excluded.content`);
}

export async function listSharedBlocks(read: Read): Promise<{ kind: 'materials' | 'fields'; content: string }[]> {
  return read.many(sql`select kind, content from catalog.shared_block`);
}

/** The newest version of every regime. */
export async function listRegimes(read: Read): Promise<{ key: string; content: Json }[]> {
  return read.many(sql`select distinct on (key) key, content from catalog.regime order by key, version desc`);
}
