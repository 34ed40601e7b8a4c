import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doFollowup, type FollowupReceipt } from './do-followup.ts';
import { mustHandle } from './handler.ts';
import { notYours, wordsNeeded } from './problems.ts';

/**
 * A second person decides an appeal: not the rated one, not the one who appealed, not the one who handled the rating.
 * Upheld, the rating leaves the net figure alone; the gross figure counts it for ever (model 25).
 */
export async function decideAppeal(
  actor: Actor,
  house: House,
  key: string,
  input: { followupId: string; upheld: boolean; words: string },
): Promise<FollowupReceipt> {
  const words = input.words.trim();
  if (words.length < 4) throw wordsNeeded('words', { zh: '为什么这样定', en: 'the reasons' });
  return doFollowup(actor, house, {
    verb: 'decideAppeal',
    id: input.followupId,
    key,
    content: { ...input, words },
    may: (b) => {
      const { personId } = mustHandle(actor, b.followup, b.contact);
      if (personId === b.followup.appealBy) throw notYours({ zh: '申诉是您提的，要由另一个人定。', en: 'You made this appeal.' });
      if (personId === b.followup.handlerId)
        throw notYours({ zh: '这一条是您回访的，申诉要由另一个人定。', en: 'You handled this rating.' });
    },
    change: ({ today }) => ({ appealDecidedBy: actor.personId, appealUpheld: input.upheld, appealDecidedOn: today }),
    code: input.upheld ? 'upheld' : 'dismissed',
    words,
    auditWord: 'RATING_APPEAL_DECIDE',
  });
}
