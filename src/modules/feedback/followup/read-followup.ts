import { listParties, maskedParty, viewParty } from '#identity';
import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { type Day, shanghaiDate } from '#platform/clock';
import { inTransaction, type Read } from '#platform/db';
import type { House } from '#platform/house';
import { type Contact, findContact } from '../contact.sql.ts';
import { ownerOf, wordsLabel } from './do-followup.ts';
import { type AppealGround, enoughMissed, type Followup, isLate, type Kind, type Outcome, type Stage } from './followup.ts';
import { findFollowup, findRating, type FollowupAction, listActions } from './followup.sql.ts';
import { mustHandle } from './handler.ts';
import { noFollowup } from './problems.ts';
import { openWords } from './words.ts';

/** A deed as the handler reads it. */
export type FollowupEvent = { verb: string; at: string; by: string; code: string | null; words: string | null };

/** A follow-up opened by its handler. */
export type FollowupView = {
  id: string;
  stage: Stage;
  level: number;
  reasons: string[];
  comment: string | null;
  door: string;
  itemName: string | null;
  rater: string;
  phone: string | null;
  ratedPerson: string | null;
  ratedOn: Day;
  callBy: Day;
  answerBy: Day;
  late: boolean;
  flagged: boolean;
  kind: Kind | null;
  missed: number;
  mayAnswer: boolean;
  outcome: Outcome | null;
  againLevel: number | null;
  appeal: { ground: AppealGround; on: Day; upheld: boolean | null; mayDecide: boolean } | null;
  events: FollowupEvent[];
};

/** Why the handler looks, as the rater reads it under “who looked”. */
const reason = '差评回访，要听您说';

/** Opens a follow-up with what the rater wrote; the look is written down for the rater to read. */
export async function readFollowup(actor: Actor, house: House, id: string): Promise<FollowupView> {
  const { f, contact, personId } = await mine(actor, house, id);
  const rater = await maskedParty(house, contact.partyId);
  return inTransaction(house.db, async (tx) => {
    const rating = await findRating(tx, f.ratingId);
    if (rating === undefined) throw noFollowup();
    await clearView(tx, actor, house.clock.now(), {
      partyId: contact.partyId,
      caseId: contact.caseId,
      what: 'rating',
      reason,
      ground: { kind: 'step', id: f.id },
    });
    const actions = await listActions(tx, f.id);
    const names = await namesOf(tx, [contact.staffId, ...actions.filter((a) => a.actorId !== contact.partyId).map((a) => a.actorId)]);
    return {
      id: f.id,
      stage: f.stage,
      level: rating.level,
      reasons: rating.reasons,
      comment: await openWords(tx, house, ownerOf(contact), rating.commentSealed, `rating:${rating.id}`),
      door: rating.door,
      itemName: contact.itemName,
      rater: rater.maskedName,
      phone: rater.phone,
      ratedPerson: contact.staffId === null ? null : (names.get(contact.staffId) ?? null),
      ratedOn: rating.legalDay,
      callBy: f.callBy,
      answerBy: f.answerBy,
      late: isLate(f, shanghaiDate(house.clock.now())),
      flagged: f.flagged,
      kind: f.kind,
      missed: f.missed,
      mayAnswer: f.stage === 'toAnswer' || (f.stage === 'toCall' && f.missed >= enoughMissed),
      outcome: f.outcome,
      againLevel: f.againLevel,
      appeal:
        f.appealGround === null || f.appealOn === null
          ? null
          : {
              ground: f.appealGround,
              on: f.appealOn,
              upheld: f.appealUpheld,
              mayDecide: f.appealDecidedBy === null && personId !== f.appealBy && personId !== f.handlerId,
            },
      events: await Promise.all(actions.map((a) => eventOf(tx, house, contact, a, names, rater.maskedName))),
    };
  });
}

/** Opens the rater's number for the call back; the look is written down. */
export async function openPhone(actor: Actor, house: House, id: string): Promise<{ phone: string | null }> {
  const { f, contact } = await mine(actor, house, id);
  const seen = await viewParty(actor, house, { partyId: contact.partyId, what: ['phone'], reason }, { kind: 'step', id: f.id });
  return { phone: seen.phone ?? null };
}

async function mine(actor: Actor, house: House, id: string): Promise<{ f: Followup; contact: Contact; personId: string }> {
  const f = await findFollowup(house.db, id);
  const contact = f === undefined ? undefined : await findContact(house.db, f.contactId);
  if (f === undefined || contact === undefined) throw noFollowup();
  return { f, contact, personId: mustHandle(actor, f, contact).personId };
}

async function namesOf(read: Read, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  return new Map((await listParties(read, [...new Set(ids.flatMap((id) => id ?? []))])).map((p) => [p.id, p.name]));
}

async function eventOf(
  read: Read,
  house: House,
  contact: Contact,
  a: FollowupAction,
  names: ReadonlyMap<string, string>,
  rater: string,
): Promise<FollowupEvent> {
  return {
    verb: a.verb,
    at: a.recordedAt.toISOString(),
    by: a.actorId === null ? '' : a.actorId === contact.partyId ? rater : (names.get(a.actorId) ?? ''),
    code: a.code,
    words: await openWords(read, house, ownerOf(contact), a.wordsSealed, wordsLabel(a.followupId, a.seq)),
  };
}
