import { sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';

/** Claims a key; false when it is taken (after waiting for whoever holds it to commit or roll back). */
export async function claimKey(tx: Tx, row: { who: string; verb: string; key: string; fingerprint: Buffer; at: Date }): Promise<boolean> {
  const rows = await tx.run(sql.named('platform.claim_key')`
    insert into platform.idempotency (actor_key, verb, key, fingerprint, recorded_at)
    values (${row.who}, ${row.verb}, ${row.key}, ${row.fingerprint}, ${row.at})
    on conflict do nothing`);
  return rows === 1;
}

/** What the first run of this key answered. */
export async function findOutcome(tx: Tx, who: string, verb: string, key: string): Promise<{ fingerprint: Buffer; outcome: Json }> {
  return tx.one(sql.named('platform.find_outcome')`
    select fingerprint, outcome from platform.idempotency where actor_key = ${who} and verb = ${verb} and key = ${key}`);
}

/** Keeps the answer beside the deed. */
export async function storeOutcome(tx: Tx, who: string, verb: string, key: string, outcome: Json): Promise<void> {
  await tx.run(sql.named('platform.store_outcome')`
    update platform.idempotency set outcome = ${JSON.stringify(outcome)}
    where actor_key = ${who} and verb = ${verb} and key = ${key}`);
}

/** Drops answers older than the given time (90 days by model 20). */
export async function dropOldKeys(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from platform.idempotency where recorded_at < ${before}`);
}
