import type { Actor } from '#platform/actor';
import { type Read, sql, type Tx } from '#platform/db';

/** One person at one window: the ground on which a clerk sees that person (model 14). */
export type Visit = {
  id: string;
  windowId: string;
  pointId: string;
  postId: string;
  clerkId: string;
  /** Who is present. */
  partyId: string;
  how: 'card' | 'code' | 'typed';
  reason: string;
  /** Whom it is for, when it is somebody else, and what that one is to the visitor. */
  forPartyId: string | null;
  relation: string | null;
  consent: 'paper' | 'spoken' | 'phone' | null;
  consentNote: string | null;
  openedAt: Date;
  closedAt: Date | null;
};

const columns = sql.raw(`v.id, v.window_id as "windowId", v.point_id as "pointId", v.post_id as "postId", v.clerk_id as "clerkId",
  v.party_id as "partyId", v.how, v.reason, v.for_party_id as "forPartyId", v.relation, v.consent, v.consent_note as "consentNote",
  v.opened_at as "openedAt", v.closed_at as "closedAt"`);

/** A visit, open or closed. */
export async function findVisit(read: Read, id: string): Promise<Visit | undefined> {
  return read.maybe<Visit>(sql.named('identity.visit')`select ${columns} from identity.visit v where v.id = ${id}`);
}

/** The open visit of a window. */
export async function findOpenVisit(read: Read, windowId: string): Promise<Visit | undefined> {
  return read.maybe<Visit>(
    sql.named('identity.open_visit')`select ${columns} from identity.visit v where v.window_id = ${windowId} and v.closed_at is null`,
  );
}

/** The open visit the actor is in, as the clerk. */
export async function visitOfActor(read: Read, actor: Actor): Promise<Visit | undefined> {
  if (actor.visitId === null) return undefined;
  const visit = await findVisit(read, actor.visitId);
  return visit?.closedAt === null && visit.clerkId === actor.personId ? visit : undefined;
}

/** The open visit, locked for a deed on it. */
export async function lockVisit(tx: Tx, id: string): Promise<Visit | undefined> {
  return tx.maybe<Visit>(sql`select ${columns} from identity.visit v where v.id = ${id} for update`);
}

/** Opens a visit; false when the window already has one. */
export async function insertVisit(
  tx: Tx,
  v: Pick<Visit, 'id' | 'windowId' | 'pointId' | 'postId' | 'clerkId' | 'partyId' | 'how' | 'reason' | 'openedAt'>,
): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.visit (id, window_id, point_id, post_id, clerk_id, party_id, how, reason, opened_at)
    values (${v.id}, ${v.windowId}, ${v.pointId}, ${v.postId}, ${v.clerkId}, ${v.partyId}, ${v.how}, ${v.reason}, ${v.openedAt})
    on conflict (window_id) where closed_at is null do nothing`);
  return rows === 1;
}

/** Sets or clears whom a visit is for. */
export async function setFor(
  tx: Tx,
  id: string,
  f: { partyId: string; relation: string; consent: string; note: string | null } | null,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    update identity.visit set for_party_id = ${f?.partyId ?? null}, relation = ${f?.relation ?? null}, consent = ${f?.consent ?? null},
      consent_note = ${f?.note ?? null}, for_set_at = ${at} where id = ${id}`);
}

/** Closes a visit. */
export async function endVisit(tx: Tx, id: string, why: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.visit set closed_at = ${at}, closed_why = ${why} where id = ${id} and closed_at is null`);
}

/** Closes visits nobody closed since `before`. */
export async function endStaleVisits(tx: Tx, before: Date, at: Date): Promise<number> {
  return tx.run(
    sql`update identity.visit set closed_at = ${at}, closed_why = 'forgotten' where closed_at is null and opened_at < ${before}`,
  );
}

/** Visits in which a person stood at a window, or which were for him, newest first. */
export async function listVisitsOf(read: Read, partyId: string): Promise<Visit[]> {
  return read.many<Visit>(sql`
    select ${columns} from identity.visit v where v.party_id = ${partyId} or v.for_party_id = ${partyId} order by v.opened_at desc, v.id`);
}
