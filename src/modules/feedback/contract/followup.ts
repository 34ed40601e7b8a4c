/** Schemas of the follow-up routes; browsers read this. */
import { type Static, Type } from 'typebox';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const day = Type.String({ format: 'date' });
const level = Type.Integer({ minimum: 1, maximum: 5 });
const words = Type.String({ minLength: 1, maxLength: 2000 });
const closed = { additionalProperties: false } as const;
const one = <T extends string>(...values: T[]) => Type.Unsafe<T>({ type: 'string', enum: values });

const stage = one('toCall', 'toAnswer', 'answered');
const kind = one('simple', 'complex', 'unfounded');
const outcome = one('fixed', 'explained');
const ground = one('mistaken', 'malicious', 'notOurs');

export const receipt = Type.Object({ followupId: Type.String(), seq: Type.Integer(), stage });
export const followupQuery = Type.Object({ which: Type.Optional(one('open', 'ended')) }, closed);
export const againBody = Type.Object({ level }, closed);
export const callBody = Type.Union([
  Type.Object({ reached: Type.Literal(false), words: Type.Optional(Type.String({ maxLength: 2000 })) }, closed),
  Type.Object({ reached: Type.Literal(true), kind, words }, closed),
]);
export const answerBody = Type.Object({ outcome, words }, closed);
export const appealBody = Type.Object({ ground, words }, closed);
export const appealDecisionBody = Type.Object({ upheld: Type.Boolean(), words }, closed);
export const phone = Type.Object({ phone: nullable(Type.String()) });

const appeal = Type.Object({ ground, on: day, upheld: nullable(Type.Boolean()) });
const line = Type.Object({
  id: Type.String(),
  stage,
  level,
  reasons: Type.Array(Type.String()),
  door: Type.String(),
  itemName: nullable(Type.String()),
  rater: Type.String(),
  ratedPerson: nullable(Type.String()),
  organ: nullable(Type.String()),
  openedOn: day,
  dueOn: day,
  late: Type.Boolean(),
  flagged: Type.Boolean(),
  kind: nullable(kind),
  missed: Type.Integer(),
  outcome: nullable(outcome),
  againLevel: nullable(level),
  appeal: nullable(appeal),
});
export const followupLines = Type.Object({ rows: Type.Array(line) });
/** The manager's list. */
export type FollowupLines = Static<typeof followupLines>;

export const followupView = Type.Object({
  id: Type.String(),
  stage,
  level,
  reasons: Type.Array(Type.String()),
  comment: nullable(Type.String()),
  door: Type.String(),
  itemName: nullable(Type.String()),
  rater: Type.String(),
  phone: nullable(Type.String()),
  ratedPerson: nullable(Type.String()),
  ratedOn: day,
  callBy: day,
  answerBy: day,
  late: Type.Boolean(),
  flagged: Type.Boolean(),
  kind: nullable(kind),
  missed: Type.Integer(),
  mayAnswer: Type.Boolean(),
  outcome: nullable(outcome),
  againLevel: nullable(level),
  appeal: nullable(Type.Object({ ground, on: day, upheld: nullable(Type.Boolean()), mayDecide: Type.Boolean() })),
  events: Type.Array(
    Type.Object({
      verb: Type.String(),
      at: Type.String(),
      by: Type.String(),
      code: nullable(Type.String()),
      words: nullable(Type.String()),
    }),
  ),
});
/** One follow-up as its handler reads it. */
export type FollowupViewReply = Static<typeof followupView>;

export const myRatings = Type.Object({
  rows: Type.Array(
    Type.Object({
      ratingId: Type.String(),
      caseId: nullable(Type.String()),
      itemName: nullable(Type.String()),
      ratedOn: day,
      level,
      followup: nullable(
        Type.Object({
          id: Type.String(),
          stage,
          dueOn: day,
          outcome: nullable(outcome),
          answer: nullable(Type.String()),
          answeredOn: nullable(day),
          againLevel: nullable(level),
          mayRateAgain: Type.Boolean(),
        }),
      ),
    }),
  ),
});

export const patterns = Type.Object({
  rows: Type.Array(
    Type.Object({
      kind: one('allPraise', 'allRated', 'oneDevice', 'seconds'),
      organ: nullable(Type.String()),
      person: nullable(Type.String()),
      count: Type.Integer(),
      of: Type.Integer(),
    }),
  ),
});
/** Patterns for a manager. */
export type Patterns = Static<typeof patterns>;

export const ratingsOfMe = Type.Object({
  rows: Type.Array(
    Type.Object({
      ref: Type.String(),
      level,
      reasons: Type.Array(Type.String()),
      itemName: nullable(Type.String()),
      month: Type.String(),
      appealed: Type.Boolean(),
      upheld: nullable(Type.Boolean()),
      appealable: Type.Boolean(),
    }),
  ),
});
/** Ratings of my service. */
export type RatingsOfMe = Static<typeof ratingsOfMe>;

const count = Type.Integer();
const share = nullable(Type.Number());
export const indicators = Type.Object({
  since: day,
  counts: Type.Object({
    contacts: count,
    ratings: count,
    positive: count,
    negative: count,
    upheld: count,
    followups: count,
    called: count,
    dueAnswers: count,
    answeredInTime: count,
    again: count,
    againPositive: count,
    itemsServed: count,
    itemsRated: count,
  }),
  coverage: share,
  ratingRate: share,
  positiveRate: share,
  negativeRate: share,
  netNegativeRate: share,
  callBackRate: share,
  inTimeRate: share,
  satisfiedAgainRate: share,
});
