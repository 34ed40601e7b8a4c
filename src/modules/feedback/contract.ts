/** Schemas of the feedback routes; browsers read this. */
import { type Static, Type } from 'typebox';

export const levelCounts = Type.Object({
  invited: Type.Integer(),
  total: Type.Integer(),
  levels: Type.Array(Type.Object({ level: Type.Integer({ minimum: 1, maximum: 5 }), code: Type.String(), count: Type.Integer() })),
});
/** Gross totals. */
export type LevelCounts = Static<typeof levelCounts>;

export const totalsQuery = Type.Object({ item: Type.Optional(Type.String({ maxLength: 120 })) }, { additionalProperties: false });

export const rateBody = Type.Object(
  {
    contactId: Type.Optional(Type.String({ format: 'uuid' })),
    token: Type.Optional(Type.String({ maxLength: 40 })),
    level: Type.Integer({ minimum: 1, maximum: 5 }),
    reasons: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })),
    comment: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export const rated = Type.Object({ ratingId: Type.String(), receipt: Type.String(), level: Type.Integer() });

export const openRows = Type.Object({
  rows: Type.Array(
    Type.Object({
      period: Type.String(),
      level: Type.Integer(),
      itemKey: Type.Union([Type.String(), Type.Null()]),
      regionCode: Type.String(),
      door: Type.String(),
      reasons: Type.Array(Type.String()),
      secondsClass: Type.String(),
      receipt: Type.String(),
    }),
  ),
});
export type { FollowupLines, FollowupViewReply, Patterns, RatingsOfMe } from './contract/followup.ts';
