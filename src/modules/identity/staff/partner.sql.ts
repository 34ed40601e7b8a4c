import { type Read, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';

/** A system of a department or partner. */
export type Partner = { id: string; key: string; name: string; organId: string };

/** The partner whose key has this hash, when it is in force. */
export async function findPartnerBySecret(read: Read, hash: Buffer, today: string): Promise<Partner | undefined> {
  return read.maybe<Partner>(sql.named('identity.partner')`
    select id, key, name, organ_id as "organId" from identity.partner
    where secret_hash = ${hash} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`);
}

/** A partner by its key (`sandbox-department`). */
export async function findPartner(read: Read, key: string): Promise<Partner | undefined> {
  return read.maybe<Partner>(sql`select id, key, name, organ_id as "organId" from identity.partner where key = ${key}`);
}

/** Puts a partner in place. */
export async function putPartner(tx: Tx, p: Omit<Partner, 'id'> & { secretHash: Buffer; validFrom: string }): Promise<void> {
  await tx.run(sql`
    insert into identity.partner (id, key, name, organ_id, secret_hash, valid_from)
    values (${newId()}, ${p.key}, ${p.name}, ${p.organId}, ${p.secretHash}, ${p.validFrom})
    on conflict (key) do update set name = excluded.name, organ_id = excluded.organ_id, secret_hash = excluded.secret_hash`);
}
