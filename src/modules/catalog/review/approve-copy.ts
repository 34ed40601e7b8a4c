import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doReview, type ReviewReceipt } from './do-review.ts';

/** The department's reviewer approves what was sent; somebody who has not worked on it. */
export const approveCopy = (
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; rev: number; words?: string },
): Promise<ReviewReceipt> =>
  doReview(actor, house, { deed: 'approve', key, input: { copyId: input.copyId, rev: input.rev }, words: input.words?.trim() ?? null });
