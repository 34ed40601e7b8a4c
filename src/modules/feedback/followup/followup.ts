/** What follows a low rating, as a pure table: no clock, no database, nothing about the rating itself but that it was low. */
import type { Day } from '#platform/clock';

/** Where a follow-up stands. `answered` ends the office's duty; a second rating and an appeal stand beside it. */
export type Stage = 'toCall' | 'toAnswer' | 'answered';
/** What the call found (国办发〔2019〕51号): clear and quickly mended, to be mended by a date, or without ground. */
export type Kind = 'simple' | 'complex' | 'unfounded';
/** What the rater is told in the end. */
export type Outcome = 'fixed' | 'explained';
/** On what ground the rated person or office asks for another look. */
export type AppealGround = 'mistaken' | 'malicious' | 'notOurs';

/** Dated parameters; days are working days. */
export type Rule = {
  version: number;
  negativeUpto: number;
  callDays: number;
  simpleDays: number;
  complexDays: number;
  againDays: number;
  appealDays: number;
};

/** A follow-up as it stands now. */
export type Followup = {
  id: string;
  ratingId: string;
  contactId: string;
  regionCode: string;
  regionPath: string;
  seq: number;
  stage: Stage;
  ruleVersion: number;
  openedOn: Day;
  callBy: Day;
  answerBy: Day;
  flagged: boolean;
  kind: Kind | null;
  missed: number;
  calledOn: Day | null;
  answeredOn: Day | null;
  outcome: Outcome | null;
  handlerId: string | null;
  againLevel: number | null;
  againOn: Day | null;
  appealBy: string | null;
  appealGround: AppealGround | null;
  appealOn: Day | null;
  appealDecidedBy: string | null;
  appealUpheld: boolean | null;
  appealDecidedOn: Day | null;
};

/** What can be done. */
export type Verb = 'miss' | 'reach' | 'answer' | 'again' | 'appeal' | 'decideAppeal';

/** Why a deed cannot be done now. */
export type Hindrance =
  | 'calledAlready'
  | 'callFirst'
  | 'answeredAlready'
  | 'notAnswered'
  | 'againAlready'
  | 'tooLate'
  | 'appealedAlready'
  | 'noAppeal'
  | 'appealDecided';

/** Calls on this many days without anybody answering are enough to go on in writing; they never count as called back. */
export const enoughMissed = 3;

/** What hinders a deed, or null. `until` is the last day of a deed that has one. */
export function hindrance(f: Followup, verb: Verb, today: Day, until: Day | null = null): Hindrance | null {
  switch (verb) {
    case 'miss':
    case 'reach':
      return f.stage === 'toCall' ? null : f.stage === 'answered' ? 'answeredAlready' : 'calledAlready';
    case 'answer':
      if (f.stage === 'answered') return 'answeredAlready';
      return f.stage === 'toAnswer' || f.missed >= enoughMissed ? null : 'callFirst';
    case 'again':
      if (f.stage !== 'answered') return 'notAnswered';
      if (f.againLevel !== null) return 'againAlready';
      return until !== null && today > until ? 'tooLate' : null;
    case 'appeal':
      if (f.appealBy !== null) return 'appealedAlready';
      return until !== null && today > until ? 'tooLate' : null;
    case 'decideAppeal':
      if (f.appealBy === null) return 'noAppeal';
      return f.appealDecidedBy === null ? null : 'appealDecided';
  }
}

/** Whether the office is late on a day: the call or the answer. A late one is shown and counted; nothing closes by itself. */
export const isLate = (f: Pick<Followup, 'stage' | 'callBy' | 'answerBy'>, today: Day): boolean =>
  (f.stage === 'toCall' && today > f.callBy) || (f.stage !== 'answered' && today > f.answerBy);
