import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { type Mirror, mirrorKey } from '#platform/ledger';
import type { Level } from '../levels.ts';
import type { Followup, Rule } from './followup.ts';

const columns = sql.raw(`f.id, f.rating_id as "ratingId", f.contact_id as "contactId", f.region_code as "regionCode",
  f.region_path as "regionPath", f.seq, f.stage, f.rule_version as "ruleVersion", f.opened_on as "openedOn", f.call_by as "callBy",
  f.answer_by as "answerBy", f.flagged, f.kind, f.missed, f.called_on as "calledOn", f.answered_on as "answeredOn", f.outcome,
  f.handler_id as "handlerId", f.again_level as "againLevel", f.again_on as "againOn", f.appeal_by as "appealBy",
  f.appeal_ground as "appealGround", f.appeal_on as "appealOn", f.appeal_decided_by as "appealDecidedBy",
  f.appeal_upheld as "appealUpheld", f.appeal_decided_on as "appealDecidedOn"`);

/** The rule in force on a day. */
export async function ruleOn(read: Read, day: string): Promise<Rule> {
  return read.one(sql`
    select version, negative_upto as "negativeUpto", call_days as "callDays", simple_days as "simpleDays",
      complex_days as "complexDays", again_days as "againDays", appeal_days as "appealDays"
    from feedback.rule where from_day <= ${day} order by from_day desc limit 1`);
}

/** A rule by its version. */
export async function ruleByVersion(read: Read, version: number): Promise<Rule> {
  return read.one(sql`
    select version, negative_upto as "negativeUpto", call_days as "callDays", simple_days as "simpleDays",
      complex_days as "complexDays", again_days as "againDays", appeal_days as "appealDays"
    from feedback.rule where version = ${version}`);
}

/** What a follow-up needs of its rating. */
export type LowRating = {
  id: string;
  contactId: string;
  level: Level;
  reasons: string[];
  door: string;
  regionCode: string;
  legalDay: string;
  commentSealed: Buffer | null;
};

/** A rating by id. */
export async function findRating(read: Read, id: string): Promise<LowRating | undefined> {
  return read.maybe(sql`
    select id, contact_id as "contactId", level, reasons, door, region_code as "regionCode", legal_day as "legalDay",
      comment_sealed as "commentSealed" from feedback.rating where id = ${id}`);
}

/** Writes a follow-up; false when the rating has one. */
export async function insertFollowup(tx: Tx, f: Followup): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into feedback.followup (id, rating_id, contact_id, region_code, region_path, seq, stage, rule_version, opened_on, call_by,
      answer_by, flagged)
    values (${f.id}, ${f.ratingId}, ${f.contactId}, ${f.regionCode}, ${f.regionPath}, ${f.seq}, ${f.stage}, ${f.ruleVersion},
      ${f.openedOn}, ${f.callBy}, ${f.answerBy}, ${f.flagged})
    on conflict (rating_id) do nothing`);
  return rows === 1;
}

/** Locks a follow-up for a deed. */
export async function lockFollowup(tx: Tx, id: string): Promise<Followup | undefined> {
  return tx.maybe(sql`select ${columns} from feedback.followup f where f.id = ${id} for update`);
}

/** A follow-up by id. */
export async function findFollowup(read: Read, id: string): Promise<Followup | undefined> {
  return read.maybe(sql`select ${columns} from feedback.followup f where f.id = ${id}`);
}

/** The follow-up of a rating. */
export async function findFollowupOf(read: Read, ratingId: string): Promise<Followup | undefined> {
  return read.maybe(sql`select ${columns} from feedback.followup f where f.rating_id = ${ratingId}`);
}

/** Writes what a deed changed. */
export async function saveFollowup(tx: Tx, f: Followup): Promise<void> {
  await tx.run(sql`
    update feedback.followup set seq = ${f.seq}, stage = ${f.stage}, answer_by = ${f.answerBy}, flagged = ${f.flagged}, kind = ${f.kind},
      missed = ${f.missed}, called_on = ${f.calledOn}, answered_on = ${f.answeredOn}, outcome = ${f.outcome},
      handler_id = ${f.handlerId}, again_level = ${f.againLevel}, again_on = ${f.againOn}, appeal_by = ${f.appealBy},
      appeal_ground = ${f.appealGround}, appeal_on = ${f.appealOn}, appeal_decided_by = ${f.appealDecidedBy},
      appeal_upheld = ${f.appealUpheld}, appeal_decided_on = ${f.appealDecidedOn}
    where id = ${f.id}`);
}

/** A deed on a follow-up as stored. */
export type FollowupAction = {
  followupId: string;
  seq: number;
  verb: string;
  actorKind: string;
  actorId: string | null;
  postId: string | null;
  recordedAt: Date;
  code: string | null;
  wordsSealed: Buffer | null;
};

/** Writes a deed for ever. */
export async function insertAction(tx: Tx, a: FollowupAction): Promise<void> {
  await tx.run(sql`
    insert into feedback.followup_action (followup_id, seq, verb, actor_kind, actor_id, post_id, recorded_at, code, words_sealed)
    values (${a.followupId}, ${a.seq}, ${a.verb}, ${a.actorKind}, ${a.actorId}, ${a.postId}, ${a.recordedAt}, ${a.code}, ${a.wordsSealed})`);
}

/** All deeds on a follow-up, oldest first. */
export async function listActions(read: Read, followupId: string): Promise<FollowupAction[]> {
  return read.many(sql`
    select followup_id as "followupId", seq, verb, actor_kind as "actorKind", actor_id as "actorId", post_id as "postId",
      recorded_at as "recordedAt", code, words_sealed as "wordsSealed"
    from feedback.followup_action where followup_id = ${followupId} order by seq`);
}

/** A row of the manager's list. */
export type FollowupRow = Followup & {
  level: Level;
  reasons: string[];
  door: string;
  itemName: string | null;
  partyId: string;
  staffId: string | null;
  organId: string | null;
};

/** Follow-ups under a region path: the open ones and undecided appeals, or the ended ones, the most urgent first. */
export async function listFollowups(read: Read, regionPath: string, which: 'open' | 'ended', limit = 100): Promise<FollowupRow[]> {
  const open = sql`(f.stage <> 'answered' or (f.appeal_by is not null and f.appeal_decided_by is null))`;
  return read.many(sql`
    select ${columns}, r.level, r.reasons, r.door, c.item_name as "itemName", c.party_id as "partyId", c.staff_id as "staffId",
      c.organ_id as "organId"
    from feedback.followup f join feedback.rating r on r.id = f.rating_id join feedback.contact c on c.id = f.contact_id
    where (f.region_path = ${regionPath} or f.region_path like ${`${regionPath}/%`})
      and ${which === 'open' ? open : sql`not ${open}`}
    order by case f.stage when 'toCall' then f.call_by else f.answer_by end, f.id
    limit ${limit}`);
}

/** A rating as the rated person may know it: what was said of the service, nothing about who said it or when exactly. */
export type OwnRating = {
  ratingId: string;
  level: Level;
  reasons: string[];
  itemName: string | null;
  month: string;
  legalDay: string;
  followup: boolean;
  appealed: boolean;
  upheld: boolean | null;
};

/** Ratings of contacts in which this person served, in an order that tells no time within the month. */
export async function listRatingsOfStaff(read: Read, staffId: string): Promise<OwnRating[]> {
  return read.many(sql`
    select r.id as "ratingId", r.level, r.reasons, c.item_name as "itemName", to_char(r.legal_day, 'YYYY-MM') as month,
      r.legal_day as "legalDay", f.id is not null as followup, f.appeal_by is not null as appealed, f.appeal_upheld as upheld
    from feedback.rating r join feedback.contact c on c.id = r.contact_id left join feedback.followup f on f.rating_id = r.id
    where c.staff_id = ${staffId} order by month desc, r.receipt_hash limit 200`);
}

/** The chained part of a deed. */
const actionHeader = (a: Omit<FollowupAction, 'wordsSealed'>): Json => ({
  verb: a.verb,
  by: a.actorId,
  post: a.postId,
  code: a.code,
  at: a.recordedAt.toISOString(),
});
export { actionHeader };

/** `verify` makes each deed's header anew from its row. */
export const followupsMirror: Mirror = {
  kind: 'followup',
  headersOf: async (read, entries) => {
    const rows = await read.many<FollowupAction>(sql`
      select followup_id as "followupId", seq, verb, actor_kind as "actorKind", actor_id as "actorId", post_id as "postId",
        recorded_at as "recordedAt", code from feedback.followup_action
      where followup_id = any(${[...new Set(entries.map((e) => e.id))]}::uuid[])`);
    return new Map(rows.map((row) => [mirrorKey(row.followupId, row.seq), actionHeader(row)]));
  },
  count: async (read: Read) => (await read.one<{ n: number }>(sql`select count(*) as n from feedback.followup_action`)).n,
};

/** A rating of one's own, with the follow-up it led to. */
export type RatingOfParty = {
  ratingId: string;
  caseId: string | null;
  itemName: string | null;
  legalDay: string;
  level: Level;
  followupId: string | null;
};

/** Ratings a party gave, newest first. */
export async function listRatingsOfParty(read: Read, partyId: string): Promise<RatingOfParty[]> {
  return read.many(sql`
    select r.id as "ratingId", c.case_id as "caseId", c.item_name as "itemName", r.legal_day as "legalDay", r.level,
      f.id as "followupId"
    from feedback.contact c join feedback.rating r on r.contact_id = c.id left join feedback.followup f on f.rating_id = r.id
    where c.party_id = ${partyId} order by r.recorded_at desc limit 50`);
}
