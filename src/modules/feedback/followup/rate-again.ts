import { mustBeCitizen } from '#identity';
import type { Actor } from '#platform/actor';
import { addDays } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { isLevel } from '../levels.ts';
import { doFollowup, type FollowupReceipt } from './do-followup.ts';
import { noFollowup } from './problems.ts';

/** The rater says how the answer was: any level, once. It stands beside the first rating and never replaces it. */
export async function rateAgain(
  actor: Actor,
  house: House,
  key: string,
  input: { followupId: string; level: number },
): Promise<FollowupReceipt> {
  const personId = mustBeCitizen(actor);
  if (!isLevel(input.level))
    throw problem(
      'invalid',
      'feedback.level',
      { zh: '还没选分数。', en: 'No level was chosen.' },
      { zh: '请在五个里选一个。', en: 'Choose one of the five.' },
      { fields: [{ field: 'level', say: { zh: '请选一个', en: 'Choose one' } }] },
    );
  return doFollowup(actor, house, {
    verb: 'again',
    id: input.followupId,
    key,
    content: input,
    may: ({ contact }) => {
      if (contact.partyId !== personId && contact.partyId !== actor.forPartyId) throw noFollowup();
    },
    until: ({ followup, rule }) => addDays(followup.answeredOn ?? followup.openedOn, rule.againDays),
    change: ({ today }) => ({ againLevel: input.level, againOn: today }),
    code: String(input.level),
    words: null,
    auditWord: 'RATE_AGAIN',
  });
}
