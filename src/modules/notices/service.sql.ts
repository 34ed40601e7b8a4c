import { type Read, sql, type Tx } from '#platform/db';

/** How a paper reached its party. */
export type ServiceHow = 'openedOnline' | 'handedOver' | 'receiptReturned';

/** Adds a proof of service and answers its number; 1 is the one that counts. */
export async function addService(
  tx: Tx,
  s: { paperId: string; servedAt: Date; how: ServiceHow; byPartyId: string | null; byStaffId: string | null; recordedAt: Date },
): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${s.paperId}, 0))`);
  const row = await tx.one<{ n: number }>(sql`
    insert into notices.service (paper_id, n, served_at, how, by_party_id, by_staff_id, recorded_at)
    select ${s.paperId}::uuid, coalesce(max(n), 0) + 1, ${s.servedAt}::timestamptz, ${s.how}, ${s.byPartyId}::uuid, ${s.byStaffId}::uuid, ${s.recordedAt}::timestamptz
    from notices.service where paper_id = ${s.paperId}
    returning n`);
  return row.n;
}

/** The proof that counts, if there is one. */
export async function findService(read: Read, paperId: string): Promise<{ servedAt: Date; how: ServiceHow } | undefined> {
  return read.maybe(sql`select served_at as "servedAt", how from notices.service where paper_id = ${paperId} and n = 1`);
}
