import { mustBeStaff } from '#identity';
import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { doFollowup, type FollowupReceipt } from './do-followup.ts';
import type { AppealGround } from './followup.ts';
import { findFollowupOf, listRatingsOfStaff, type OwnRating } from './followup.sql.ts';
import { wordsNeeded } from './problems.ts';

/** A rating as the rated person sees it; `ref` names it without telling when it was given. */
export type RatingOfMe = Omit<OwnRating, 'ratingId' | 'legalDay' | 'followup'> & { ref: string; appealable: boolean };

const refOf = (house: House, ratingId: string): string => house.keys.lookupHash('rating-ref', ratingId).subarray(-15).toString('base64url');

/** Ratings of the services in which the actor served: levels and ticked reasons by month, never who, when exactly or in what words. */
export async function ratingsOfMe(actor: Actor, house: House): Promise<RatingOfMe[]> {
  const { personId } = mustBeStaff(actor);
  return (await listRatingsOfStaff(house.db, personId)).map(({ ratingId, legalDay: _day, followup, ...rest }) => ({
    ...rest,
    ref: refOf(house, ratingId),
    appealable: followup && !rest.appealed,
  }));
}

/**
 * The rated person asks for another look at a low rating. A second person decides; the rating stays counted either way
 * (model 25). @throws Problem notFound, conflict, invalid.
 */
export async function appealRating(
  actor: Actor,
  house: House,
  key: string,
  input: { ref: string; ground: AppealGround; words: string },
): Promise<FollowupReceipt> {
  const { personId } = mustBeStaff(actor);
  const words = input.words.trim();
  if (words.length < 4) throw wordsNeeded('words', { zh: '为什么申诉', en: 'why you appeal' });
  const rating = (await listRatingsOfStaff(house.db, personId)).find((r) => refOf(house, r.ratingId) === input.ref);
  const followup = rating === undefined ? undefined : await findFollowupOf(house.db, rating.ratingId);
  if (followup === undefined) throw noRating();
  return doFollowup(actor, house, {
    verb: 'appeal',
    id: followup.id,
    key,
    content: { ...input, words },
    may: ({ contact }) => {
      if (contact.staffId !== personId) throw noRating();
    },
    until: ({ rule }) => house.calendar.addWorkdays(followup.openedOn, rule.appealDays).due,
    change: ({ today }) => ({ appealBy: personId, appealGround: input.ground, appealOn: today }),
    code: input.ground,
    words,
    auditWord: 'RATING_APPEAL',
  });
}

const noRating = () =>
  problem(
    'notFound',
    'feedback.no-rating',
    { zh: '没找到这一条评价，或者它不用申诉。', en: 'This rating was not found, or needs no appeal.' },
    { zh: '请从「我收到的评价」里选。', en: 'Choose it from the ratings of your service.' },
  );
