import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doFollowup, type FollowupReceipt } from './do-followup.ts';
import type { Outcome } from './followup.ts';
import { mustHandle } from './handler.ts';
import { wordsNeeded } from './problems.ts';

/** Tells the rater what was mended, or why not; the rater reads these very words and may rate again. */
export async function answerFollowup(
  actor: Actor,
  house: House,
  key: string,
  input: { followupId: string; outcome: Outcome; words: string },
): Promise<FollowupReceipt> {
  const words = input.words.trim();
  if (words.length < 4) throw wordsNeeded('words', { zh: '给对方的答复', en: 'the answer' });
  return doFollowup(actor, house, {
    verb: 'answer',
    id: input.followupId,
    key,
    content: { ...input, words },
    may: (b) => void mustHandle(actor, b.followup, b.contact),
    change: ({ today }) => ({ stage: 'answered', outcome: input.outcome, answeredOn: today, handlerId: actor.personId }),
    code: input.outcome,
    words,
    auditWord: 'FOLLOWUP_ANSWER',
  });
}
