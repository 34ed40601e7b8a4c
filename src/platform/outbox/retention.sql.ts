import { sql, type Tx } from '#platform/db';

/** Drops what was relayed and heard long ago; what still waits is never dropped. */
export async function dropOldRecords(tx: Tx, before: Date): Promise<void> {
  await tx.run(sql`delete from platform.inbox where heard_at < ${before}`);
  await tx.run(sql`delete from platform.outbox where relayed_at < ${before}`);
}
