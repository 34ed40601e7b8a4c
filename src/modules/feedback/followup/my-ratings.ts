import { mustBeCitizen } from '#identity';
import type { Actor } from '#platform/actor';
import { addDays, type Day, shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import type { Level } from '../levels.ts';
import { ownerOf, wordsLabel } from './do-followup.ts';
import { hindrance, type Outcome, type Stage } from './followup.ts';
import { findFollowup, listActions, listRatingsOfParty, ruleByVersion } from './followup.sql.ts';
import { findContact } from '../contact.sql.ts';
import { openWords } from './words.ts';

/** A rating one gave, and what became of it. */
export type MyRating = {
  ratingId: string;
  caseId: string | null;
  itemName: string | null;
  ratedOn: Day;
  level: Level;
  followup: {
    id: string;
    stage: Stage;
    /** The date the office owes the next thing by. */
    dueOn: Day;
    outcome: Outcome | null;
    /** What the office answered, in its own words. */
    answer: string | null;
    answeredOn: Day | null;
    againLevel: number | null;
    mayRateAgain: boolean;
  } | null;
};

/** The actor's own ratings, newest first, with the office's answers. */
export async function listMyRatings(actor: Actor, house: House): Promise<MyRating[]> {
  const personId = mustBeCitizen(actor);
  const today = shanghaiDate(house.clock.now());
  const rows = await listRatingsOfParty(house.db, personId);
  return Promise.all(
    rows.map(async (r) => {
      const base = { ratingId: r.ratingId, caseId: r.caseId, itemName: r.itemName, ratedOn: r.legalDay, level: r.level };
      const f = r.followupId === null ? undefined : await findFollowup(house.db, r.followupId);
      const contact = f === undefined ? undefined : await findContact(house.db, f.contactId);
      if (f === undefined || contact === undefined) return { ...base, followup: null };
      const rule = await ruleByVersion(house.db, f.ruleVersion);
      const answer = (await listActions(house.db, f.id)).find((a) => a.verb === 'answer');
      return {
        ...base,
        followup: {
          id: f.id,
          stage: f.stage,
          dueOn: f.stage === 'toCall' ? f.callBy : f.answerBy,
          outcome: f.outcome,
          answer:
            answer === undefined
              ? null
              : await openWords(house.db, house, ownerOf(contact), answer.wordsSealed, wordsLabel(f.id, answer.seq)),
          answeredOn: f.answeredOn,
          againLevel: f.againLevel,
          mayRateAgain: hindrance(f, 'again', today, addDays(f.answeredOn ?? f.openedOn, rule.againDays)) === null,
        },
      };
    }),
  );
}
