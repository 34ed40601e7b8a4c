/** SQL of working copies: the copy, its changes, its comments. */
import { type Read, sql, type Tx } from '#platform/db';
import type { CopyState } from '../review/review.rules.ts';
import type { Operation } from './operations.ts';

/** What becomes of drafts of applications begun on the version that is replaced. */
export type DraftsChoice = { then: 'upgrade' } | { then: 'stay'; until: string };

export interface CopyRow {
  id: string;
  itemKey: string;
  department: string;
  regionCode: string;
  startedFrom: 'published' | 'nothing' | 'copy';
  base: string | null;
  document: string;
  rev: number;
  state: CopyState;
  round: number;
  begunBy: string;
  begunName: string;
  begunAt: Date;
  changedAt: Date;
  sentRev: number | null;
  sentHash: Buffer | null;
  drafts: DraftsChoice | null;
  publishOn: Date | null;
}
export type CopyHead = Omit<CopyRow, 'base' | 'document' | 'sentHash'> & { name: string };

const head =
  sql.raw(`c.id, c.item_key as "itemKey", c.department, c.region_code as "regionCode", c.started_from as "startedFrom", c.rev, c.state,
  c.round, c.begun_by as "begunBy", c.begun_name as "begunName", c.begun_at as "begunAt", c.changed_at as "changedAt", c.sent_rev as "sentRev",
  c.drafts, c.publish_on as "publishOn"`);
const whole = sql.raw('c.base, c.document, c.sent_hash as "sentHash"');

export async function findCopy(read: Read, id: string): Promise<CopyRow | undefined> {
  return read.maybe(sql`select ${head}, ${whole} from catalog.working_copy c where c.id = ${id}`);
}

/** With its lock: changes and deeds of one copy are made one after another. */
export async function lockCopy(tx: Tx, id: string): Promise<CopyRow | undefined> {
  return tx.maybe(sql`select ${head}, ${whole} from catalog.working_copy c where c.id = ${id} for update`);
}

export async function findOpenCopy(read: Read, itemKey: string): Promise<{ id: string } | undefined> {
  return read.maybe(sql`select id from catalog.working_copy where item_key = ${itemKey} and state not in ('published', 'abandoned')`);
}

export async function listCopies(read: Read, which: 'open' | 'ended'): Promise<CopyHead[]> {
  return read.many(sql`
    select ${head}, coalesce(c.document::jsonb #>> '{name,zh}', c.document::jsonb ->> 'name', c.item_key) as name from catalog.working_copy c
    where (c.state in ('published', 'abandoned')) = ${which === 'ended'} order by c.changed_at desc limit 500`);
}

/** Copies whose hour of publication has come. */
export async function listDueCopies(read: Read, at: Date): Promise<string[]> {
  return (
    await read.many<{ id: string }>(sql`
    select id from catalog.working_copy where state = 'scheduled' and publish_on <= ${at} order by publish_on limit 100`)
  ).map((row) => row.id);
}

/** False when somebody else has just begun one for this item. */
export async function insertCopy(tx: Tx, c: CopyRow): Promise<boolean> {
  return (
    (await tx.run(sql`
      insert into catalog.working_copy (id, item_key, department, region_code, started_from, base, document, rev, state, round,
        begun_by, begun_name, begun_at, changed_at, drafts)
      values (${c.id}, ${c.itemKey}, ${c.department}, ${c.regionCode}, ${c.startedFrom}, ${c.base}, ${c.document}, ${c.rev}, ${c.state}, ${c.round},
        ${c.begunBy}, ${c.begunName}, ${c.begunAt}, ${c.changedAt}, ${c.drafts === null ? null : JSON.stringify(c.drafts)})
      on conflict do nothing`)) === 1
  );
}

/** Writes what changes about a copy; its department and region follow its document. */
export async function saveCopy(tx: Tx, c: CopyRow): Promise<void> {
  await tx.run(sql`
    update catalog.working_copy set department = ${c.department}, region_code = ${c.regionCode}, base = ${c.base}, document = ${c.document},
      rev = ${c.rev}, state = ${c.state}, round = ${c.round}, changed_at = ${c.changedAt}, sent_rev = ${c.sentRev}, sent_hash = ${c.sentHash},
      drafts = ${c.drafts === null ? null : JSON.stringify(c.drafts)}, publish_on = ${c.publishOn}
    where id = ${c.id}`);
}

export type ChangeKind = 'change' | 'undo' | 'redo' | 'renew';
export interface ChangeRow {
  rev: number;
  editorId: string;
  editorName: string;
  kind: ChangeKind;
  change: Operation;
  inverse: Operation | null;
  ofRev: number | null;
  madeAt: Date;
}
type StoredChange = Omit<ChangeRow, 'change' | 'inverse'> & { change: string; inverse: string | null };
const changeColumns = sql.raw(
  `rev, editor_id as "editorId", editor_name as "editorName", kind, change, inverse, of_rev as "ofRev", made_at as "madeAt"`,
);
// Texts, since the order of members counts in a table of a form.
const opened = (row: StoredChange): ChangeRow => ({
  ...row,
  change: JSON.parse(row.change) as Operation,
  inverse: row.inverse === null ? null : (JSON.parse(row.inverse) as Operation),
});

export async function insertChange(tx: Tx, copyId: string, c: ChangeRow): Promise<void> {
  await tx.run(sql`
    insert into catalog.working_change (copy_id, rev, editor_id, editor_name, kind, change, inverse, of_rev, made_at)
    values (${copyId}, ${c.rev}, ${c.editorId}, ${c.editorName}, ${c.kind}, ${JSON.stringify(c.change)},
      ${c.inverse === null ? null : JSON.stringify(c.inverse)}, ${c.ofRev}, ${c.madeAt})`);
}

/** Changes after a revision, oldest first. */
export async function listChanges(read: Read, copyId: string, since: number, limit = 5000): Promise<ChangeRow[]> {
  const rows = await read.many<StoredChange>(sql`
    select ${changeColumns} from catalog.working_change where copy_id = ${copyId} and rev > ${since} order by rev limit ${limit}`);
  return rows.map(opened);
}

/** Changes of one editor in the order made: what undo and redo walk along. */
export async function listOwnChanges(read: Read, copyId: string, editorId: string): Promise<ChangeRow[]> {
  const rows = await read.many<StoredChange>(sql`
    select ${changeColumns} from catalog.working_change
    where copy_id = ${copyId} and editor_id = ${editorId} and kind <> 'renew' order by rev`);
  return rows.map(opened);
}

/** Everybody who has changed a copy: none of them may approve it. */
export async function listEditors(read: Read, copyId: string): Promise<string[]> {
  return (await read.many<{ id: string }>(sql`select distinct editor_id as id from catalog.working_change where copy_id = ${copyId}`)).map(
    (r) => r.id,
  );
}

export interface CommentRow {
  id: string;
  path: string;
  words: string;
  authorId: string;
  authorName: string;
  writtenAt: Date;
  settledName: string | null;
  settledAt: Date | null;
}

export async function listComments(read: Read, copyId: string): Promise<CommentRow[]> {
  return read.many(sql`
    select id, path, words, author_id as "authorId", author_name as "authorName", written_at as "writtenAt", settled_name as "settledName",
      settled_at as "settledAt" from catalog.working_comment where copy_id = ${copyId} order by written_at, id`);
}

export async function insertComment(
  tx: Tx,
  copyId: string,
  c: Pick<CommentRow, 'id' | 'path' | 'words' | 'authorId' | 'authorName' | 'writtenAt'>,
): Promise<void> {
  await tx.run(sql`
    insert into catalog.working_comment (id, copy_id, path, words, author_id, author_name, written_at)
    values (${c.id}, ${copyId}, ${c.path}, ${c.words}, ${c.authorId}, ${c.authorName}, ${c.writtenAt})`);
}

export async function settleComment(tx: Tx, copyId: string, c: { id: string; by: string; name: string; at: Date }): Promise<number> {
  return tx.run(sql`
    update catalog.working_comment set settled_by = ${c.by}, settled_name = ${c.name}, settled_at = ${c.at}
    where id = ${c.id} and copy_id = ${copyId} and settled_at is null`);
}
