import { type Read, sql, type Tx } from '#platform/db';

/** A session with everything an actor is made of, in one read. */
export type SessionRow = {
  id: string;
  kind: 'citizen' | 'staff';
  partyId: string;
  name: string;
  forPartyId: string | null;
  postId: string | null;
  device: string | null;
  seenAt: Date;
  endsAt: Date;
  /** When the second factor was given here, and whether one is in force. */
  factorAt: Date | null;
  enrolled: boolean;
  post: null | {
    role: 'clerk' | 'approver' | 'manager' | 'sysadmin' | 'secadmin' | 'auditor' | 'editor' | 'reviewer';
    organId: string;
    regionCode: string;
    regionPath: string;
    pointId: string | null;
    windowId: string | null;
    items: string[] | null;
    title: string;
    validFrom: string;
    validTo: string | null;
    staffFrom: string;
    staffTo: string | null;
  };
  visit: null | { id: string; partyId: string; forPartyId: string | null };
};

/** The living session of a token. */
export async function findSession(read: Read, tokenHash: Buffer, kind: 'citizen' | 'staff'): Promise<SessionRow | undefined> {
  return read.maybe<SessionRow>(sql.named('identity.session')`
    select s.id, s.kind, s.party_id as "partyId", p.name, s.for_party_id as "forPartyId", s.post_id as "postId", s.device,
      s.seen_at as "seenAt", s.ends_at as "endsAt", s.factor_at as "factorAt",
      exists (select 1 from identity.second_factor x where x.party_id = s.party_id and x.confirmed_at is not null) as enrolled,
      case when t.id is null then null else jsonb_build_object('role', t.role, 'organId', t.organ_id, 'regionCode', t.region_code,
        'regionPath', t.region_path, 'pointId', t.point_id, 'windowId', t.window_id, 'items', t.items, 'title', t.title,
        'validFrom', t.valid_from, 'validTo', t.valid_to, 'staffFrom', f.valid_from, 'staffTo', f.valid_to) end as post,
      case when v.id is null then null else jsonb_build_object('id', v.id, 'partyId', v.party_id, 'forPartyId', v.for_party_id) end as visit
    from identity.session s
    join identity.party p on p.id = s.party_id
    left join identity.post t on t.id = s.post_id
    left join identity.staff f on f.party_id = s.party_id
    left join identity.visit v on v.window_id = t.window_id and v.clerk_id = s.party_id and v.closed_at is null
    where s.token_hash = ${tokenHash} and s.kind = ${kind} and s.ended_at is null`);
}

/** A new session. */
export async function insertSession(
  tx: Tx,
  s: {
    id: string;
    tokenHash: Buffer;
    kind: 'citizen' | 'staff';
    partyId: string;
    postId: string | null;
    level: number;
    device: string | null;
    at: Date;
    endsAt: Date;
  },
): Promise<void> {
  await tx.run(sql`
    insert into identity.session (id, token_hash, kind, party_id, post_id, level, device, began_at, seen_at, ends_at)
    values (${s.id}, ${s.tokenHash}, ${s.kind}, ${s.partyId}, ${s.postId}, ${s.level}, ${s.device}, ${s.at}, ${s.at}, ${s.endsAt})`);
  if (s.postId !== null) await tx.run(sql`update identity.post set last_used_at = ${s.at} where id = ${s.postId}`);
}

/** Notes that the session was used. */
export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.session set seen_at = ${at} where id = ${id}`);
}

/** Ends a session. */
export async function endSession(tx: Tx, id: string, why: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.session set ended_at = ${at}, ended_why = ${why} where id = ${id} and ended_at is null`);
}

/** Ends the session of a token, whoever holds it; its id when there was one. */
export async function endSessionOf(tx: Tx, tokenHash: Buffer, why: string, at: Date): Promise<string | undefined> {
  const row = await tx.maybe<{ id: string }>(sql`
    update identity.session set ended_at = ${at}, ended_why = ${why} where token_hash = ${tokenHash} and ended_at is null returning id`);
  return row?.id;
}

/** Sets the post a staff session works at. */
export async function setSessionPost(tx: Tx, id: string, postId: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.session set post_id = ${postId} where id = ${id}`);
  await tx.run(sql`update identity.post set last_used_at = ${at} where id = ${postId}`);
}

/** Sets whom a citizen's session acts for. */
export async function setSessionFor(tx: Tx, id: string, partyId: string | null): Promise<void> {
  await tx.run(sql`update identity.session set for_party_id = ${partyId} where id = ${id}`);
}

/** Forgets sessions and broken-off sign-ins that ended before `before`. */
export async function dropOldSessions(tx: Tx, before: Date): Promise<number> {
  const tries = await tx.run(sql`delete from identity.sign_in_try where at < ${before}`);
  return tries + (await tx.run(sql`delete from identity.session where ends_at < ${before} or ended_at < ${before}`));
}

/** Sessions of a person that still count. */
export async function listLiving(
  read: Read,
  who: { kind: 'citizen' | 'staff'; partyId: string; at: Date; seenAfter: Date },
): Promise<{ id: string; device: string | null; beganAt: Date; seenAt: Date; endsAt: Date }[]> {
  return read.many(sql`
    select id, device, began_at as "beganAt", seen_at as "seenAt", ends_at as "endsAt" from identity.session
    where party_id = ${who.partyId} and kind = ${who.kind} and ended_at is null and ends_at > ${who.at} and seen_at >= ${who.seenAfter}
    order by seen_at desc, id limit 100`);
}

/** Ends sessions of a person: one, or all but one. Answers which. */
export async function endSessionsOf(
  tx: Tx,
  which: { kind: 'citizen' | 'staff'; partyId: string; only?: string; except?: string | null; why: string; at: Date },
): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`
    update identity.session set ended_at = ${which.at}, ended_why = ${which.why}
    where party_id = ${which.partyId} and kind = ${which.kind} and ended_at is null
      ${which.only === undefined ? sql`` : sql`and id::text = ${which.only}`}
      ${which.except === undefined || which.except === null ? sql`` : sql`and id <> ${which.except}`}
    returning id`);
  return rows.map((row) => row.id);
}
