import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { asRecords } from '../record/columns.ts';

/** The row of a draft. */
export type DraftRow = {
  id: string;
  itemKey: string;
  handlingKey: string;
  itemName: string;
  versionId: string;
  regionCode: string;
  authorId: string;
  applicantId: string;
  applicantName: string;
  begunDoor: string;
  begunByStaff: string | null;
  begunVisit: string | null;
  contentSealed: Buffer;
  filled: number;
  atStep: string | null;
  rev: number;
  begunAt: Date;
  savedAt: Date;
  ended: 'submitted' | 'discarded' | 'expired' | null;
  caseId: string | null;
};

/** Somebody a draft is about. */
export type DraftPartyRow = {
  draftId: string;
  n: number;
  role: 'applicant' | 'beneficiary' | 'agent' | 'guardian' | 'joint' | 'thirdParty' | 'contact';
  partyId: string;
  name: string;
  relation: string | null;
  basis: Json;
};

/** A material as given in a draft. */
export type DraftMaterialRow = {
  id: string;
  draftId: string;
  materialId: string;
  materialKind: string;
  route: 'file' | 'seen' | 'earlierCase' | 'promise' | 'later';
  fileId: string | null;
  trust: 'A' | 'B' | 'C' | 'D';
  source: Json;
  addedAt: Date;
  addedBy: string | null;
  addedDoor: string;
};

const columns =
  sql.raw(`d.id, d.item_key as "itemKey", d.handling_key as "handlingKey", d.item_name as "itemName", d.version_id as "versionId",
  d.region_code as "regionCode", d.author_id as "authorId", d.applicant_id as "applicantId", d.applicant_name as "applicantName",
  d.begun_door as "begunDoor", d.begun_by_staff as "begunByStaff", d.begun_visit as "begunVisit", d.content_sealed as "contentSealed", d.filled,
  d.at_step as "atStep", d.rev, d.begun_at as "begunAt", d.saved_at as "savedAt", d.ended, d.case_id as "caseId"`);

/** Writes a new draft with its parties. */
export async function insertDraft(tx: Tx, d: DraftRow, parties: DraftPartyRow[]): Promise<void> {
  await tx.run(sql`
    insert into cases.draft (id, item_key, handling_key, item_name, version_id, region_code, author_id, applicant_id, applicant_name, begun_door,
      begun_by_staff, begun_visit, content_sealed, filled, at_step, rev, begun_at, saved_at)
    values (${d.id}, ${d.itemKey}, ${d.handlingKey}, ${d.itemName}, ${d.versionId}, ${d.regionCode}, ${d.authorId}, ${d.applicantId}, ${d.applicantName},
      ${d.begunDoor}, ${d.begunByStaff}, ${d.begunVisit}, ${d.contentSealed}, ${d.filled}, ${d.atStep}, ${d.rev}, ${d.begunAt}, ${d.savedAt})`);
  await tx.run(
    sql`insert into cases.draft_party select * from jsonb_populate_recordset(null::cases.draft_party, ${asRecords(parties)}::jsonb)`,
  );
}

/** Loads a draft and holds it. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  return tx.maybe(sql.named('cases.lock_draft')`select ${columns} from cases.draft d where d.id = ${id} for update`);
}

/** A draft as it stands. */
export async function findDraft(read: Read, id: string): Promise<DraftRow | undefined> {
  return read.maybe(sql.named('cases.draft')`select ${columns} from cases.draft d where d.id = ${id}`);
}

/** A draft with its parties and materials in one read: what a submission looks at. */
export async function findWholeDraft(
  read: Read,
  id: string,
): Promise<{ draft: DraftRow; parties: DraftPartyRow[]; materials: DraftMaterialRow[] } | undefined> {
  const row = await read.maybe<
    DraftRow & { parties: DraftPartyRow[]; materials: (Omit<DraftMaterialRow, 'addedAt'> & { addedAt: string })[] }
  >(sql.named('cases.whole_draft')`
    select ${columns},
      coalesce((select jsonb_agg(jsonb_build_object('draftId', p.draft_id, 'n', p.n, 'role', p.role, 'partyId', p.party_id, 'name', p.name,
        'relation', p.relation, 'basis', p.basis) order by p.n) from cases.draft_party p where p.draft_id = d.id), '[]') as parties,
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'draftId', m.draft_id, 'materialId', m.material_id, 'materialKind', m.material_kind,
        'route', m.route, 'fileId', m.file_id, 'trust', m.trust, 'source', m.source, 'addedAt', m.added_at, 'addedBy', m.added_by,
        'addedDoor', m.added_door) order by m.added_at, m.id) from cases.draft_material m where m.draft_id = d.id), '[]') as materials
    from cases.draft d where d.id = ${id}`);
  if (row === undefined) return undefined;
  const { parties, materials, ...draft } = row;
  return { draft, parties, materials: materials.map((m) => ({ ...m, addedAt: new Date(m.addedAt) })) };
}

/** Open drafts that these people began. */
export async function listDraftsOf(read: Read, authorId: string): Promise<DraftRow[]> {
  return read.many(
    sql`select ${columns} from cases.draft d where d.author_id = ${authorId} and d.ended is null order by d.saved_at desc limit 100`,
  );
}

/** Open drafts in which these people are a party in any way. */
export async function listDraftsAbout(read: Read, partyIds: readonly string[]): Promise<DraftRow[]> {
  return read.many(sql`
    select ${columns} from cases.draft d where d.ended is null and (d.author_id = any(${partyIds}::uuid[])
      or d.id in (select p.draft_id from cases.draft_party p where p.party_id = any(${partyIds}::uuid[])))
    order by d.saved_at desc limit 100`);
}

/** Saves the content of a draft. */
export async function updateDraft(
  tx: Tx,
  d: Pick<DraftRow, 'id' | 'contentSealed' | 'filled' | 'atStep' | 'rev' | 'savedAt' | 'versionId' | 'itemName' | 'applicantName'>,
): Promise<void> {
  await tx.run(sql.named('cases.save_draft')`
    update cases.draft set content_sealed = ${d.contentSealed}, filled = ${d.filled}, at_step = ${d.atStep}, rev = ${d.rev}, saved_at = ${d.savedAt},
      version_id = ${d.versionId}, item_name = ${d.itemName}, applicant_name = ${d.applicantName}
    where id = ${d.id}`);
}

/** Ends a draft. What was sealed in it is gone from here; the case has its own copy under the same key. */
export async function endDraft(tx: Tx, id: string, how: NonNullable<DraftRow['ended']>, at: Date, caseId: string | null): Promise<void> {
  await tx.run(sql.named('cases.end_draft')`
    update cases.draft set ended = ${how}, ended_at = ${at}, case_id = ${caseId}, content_sealed = ''::bytea where id = ${id}`);
}

/** Parties of a draft. */
export async function listDraftParties(read: Read, draftId: string): Promise<DraftPartyRow[]> {
  return read.many(sql.named('cases.draft_parties')`
    select draft_id as "draftId", n, role, party_id as "partyId", name, relation, basis from cases.draft_party where draft_id = ${draftId} order by n`);
}

/** Materials of a draft. */
export async function listDraftMaterials(read: Read, draftId: string): Promise<DraftMaterialRow[]> {
  return read.many(sql.named('cases.draft_materials')`
    select id, draft_id as "draftId", material_id as "materialId", material_kind as "materialKind", route, file_id as "fileId", trust, source,
      added_at as "addedAt", added_by as "addedBy", added_door as "addedDoor"
    from cases.draft_material where draft_id = ${draftId} order by added_at, id`);
}

/** Adds a material to a draft. */
export async function insertDraftMaterial(tx: Tx, m: DraftMaterialRow): Promise<void> {
  await tx.run(
    sql`insert into cases.draft_material select * from jsonb_populate_recordset(null::cases.draft_material, ${asRecords([m])}::jsonb)`,
  );
}

/** Takes a material out of a draft; answers its file. */
export async function deleteDraftMaterial(tx: Tx, draftId: string, id: string): Promise<{ fileId: string | null } | undefined> {
  return tx.maybe(sql`delete from cases.draft_material where draft_id = ${draftId} and id = ${id} returning file_id as "fileId"`);
}

/** A question or code by which a window may open somebody's draft. */
export type OpeningRow = {
  id: string;
  draftId: string;
  codeHash: Buffer | null;
  visitId: string | null;
  askedByPost: string | null;
  askedWindow: string | null;
  askedAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
  answer: 'yes' | 'no' | 'used' | null;
};
const openingColumns =
  sql.raw(`o.id, o.draft_id as "draftId", o.code_hash as "codeHash", o.visit_id as "visitId", o.asked_by_post as "askedByPost",
  o.asked_window as "askedWindow", o.asked_at as "askedAt", o.expires_at as "expiresAt", o.answered_at as "answeredAt", o.answer`);

/** Writes an opening. */
export async function insertOpening(tx: Tx, o: OpeningRow): Promise<void> {
  await tx.run(sql`
    insert into cases.draft_opening (id, draft_id, code_hash, visit_id, asked_by_post, asked_window, asked_at, expires_at, answered_at, answer)
    values (${o.id}, ${o.draftId}, ${o.codeHash}, ${o.visitId}, ${o.askedByPost}, ${o.askedWindow}, ${o.askedAt}, ${o.expiresAt}, ${o.answeredAt}, ${o.answer})`);
}

/** Ends unused codes of a draft: a new one replaces them. */
export async function endCodes(tx: Tx, draftId: string, at: Date): Promise<void> {
  await tx.run(
    sql`update cases.draft_opening set expires_at = ${at} where draft_id = ${draftId} and code_hash is not null and answered_at is null and expires_at > ${at}`,
  );
}

/** The code of a draft that is good now, if there is one. */
export async function liveCode(read: Read, draftId: string, at: Date): Promise<OpeningRow | undefined> {
  return (
    await read.many<OpeningRow>(sql`
    select ${openingColumns} from cases.draft_opening o
    where o.draft_id = ${draftId} and o.code_hash is not null and o.answered_at is null and o.expires_at > ${at} order by o.asked_at desc limit 1`)
  )[0];
}

/** Whether somebody else holds these digits now. Codes are made one after the other, so that no two of them can both see none. */
export async function codeIsLive(tx: Tx, hashes: Buffer[], at: Date): Promise<boolean> {
  await tx.run(sql`select pg_advisory_xact_lock(7106031)`);
  return (
    await tx.one<{ live: boolean }>(sql`select exists (select 1 from cases.draft_opening
      where code_hash = any(${hashes}::bytea[]) and answered_at is null and expires_at > ${at}) as live`)
  ).live;
}

/** A valid code that nobody has used. */
export async function lockCode(tx: Tx, hashes: Buffer[], at: Date): Promise<OpeningRow | undefined> {
  return (
    await tx.many<OpeningRow>(sql`
    select ${openingColumns} from cases.draft_opening o
    where o.code_hash = any(${hashes}::bytea[]) and o.answered_at is null and o.expires_at > ${at} order by o.asked_at desc limit 1 for update`)
  )[0];
}

/** One opening, held. */
export async function lockOpening(tx: Tx, id: string): Promise<OpeningRow | undefined> {
  return tx.maybe(sql`select ${openingColumns} from cases.draft_opening o where o.id = ${id} for update`);
}

/** Answers an opening. */
export async function answerOpeningRow(tx: Tx, id: string, answer: 'yes' | 'no' | 'used', at: Date, visitId: string | null): Promise<void> {
  await tx.run(
    sql`update cases.draft_opening set answer = ${answer}, answered_at = ${at}, visit_id = coalesce(visit_id, ${visitId}::uuid) where id = ${id}`,
  );
}

/** Whether a visit was let into a draft by the author's yes or code. */
export async function visitMayOpen(read: Read, draftId: string, visitId: string): Promise<boolean> {
  const row = await read.maybe(sql`
    select 1 as yes from cases.draft_opening where draft_id = ${draftId} and visit_id = ${visitId} and answer in ('yes', 'used') limit 1`);
  return row !== undefined;
}

/** Questions of windows that wait for this author. */
export async function listOpeningsFor(read: Read, authorId: string, at: Date): Promise<(OpeningRow & { itemName: string })[]> {
  return read.many(sql`
    select ${openingColumns}, d.item_name as "itemName" from cases.draft_opening o join cases.draft d on d.id = o.draft_id
    where d.author_id = ${authorId} and d.ended is null and o.code_hash is null and o.answered_at is null and o.expires_at > ${at} order by o.asked_at desc`);
}

/** Drafts nobody has touched since `before`. */
export async function staleDrafts(read: Read, before: Date, max: number): Promise<string[]> {
  return (
    await read.many<{ id: string }>(
      sql`select id from cases.draft d where ended is null and saved_at < ${before}
        and not exists (select 1 from platform.legal_hold h where h.owner_kind = 'draft' and h.owner_id = d.id and h.lifted_at is null)
      order by saved_at limit ${max}`,
    )
  ).map((r) => r.id);
}

/** Removes what is left of drafts that were thrown away or expired long ago: names of people, without content since then. */
export async function dropEndedDrafts(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`
    delete from cases.draft d where d.ended in ('discarded', 'expired') and d.ended_at < ${before}
      and not exists (select 1 from platform.legal_hold h where h.owner_kind = 'draft' and h.owner_id = d.id and h.lifted_at is null)`);
}

/** How many applications somebody has begun and not ended, counted no further than `most`. */
export async function openDraftsOf(read: Read, authorId: string, most: number): Promise<number> {
  const row = await read.one<{ n: number }>(sql.named('cases.open_drafts')`
    select count(*)::int as n from (select from cases.draft where author_id = ${authorId} and ended is null limit ${most}) d`);
  return row.n;
}
