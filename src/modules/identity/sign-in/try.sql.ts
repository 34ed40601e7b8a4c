import { sql, type Tx } from '#platform/db';

/** A sign-in under way. */
export type SignInTry = { kind: 'citizen' | 'staff'; state: string; nonce: string; verifier: string; goTo: string; at: Date };

/** Remembers a sign-in until its answer comes. */
export async function insertTry(tx: Tx, idHash: Buffer, t: SignInTry): Promise<void> {
  await tx.run(sql`
    insert into identity.sign_in_try (id_hash, kind, state, nonce, verifier, go_to, at)
    values (${idHash}, ${t.kind}, ${t.state}, ${t.nonce}, ${t.verifier}, ${t.goTo}, ${t.at})`);
}

/** Takes it: an answer counts once. */
export async function takeTry(tx: Tx, idHash: Buffer): Promise<SignInTry | undefined> {
  return tx.maybe<SignInTry>(sql`
    delete from identity.sign_in_try where id_hash = ${idHash} returning kind, state, nonce, verifier, go_to as "goTo", at`);
}
