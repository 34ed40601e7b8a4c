import { type Read, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';

/** The party an account of a sign-in service belongs to. */
export async function findLogin(read: Read, issuer: string, subject: string): Promise<{ id: string; partyId: string } | undefined> {
  return read.maybe(sql`
    select id, party_id as "partyId" from identity.login where issuer = ${issuer} and subject = ${subject} and ended_at is null`);
}

/** Links an account to a party. */
export async function insertLogin(tx: Tx, l: { partyId: string; issuer: string; subject: string; level: number; at: Date }): Promise<void> {
  await tx.run(sql`
    insert into identity.login (id, party_id, issuer, subject, level, linked_at, last_at)
    values (${newId()}, ${l.partyId}, ${l.issuer}, ${l.subject}, ${l.level}, ${l.at}, ${l.at})
    on conflict (issuer, subject) do nothing`);
}

/** Notes that the account was used. */
export async function touchLogin(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.login set last_at = ${at} where id = ${id}`);
}
