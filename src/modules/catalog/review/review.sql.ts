/** SQL of what was done with working copies in review. */
import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { CopyState, ReviewDeed } from './review.rules.ts';

export interface DeedRow {
  seq: number;
  round: number;
  deed: ReviewDeed;
  fromState: CopyState;
  toState: CopyState;
  rev: number;
  actorId: string | null;
  actorName: string;
  postId: string | null;
  words: string | null;
  details: Json;
  doneAt: Date;
}

export async function listDeeds(read: Read, copyId: string): Promise<DeedRow[]> {
  return read.many(sql`
    select seq, round, deed, from_state as "fromState", to_state as "toState", rev, actor_id as "actorId", actor_name as "actorName",
      post_id as "postId", words, details, done_at as "doneAt" from catalog.review_deed where copy_id = ${copyId} order by seq`);
}

export async function insertDeed(tx: Tx, copyId: string, d: Omit<DeedRow, 'seq'>): Promise<void> {
  await tx.run(sql`
    insert into catalog.review_deed (copy_id, seq, round, deed, from_state, to_state, rev, actor_id, actor_name, post_id, words, details, done_at)
    select ${copyId}, coalesce(max(seq), 0) + 1, ${d.round}, ${d.deed}, ${d.fromState}, ${d.toState}, ${d.rev}, ${d.actorId}, ${d.actorName},
      ${d.postId}, ${d.words}, ${d.details === null ? null : JSON.stringify(d.details)}, ${d.doneAt}
    from catalog.review_deed where copy_id = ${copyId}`);
}
