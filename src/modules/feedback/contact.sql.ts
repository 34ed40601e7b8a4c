import { type Read, sql, type Tx } from '#platform/db';

/** A service contact as stored. */
export type Contact = {
  id: string;
  kind: 'case' | 'visit';
  subjectId: string;
  partyId: string;
  caseId: string | null;
  itemKey: string | null;
  itemName: string | null;
  organId: string | null;
  regionCode: string;
  staffId: string | null;
  door: string;
  happenedAt: Date;
  rated: boolean;
};

const columns = sql.raw(`c.id, c.kind, c.subject_id as "subjectId", c.party_id as "partyId", c.case_id as "caseId",
  c.item_key as "itemKey", c.item_name as "itemName", c.organ_id as "organId", c.region_code as "regionCode", c.staff_id as "staffId",
  c.door, c.happened_at as "happenedAt", exists (select 1 from feedback.rating r where r.contact_id = c.id) as rated`);

/** Writes a contact; false when the deed already made one. */
export async function insertContact(tx: Tx, c: Omit<Contact, 'rated'> & { tokenHash: Buffer; invitedBy: string }): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into feedback.contact (id, kind, subject_id, party_id, case_id, item_key, item_name, organ_id, region_code, staff_id,
      door, happened_at, token_hash, invited_at, invited_by)
    values (${c.id}, ${c.kind}, ${c.subjectId}, ${c.partyId}, ${c.caseId}, ${c.itemKey}, ${c.itemName}, ${c.organId}, ${c.regionCode},
      ${c.staffId}, ${c.door}, ${c.happenedAt}, ${c.tokenHash}, ${c.happenedAt}, ${c.invitedBy})
    on conflict (kind, subject_id) do nothing`);
  return rows === 1;
}

/** A contact by id. */
export async function findContact(read: Read, id: string): Promise<Contact | undefined> {
  return read.maybe(sql`select ${columns} from feedback.contact c where c.id = ${id}`);
}

/** A contact by the keyed hash of its token. */
export async function findContactByToken(read: Read, tokenHash: Buffer): Promise<Contact | undefined> {
  return read.maybe(sql`select ${columns} from feedback.contact c where c.token_hash = ${tokenHash}`);
}

/** The contact a case made, if it did. */
export async function findContactOfCase(read: Read, caseId: string): Promise<Contact | undefined> {
  return read.maybe(sql`select ${columns} from feedback.contact c where c.case_id = ${caseId} order by c.happened_at limit 1`);
}

/** A party's contacts, newest first. */
export async function listContacts(read: Read, partyId: string, limit = 50): Promise<Contact[]> {
  return read.many(sql`select ${columns} from feedback.contact c where c.party_id = ${partyId} order by c.happened_at desc limit ${limit}`);
}
