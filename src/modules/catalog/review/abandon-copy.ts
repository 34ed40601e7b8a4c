import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doReview, type ReviewReceipt } from './do-review.ts';

/** Ends a copy without publishing it; its history stays, and the item can be worked on anew. */
export const abandonCopy = (actor: Actor, house: House, key: string, input: { copyId: string; rev: number }): Promise<ReviewReceipt> =>
  doReview(actor, house, { deed: 'abandon', key, input, words: null });
