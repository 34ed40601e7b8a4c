import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doReview, type ReviewReceipt } from './do-review.ts';

/** An editor takes a copy back from review to work on; approvals given in this round are void. */
export const takeBack = (actor: Actor, house: House, key: string, input: { copyId: string; rev: number }): Promise<ReviewReceipt> =>
  doReview(actor, house, { deed: 'takeBack', key, input, words: null });
