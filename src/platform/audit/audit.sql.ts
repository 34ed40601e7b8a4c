import type { Actor } from '#platform/actor';
import { type Load, type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';

/** What a deed leaves behind beside its effect; `details` holds ids and codes only. */
export type AuditEntry = {
  word: string;
  subject?: { kind: string; id: string; seq?: number };
  details?: Json;
};

/** Writes the audit row in the transaction of the deed (rule I7). */
export async function audit(tx: Tx, actor: Actor, at: Date, entry: AuditEntry): Promise<void> {
  await tx.run(sql.named('platform.audit')`
    insert into platform.audit (id, at, word, actor_kind, actor_id, post_id, capacity, for_party_id,
      subject_kind, subject_id, seq, door, visit_id, session_ref, details)
    values (${newId()}, ${at}, ${entry.word}, ${actor.kind}, ${actor.personId}, ${actor.post?.id ?? null}, ${actor.capacity},
      ${actor.forPartyId}, ${entry.subject?.kind ?? null}, ${entry.subject?.id ?? null}, ${entry.subject?.seq ?? null},
      ${actor.door}, ${actor.visitId}, ${actor.sessionId}, ${entry.details === undefined ? null : JSON.stringify(entry.details)})`);
}

/** The audit rows of deeds written in bulk. */
export async function loadAudit(
  load: Load,
  rows: readonly (AuditEntry & { id: string; at: Date; actor: Actor; visitId: string | null })[],
): Promise<void> {
  await load.rows(
    'platform.audit',
    [
      'id',
      'at',
      'word',
      'actor_kind',
      'actor_id',
      'post_id',
      'capacity',
      'for_party_id',
      'subject_kind',
      'subject_id',
      'seq',
      'door',
      'visit_id',
      'session_ref',
      'details',
    ],
    rows.map(({ id, at, word, actor, subject, visitId, details }) => [
      id,
      at,
      word,
      actor.kind,
      actor.personId,
      actor.post?.id ?? null,
      actor.capacity,
      actor.forPartyId,
      subject?.kind ?? null,
      subject?.id ?? null,
      subject?.seq ?? null,
      actor.door,
      visitId,
      actor.sessionId,
      details,
    ]),
  );
}

/** A look at personal data in clear: what, why, and the ground it stands on (model 14). */
export type ClearView = {
  partyId: string;
  caseId?: string | null;
  /** Which data, as a code: `document`, `phone`, `case`, `draft` … */
  what: string;
  reason: string;
  ground: { kind: 'visit' | 'step' | 'self' | 'party' | 'system'; id: string | null };
};

/** Writes down who looked; the person it is about can read it. */
export async function clearView(tx: Tx, actor: Actor, at: Date, view: ClearView): Promise<void> {
  await tx.run(sql.named('platform.clear_view')`
    insert into platform.clear_view (id, at, viewer_id, post_id, organ_id, party_id, case_id, what, reason, ground_kind, ground_id)
    values (${newId()}, ${at}, ${actor.personId}, ${actor.post?.id ?? null}, ${actor.post?.organId ?? null}, ${view.partyId},
      ${view.caseId ?? null}, ${view.what}, ${view.reason}, ${view.ground.kind}, ${view.ground.id})`);
}

/** One look at a person's data, for that person to read. */
export type ViewOf = {
  at: Date;
  viewerId: string | null;
  postId: string | null;
  organId: string | null;
  caseId: string | null;
  what: string;
  reason: string;
  groundKind: string;
};

/** The newest looks at a party's data by others, newest first. */
export async function listViewsOf(read: Read, partyId: string, options: { caseId?: string; limit?: number } = {}): Promise<ViewOf[]> {
  return read.many<ViewOf>(sql`
    select at, viewer_id as "viewerId", post_id as "postId", organ_id as "organId", case_id as "caseId", what, reason,
      ground_kind as "groundKind"
    from platform.clear_view
    where party_id = ${partyId} and ground_kind <> 'self'
      ${options.caseId === undefined ? sql`` : sql`and case_id = ${options.caseId}`}
    order by at desc limit ${options.limit ?? 100}`);
}

/** A deed as it stands in the record. */
export type AuditRow = {
  id: string;
  at: Date;
  word: string;
  actorKind: string;
  actorId: string | null;
  postId: string | null;
  capacity: string;
  subjectKind: string | null;
  subjectId: string | null;
  seq: number | null;
  door: string;
  details: Json;
};

/** What is looked for in the record; at least one of actor, subject and span should be given, each has an index or is one. */
export type AuditQuestion = {
  word?: string;
  actorId?: string;
  subjectIds?: readonly string[];
  from?: Date;
  /** Up to, not with. */
  until?: Date;
  /** The row the page before ended with; ids are in the order of time. */
  before?: { at: Date; id: string };
};

/** Deeds of the record, newest first. */
export async function searchAudit(read: Read, q: AuditQuestion, limit: number): Promise<AuditRow[]> {
  const parts = [sql`true`];
  if (q.word !== undefined) parts.push(sql`word = ${q.word}`);
  if (q.actorId !== undefined) parts.push(sql`actor_id = ${q.actorId}::uuid`);
  if (q.subjectIds !== undefined) parts.push(sql`subject_id = any(${[...q.subjectIds]}::uuid[])`);
  if (q.from !== undefined) parts.push(sql`at >= ${q.from}`);
  if (q.until !== undefined) parts.push(sql`at < ${q.until}`);
  if (q.before !== undefined) parts.push(sql`(at, id) < (${q.before.at}, ${q.before.id}::uuid)`);
  return read.many<AuditRow>(sql`
    select id, at, word, actor_kind as "actorKind", actor_id as "actorId", post_id as "postId", capacity, subject_kind as "subjectKind",
      subject_id as "subjectId", seq, door, details
    from platform.audit where ${sql.join(parts, ' and ')} order by at desc, id desc limit ${limit}`);
}
