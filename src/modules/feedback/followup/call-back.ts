import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { doFollowup, type FollowupReceipt } from './do-followup.ts';
import type { Kind } from './followup.ts';
import { mustHandle } from './handler.ts';
import { wordsNeeded } from './problems.ts';

/** A call to the rater: nobody answered, or what was heard and what it is. */
export type CallBack =
  | { followupId: string; reached: false; words?: string }
  | { followupId: string; reached: true; kind: Kind; words: string };

/** Writes down a call. Reached, it settles by when the answer is due; not reached on the same day again it counts once. */
export async function callBack(actor: Actor, house: House, key: string, input: CallBack): Promise<FollowupReceipt> {
  const words = input.words?.trim() ?? '';
  if (input.reached && words.length < 4) throw wordsNeeded('words', { zh: '对方说了什么', en: 'what the person said' });
  return doFollowup(actor, house, {
    verb: input.reached ? 'reach' : 'miss',
    id: input.followupId,
    key,
    content: { ...input, words } as never,
    may: (b) => void mustHandle(actor, b.followup, b.contact),
    change: ({ followup, rule, today }) => {
      if (!input.reached) return { missed: followup.calledOn === today ? followup.missed : followup.missed + 1, calledOn: today };
      const limit = house.calendar.addWorkdays(followup.openedOn, input.kind === 'complex' ? rule.complexDays : rule.simpleDays);
      return {
        stage: 'toAnswer',
        kind: input.kind,
        calledOn: today,
        handlerId: actor.personId,
        answerBy: limit.due,
        flagged: followup.flagged || limit.flagged,
      };
    },
    code: input.reached ? input.kind : null,
    words: words === '' ? null : words,
    auditWord: 'FOLLOWUP_CALL',
  });
}
