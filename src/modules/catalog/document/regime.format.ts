/** Procedure regimes (程序制度) as versioned data: clocks, guards and effects of a case read them, never the item. */
import { Type, type Static } from 'typebox';
import { factId, legalBasis, sourceMark, textIn } from './parts.format.ts';

const strict = { additionalProperties: false };
const unit = Type.Optional(Type.String({ enum: ['workday', 'naturalDay'] }));
const days = Type.Integer({ minimum: 0 });

export const regimeSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    name: textIn,
    legalBasis: Type.Array(legalBasis, { minItems: 1 }),
    // 补正告知: how long the office has, how often, and what a missed notice means.
    correction: Type.Object(
      {
        days,
        unit,
        missed: Type.String({ enum: ['deemedAccepted', 'escalate', 'none'] }),
        rounds: Type.Integer({ minimum: 0 }),
        answerWithin: Type.Object({ days, unit }, strict),
      },
      strict,
    ),
    review: Type.Object({ days, unit }, strict),
    extension: Type.Union([
      Type.Null(),
      Type.Object({ days, unit, approver: Type.Boolean(), notice: Type.Boolean(), times: Type.Integer({ minimum: 1 }) }, strict),
    ]),
    pauses: Type.Array(
      Type.Object(
        {
          kind: factId,
          name: textIn,
          length: Type.String({ enum: ['fixed', 'open'] }),
          days: Type.Optional(Type.Integer({ minimum: 1 })),
          unit,
          notice: Type.Boolean(),
        },
        strict,
      ),
    ),
    silence: Type.Object(
      {
        onReview: Type.String({ enum: ['none', 'escalate', 'deemedGranted'] }),
        onRenewal: Type.Optional(Type.String({ enum: ['none', 'deemedRenewed'] })),
      },
      strict,
    ),
    officers: Type.Integer({ minimum: 1, maximum: 3 }),
    hearing: Type.Union([
      Type.Null(),
      Type.Object({ askWithin: Type.Object({ days, unit }, strict), holdWithin: Type.Object({ days, unit }, strict) }, strict),
    ]),
    publicity: Type.Union([Type.Null(), Type.Object({ inLimit: Type.Boolean(), days, unit }, strict)]),
    delivery: Type.Object({ days, unit }, strict),
    onTheSpot: Type.Boolean(),
    refusal: Type.Object({ reasons: Type.Boolean(), rights: Type.Boolean(), twoOfficers: Type.Optional(Type.Boolean()) }, strict),
    rights: Type.Array(
      Type.Object(
        { kind: Type.String({ enum: ['review', 'litigation', 'objection', 'complaint'] }), text: textIn, within: Type.Optional(textIn) },
        strict,
      ),
    ),
    publishGrant: Type.Boolean(),
    source: Type.Optional(sourceMark),
  },
  strict,
);
/** A procedure regime as written; texts may be strings. */
export type RegimeIn = Static<typeof regimeSchema>;

export const regimesSchema = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), regimeSchema);
