import { type Read, sql, type Tx } from '#platform/db';
import { erasedName } from './erasure-room.ts';

/** On which ground of the law (个人信息保护法 art. 47). */
export type ErasureGround = 'purposeReached' | 'periodOver' | 'consentWithdrawn' | 'unlawful' | 'otherLaw';

/** A request to erase a person. */
export type ErasureRow = {
  id: string;
  partyId: string;
  ground: ErasureGround;
  basis: string;
  requestedBy: string;
  requestedAt: Date;
  outcome: 'done' | 'declined' | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  note: string | null;
};

const columns = sql`id, party_id as "partyId", ground, basis, requested_by as "requestedBy", requested_at as "requestedAt", outcome,
  answered_by as "answeredBy", answered_at as "answeredAt", note`;

/** Writes a request; false when one for this person waits already. */
export async function insertErasure(
  tx: Tx,
  r: Pick<ErasureRow, 'id' | 'partyId' | 'ground' | 'basis' | 'requestedBy' | 'requestedAt'> & { requestedPost: string },
): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.erasure (id, party_id, ground, basis, requested_by, requested_post, requested_at)
    values (${r.id}, ${r.partyId}, ${r.ground}, ${r.basis}, ${r.requestedBy}, ${r.requestedPost}, ${r.requestedAt})
    on conflict (party_id) where outcome is null do nothing`);
  return rows === 1;
}

/** A request, locked for its answer. */
export async function lockErasure(tx: Tx, id: string): Promise<ErasureRow | undefined> {
  return tx.maybe<ErasureRow>(sql`select ${columns} from identity.erasure where id = ${id} for update`);
}

/** Puts the answer under a request. */
export async function answerErasure(
  tx: Tx,
  a: { id: string; outcome: 'done' | 'declined'; by: string; post: string; at: Date; note: string | null },
): Promise<void> {
  await tx.run(sql`
    update identity.erasure set outcome = ${a.outcome}, answered_by = ${a.by}, answered_post = ${a.post}, answered_at = ${a.at}, note = ${a.note}
    where id = ${a.id}`);
}

/** Requests, open ones first, then the newest. */
export async function listErasureRows(read: Read, max: number): Promise<ErasureRow[]> {
  return read.many<ErasureRow>(sql`
    select ${columns} from identity.erasure order by (outcome is null) desc, requested_at desc, id desc limit ${max}`);
}

/** What this room itself knows against erasing a person. Locks nothing. */
export async function partyState(
  read: Read,
  partyId: string,
): Promise<{ kind: string; erased: boolean; staff: boolean; represents: string | null; visit: boolean }> {
  return read.one(sql`
    select p.kind, p.erased_at is not null as erased,
      exists (select 1 from identity.staff s where s.party_id = p.id) as staff,
      (select o.name from identity.relation r join identity.party o on o.id = r.party_id
        where r.other_id = p.id and r.kind = 'legalRepresentative' and r.level = 2 and r.ended_at is null order by o.name limit 1) as represents,
      exists (select 1 from identity.visit v where v.closed_at is null and (v.party_id = p.id or v.for_party_id = p.id)) as visit
    from identity.party p where p.id = ${partyId}`);
}

/** Holds the row of the person. */
export async function lockParty(tx: Tx, partyId: string): Promise<void> {
  await tx.many(sql`select 1 from identity.party where id = ${partyId} for update`);
}

/** Takes away everything of a person but the id: documents, contacts, relations, logins, sessions, and what clerks wrote about the visits. */
export async function eraseRows(tx: Tx, partyId: string, at: Date): Promise<void> {
  for (const table of ['document', 'contact', 'login', 'session', 'presence_code'])
    await tx.run(sql`delete from ${sql.raw(`identity.${table}`)} where party_id = ${partyId}`);
  await tx.run(sql`delete from identity.relation where party_id = ${partyId} or other_id = ${partyId}`);
  await tx.run(sql`update identity.session set for_party_id = null where for_party_id = ${partyId}`);
  await tx.run(sql`update identity.visit set reason = '', consent_note = null where party_id = ${partyId} or for_party_id = ${partyId}`);
  await tx.run(sql`
    update identity.party set name = ${erasedName}, home_region = null, home_path = null, facts_sealed = null, level = 0, erased_at = ${at}
    where id = ${partyId}`);
}
