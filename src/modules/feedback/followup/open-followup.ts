import { systemActor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { findRegion } from '#places';
import { findContact } from '../contact.sql.ts';
import { ownerOf, recordAction } from './do-followup.ts';
import type { Followup } from './followup.ts';
import { findRating, insertFollowup, ruleOn } from './followup.sql.ts';

/**
 * Opens the follow-up of a low rating, after it was counted: the level decides here, never at a door. Heard twice it
 * opens one. The call is due by the rule's days, the answer by its longest limit until the call has said what it is.
 */
export async function openFollowup(tx: Tx, house: House, ratingId: string): Promise<string | null> {
  const rating = await findRating(tx, ratingId);
  if (rating === undefined) return null;
  const at = house.clock.now();
  const today = shanghaiDate(at);
  const rule = await ruleOn(tx, today);
  if (rating.level > rule.negativeUpto) return null;
  const contact = await findContact(tx, rating.contactId);
  if (contact === undefined) return null;
  const callBy = house.calendar.addWorkdays(today, rule.callDays);
  const answerBy = house.calendar.addWorkdays(today, rule.complexDays);
  const followup: Followup = {
    id: newId(),
    ratingId,
    contactId: contact.id,
    regionCode: rating.regionCode,
    // A region that is in no table any more is the whole city's business.
    regionPath: (await findRegion(tx, rating.regionCode))?.path ?? rating.regionCode,
    seq: 1,
    stage: 'toCall',
    ruleVersion: rule.version,
    openedOn: today,
    callBy: callBy.due,
    answerBy: answerBy.due,
    flagged: callBy.flagged || answerBy.flagged,
    kind: null,
    missed: 0,
    calledOn: null,
    answeredOn: null,
    outcome: null,
    handlerId: null,
    againLevel: null,
    againOn: null,
    appealBy: null,
    appealGround: null,
    appealOn: null,
    appealDecidedBy: null,
    appealUpheld: null,
    appealDecidedOn: null,
  };
  if (!(await insertFollowup(tx, followup))) return null;
  await recordAction(tx, house, systemActor('差评回访'), at, followup, { verb: 'open', code: null, words: null, owner: ownerOf(contact) });
  return followup.id;
}
