import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';

/** One thing the sandbox issuer remembers. */
export type StoredModel = { payload: { [key: string]: Json | undefined }; consumedAt: Date | null };

/** Remembers or replaces. */
export async function putModel(
  tx: Tx,
  m: {
    model: string;
    id: string;
    payload: unknown;
    grantId: string | null;
    uid: string | null;
    userCode: string | null;
    expiresAt: Date | null;
  },
): Promise<void> {
  await tx.run(sql`
    insert into identity.oidc_store (model, id, payload, grant_id, uid, user_code, expires_at)
    values (${m.model}, ${m.id}, ${JSON.stringify(m.payload)}, ${m.grantId}, ${m.uid}, ${m.userCode}, ${m.expiresAt})
    on conflict (model, id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      user_code = excluded.user_code, expires_at = excluded.expires_at`);
}

/** Finds by id, uid or user code what has not expired. */
export async function findModel(
  read: Read,
  model: string,
  by: { column: 'id' | 'uid' | 'user_code'; value: string },
  at: Date,
): Promise<StoredModel | undefined> {
  const rows = await read.many<StoredModel>(sql`
    select payload, consumed_at as "consumedAt" from identity.oidc_store
    where model = ${model} and ${sql.raw(by.column)} = ${by.value} and (expires_at is null or expires_at > ${at}) limit 1`);
  return rows[0];
}

/** Marks as used. */
export async function consumeModel(tx: Tx, model: string, id: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.oidc_store set consumed_at = ${at} where model = ${model} and id = ${id}`);
}

/** Forgets one. */
export async function dropModel(tx: Tx, model: string, id: string): Promise<void> {
  await tx.run(sql`delete from identity.oidc_store where model = ${model} and id = ${id}`);
}

/** Forgets everything of a grant. */
export async function dropGrant(tx: Tx, grantId: string): Promise<void> {
  await tx.run(sql`delete from identity.oidc_store where grant_id = ${grantId}`);
}

/** Forgets what has expired. */
export async function dropOldOidc(tx: Tx, at: Date): Promise<number> {
  return tx.run(sql`delete from identity.oidc_store where expires_at < ${at}`);
}
