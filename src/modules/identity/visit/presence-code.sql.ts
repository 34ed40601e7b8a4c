import { sql, type Tx } from '#platform/db';

/** Puts a fresh code in the place of the one before. */
export async function putPresenceCode(tx: Tx, c: { partyId: string; hash: Buffer; validUntil: Date }): Promise<void> {
  await tx.run(sql`delete from identity.presence_code where code_hash = ${c.hash} and party_id <> ${c.partyId}`);
  await tx.run(sql`
    insert into identity.presence_code (party_id, code_hash, valid_until) values (${c.partyId}, ${c.hash}, ${c.validUntil})
    on conflict (party_id) do update set code_hash = excluded.code_hash, valid_until = excluded.valid_until, used_at = null`);
}

/** Uses a code up; whose it was, or undefined when it is wrong, old or used. */
export async function takePresenceCode(tx: Tx, hash: Buffer, at: Date): Promise<{ partyId: string } | undefined> {
  return tx.maybe(sql`
    update identity.presence_code set used_at = ${at} where code_hash = ${hash} and valid_until > ${at} and used_at is null
    returning party_id as "partyId"`);
}

/** Forgets codes nobody can use any more. */
export async function dropOldCodes(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from identity.presence_code where valid_until < ${before}`);
}
