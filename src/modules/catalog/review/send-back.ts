import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { doReview, type ReviewReceipt } from './do-review.ts';

/** A reviewer sends a copy back with what has to change; the editors read the words. @throws Problem invalid `catalog.words-needed`. */
export async function sendBack(
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; rev: number; words: string },
): Promise<ReviewReceipt> {
  const words = input.words.trim();
  if (words.length < 4) throw wordsNeeded();
  return doReview(actor, house, {
    deed: 'sendBack',
    key,
    input: { copyId: input.copyId, rev: input.rev },
    words,
    change: async () => ({ publishOn: null, sentRev: null, sentHash: null }),
  });
}

/** Why something is sent back, paused or withdrawn must be said. */
export const wordsNeeded = () =>
  problem(
    'invalid',
    'catalog.words-needed',
    { zh: '请写清楚为什么。', en: 'Please say why.' },
    { zh: '写几个字就行，对方要看得明白。', en: 'A few words will do, so that others understand.' },
    { fields: [{ field: 'words', say: { zh: '请写几个字', en: 'A few words are needed' } }] },
  );
