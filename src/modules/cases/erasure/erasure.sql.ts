import { type Read, sql, type Tx } from '#platform/db';

/** A case of somebody, as far as erasing has to know it. */
export type CaseOfParty = { homeRegion: string; id: string; number: string; itemName: string; endedAt: Date | null; own: boolean };

/**
 * Cases in which somebody is a party. `own`: it is about this person (applicant, beneficiary or joint), not only helped by him.
 */
export async function casesToErase(read: Read, partyId: string): Promise<CaseOfParty[]> {
  return read.many<CaseOfParty>(sql`
    select c.home_region as "homeRegion", c.id, l.number, c.item_name as "itemName", c.ended_at as "endedAt",
      bool_or(p.role in ('applicant', 'beneficiary', 'joint')) as own
    from cases.case_party p
    join cases."case" c on c.home_region = p.home_region and c.id = p.case_id
    join cases.case_lookup l on l.case_id = c.id
    where p.party_id = ${partyId} group by c.home_region, c.id, l.number order by min(p.received_at), c.id`);
}

/** Drafts that somebody began, or that are about him. */
export async function draftsToErase(read: Read, partyId: string): Promise<{ id: string; itemName: string; open: boolean }[]> {
  return read.many(sql`
    select d.id, d.item_name as "itemName", d.ended is null as open from cases.draft d
    where d.author_id = ${partyId} or d.applicant_id = ${partyId}
      or d.id in (select p.draft_id from cases.draft_party p where p.party_id = ${partyId})
    order by d.begun_at, d.id`);
}

/** Holds drafts, then cases, in the order every deed takes them. */
export async function lockForErasure(tx: Tx, partyId: string): Promise<void> {
  await tx.many(sql`
    select 1 from cases.draft d where d.author_id = ${partyId} or d.applicant_id = ${partyId}
      or d.id in (select p.draft_id from cases.draft_party p where p.party_id = ${partyId}) order by d.id for update`);
  await tx.many(sql`
    select 1 from cases."case" c where (c.home_region, c.id) in (select p.home_region, p.case_id from cases.case_party p where p.party_id = ${partyId})
    order by c.id for update`);
}

/** Puts another word in the place of a person's name, wherever this room has it in clear. */
export async function eraseNames(tx: Tx, partyId: string, word: string): Promise<void> {
  await tx.run(sql`update cases.draft set applicant_name = ${word} where applicant_id = ${partyId}`);
  await tx.run(sql`update cases.draft_party set name = ${word}, basis = null where party_id = ${partyId}`);
  await tx.run(sql`update cases."case" set applicant_name = ${word} where applicant_id = ${partyId}
    and (home_region, id) in (select home_region, case_id from cases.case_party where party_id = ${partyId})`);
  await tx.run(sql`
    update cases.work_item w set applicant_name = ${word}, applicant_masked = ${word} from cases.case_party p
    where p.party_id = ${partyId} and p.role = 'applicant' and w.home_region = p.home_region and w.case_id = p.case_id`);
  await tx.run(sql`
    update cases.action a set actor_name = ${word} from cases.case_party p
    where p.party_id = ${partyId} and a.home_region = p.home_region and a.case_id = p.case_id and a.actor_id = ${partyId}`);
  await tx.run(sql`update cases.case_party set name = ${word}, basis = null where party_id = ${partyId}`);
}
