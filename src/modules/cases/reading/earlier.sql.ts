import { type Read, sql } from '#platform/db';

/** A material a clerk verified in an earlier case of the same person. */
export type HeldRow = {
  caseId: string;
  number: string;
  seq: number;
  materialRowId: string;
  material: string;
  fileId: string | null;
  checkedAt: Date;
};

/** Verified materials of a party's earlier cases, newest first. */
export async function heldMaterials(read: Read, partyId: string): Promise<HeldRow[]> {
  return read.many(sql.named('cases.held')`
    select distinct on (m.material_kind) p.case_id as "caseId", l.number, m.checked_seq as seq, m.id as "materialRowId", m.material_kind as material,
      m.file_id as "fileId", m.checked_at as "checkedAt"
    from cases.case_party p
    join cases.material m on m.home_region = p.home_region and m.case_id = p.case_id
    join cases.case_lookup l on l.case_id = p.case_id
    where p.party_id = ${partyId} and p.role = 'applicant' and m.checked_at is not null
    order by m.material_kind, m.checked_at desc`);
}

/** The party's newest case of an item that was accepted, with its newest application. */
export async function newestApplication(
  read: Read,
  partyId: string,
  itemKey: string,
): Promise<{ caseId: string; number: string; seq: number; sealed: Buffer } | undefined> {
  return (
    await read.many<{ caseId: string; number: string; seq: number; sealed: Buffer }>(sql`
      select c.id as "caseId", l.number, y.seq, y.sealed
      from cases.case_party p
      join cases."case" c on c.home_region = p.home_region and c.id = p.case_id
      join cases.case_lookup l on l.case_id = c.id
      join cases.payload y on y.home_region = c.home_region and y.case_id = c.id and y.kind = 'application'
      where p.party_id = ${partyId} and p.role = 'applicant' and c.item_key = ${itemKey} and c.accepted_at is not null
      order by p.received_at desc, y.seq desc limit 1`)
  )[0];
}
