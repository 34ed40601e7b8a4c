import { type Read, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { type Mirror, mirrorKey } from '#platform/ledger';

/** The chained part of a rating. */
export const ratingHeader = (r: { level: number; contactId: string; recordedAt: Date }): Json => ({
  verb: 'rate',
  level: r.level,
  contactId: r.contactId,
  at: r.recordedAt.toISOString(),
});

/** `verify` makes each rating's header anew from the row the totals are counted from: an edited level is seen. */
export const ratingsMirror: Mirror = {
  kind: 'rating',
  headersOf: async (read, entries) => {
    const rows = await read.many<{ id: string; level: number; contactId: string; recordedAt: Date }>(sql`
      select id, level, contact_id as "contactId", recorded_at as "recordedAt" from feedback.rating
      where id = any(${[...new Set(entries.map((e) => e.id))]}::uuid[])`);
    return new Map(rows.map((row) => [mirrorKey(row.id, 1), ratingHeader(row)]));
  },
  count: async (read: Read) => (await read.one<{ n: number }>(sql`select count(*) as n from feedback.rating`)).n,
};
