/** A kind of handling (首次、变更、补办 …): what is applied for, versioned and published. */
import { Type, type Static } from 'typebox';
import { dayCount, expr, factId, key, regionCode, sourceMark, textIn } from './parts.format.ts';

const strict = { additionalProperties: false };
/** When a right begins: that day, the first of its month, or the first of the month after. */
export const rightsBegin = ['day', 'monthStart', 'nextMonthStart'] as const;
const say = Type.Object({ say: textIn, next: textIn }, strict);

const conditionSchema = Type.Object({ id: factId, text: textIn, when: expr, ifNot: say, why: Type.Optional(textIn) }, strict);

const optionSchema = Type.Object({ value: Type.String({ minLength: 1 }), text: textIn, hint: Type.Optional(textIn) }, strict);

const questionSchema = Type.Object(
  {
    id: factId,
    text: textIn,
    why: Type.Optional(textIn),
    options: Type.Array(optionSchema, { minItems: 2, say: '情形问题至少要有两个选项' }),
    showIf: Type.Optional(expr),
  },
  strict,
);

const answerSchema = Type.Object(
  {
    id: Type.Optional(factId),
    when: expr,
    kind: Type.String({ enum: ['notNeeded', 'elsewhere', 'otherItem'] }),
    say: textIn,
    next: textIn,
    item: Type.Optional(key),
  },
  strict,
);

/** Ways by which a material need not be brought (免提交). Only live ones shape a list. */
export const routeSchema = Type.Object(
  {
    route: Type.String({ enum: ['licence', 'data', 'earlierCase', 'promise', 'clerkChecked'] }),
    state: Type.String({ enum: ['live', 'planned'] }),
    source: Type.Optional(textIn),
    text: Type.Optional(textIn),
    when: Type.Optional(expr),
    regions: Type.Optional(Type.Array(Type.String())),
  },
  strict,
);

/** Why a document issued by government must still be brought: a closed list, counted and public. */
export const noRouteReasons = ['originalCancelled', 'lawDemandsOriginal', 'noRegisterYet', 'selfProvided'] as const;

const noRouteReason = Type.Union([
  Type.Null(),
  Type.String({ enum: [...noRouteReasons], say: '理由只能从四个里选：originalCancelled、lawDemandsOriginal、noRegisterYet、selfProvided' }),
  Type.Object(
    {
      reason: Type.String({ enum: [...noRouteReasons] }),
      basis: Type.Optional(textIn),
      owner: Type.Optional(textIn),
      review: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', say: '复查日写成2027-06-30这样，要加引号' })),
    },
    strict,
  ),
]);

const materialSchema = Type.Object(
  {
    id: factId,
    use: Type.Optional(Type.String({ pattern: '^shared:[A-Za-z][A-Za-z0-9_.-]*$', say: '引用共享材料写成shared:ID' })),
    name: Type.Optional(textIn),
    issuer: Type.Optional(textIn),
    source: Type.Optional(Type.Integer({ enum: [10, 20, 99], say: '来源渠道：10申请人自备、20政府部门核发、99其他' })),
    type: Type.Optional(Type.Integer({ enum: [1, 2, 3], say: '材料类型：1证件证书证明、2申请表格文书、3其他' })),
    mode: Type.String({ enum: ['present', 'handIn'] }),
    group: Type.Optional(factId),
    need: Type.String({ enum: ['required', 'optional', 'promiseLater'] }),
    later: Type.Optional(Type.Object({ days: Type.Integer({ minimum: 1 }), consequence: textIn }, strict)),
    form: Type.String({ enum: ['paper', 'electronic', 'either'] }),
    count: Type.Optional(Type.Object({ original: Type.Integer({ minimum: 0 }), copy: Type.Integer({ minimum: 0 }) }, strict)),
    showIf: Type.Optional(expr),
    standard: Type.Optional(textIn),
    hint: Type.Optional(textIn),
    routes: Type.Optional(Type.Array(routeSchema)),
    noRouteReason: Type.Optional(noRouteReason),
    reuse: Type.Optional(Type.Boolean()),
    paperAfter: Type.Optional(Type.Boolean()),
  },
  strict,
);

const officeSchema = Type.Union([
  Type.String({ enum: ['receiving', 'deciding', 'applicant'] }),
  Type.Object({ level: Type.String({ enum: ['city', 'county', 'town', 'village'] }), organKind: key }, strict),
]);

const stepSchema = Type.Object(
  {
    id: factId,
    name: textIn,
    office: officeSchema,
    role: Type.String({ enum: ['clerk', 'approver', 'manager', 'applicant', 'system'] }),
    days: Type.Optional(Type.Integer({ minimum: 0 })),
    parallel: Type.Optional(factId),
    system: Type.Optional(key),
    door: Type.Optional(Type.String({ enum: ['any', 'online', 'offline'] })),
    showIf: Type.Optional(expr),
    note: Type.Optional(textIn),
  },
  strict,
);

const level = Type.String({ enum: ['city', 'county', 'town', 'village'] });
/** How far a place may go with a case (收件、预审、受理). */
export const receiveModes = ['preCheckOnly', 'receiveAndForward', 'acceptOnBehalf', 'own'] as const;

const competenceSchema = Type.Object(
  {
    region: expr,
    level,
    organKind: key,
    overrides: Type.Optional(
      Type.Array(
        Type.Object(
          { when: expr, region: Type.Optional(expr), level: Type.Optional(level), organKind: Type.Optional(key), why: textIn },
          strict,
        ),
      ),
    ),
    receive: Type.Array(Type.Object({ place: key, mode: Type.String({ enum: [...receiveModes] }), basis: Type.Optional(textIn) }, strict), {
      minItems: 1,
    }),
  },
  strict,
);

/** 公示: its days stand beside the limit, not in it, unless the item says otherwise. Wins over the regime's. */
const publicitySchema = Type.Object(
  {
    days: Type.Integer({ minimum: 1 }),
    unit: Type.Optional(Type.String({ enum: ['workday', 'naturalDay'] })),
    inLimit: Type.Optional(Type.Boolean()),
    where: Type.Optional(textIn),
    source: Type.Optional(sourceMark),
  },
  strict,
);

/** 延续: the day the present permit ends, and how long before it one must have applied (《行政许可法》第五十条). */
const renewalSchema = Type.Object(
  {
    expires: expr,
    before: Type.Object(
      { days: Type.Integer({ minimum: 0 }), unit: Type.Optional(Type.String({ enum: ['workday', 'naturalDay'] })) },
      strict,
    ),
    source: Type.Optional(sourceMark),
  },
  strict,
);

/** 代收代办: each party has its own clock (who received passes it on, the competent place decides, the result comes back). */
const clockSchema = Type.Object(
  {
    id: factId,
    party: Type.String({ enum: ['receiving', 'deciding', 'applicant', 'other'] }),
    name: textIn,
    days: Type.Integer({ minimum: 0 }),
    unit: Type.Optional(Type.String({ enum: ['workday', 'naturalDay'] })),
    from: textIn,
    source: Type.Optional(sourceMark),
  },
  strict,
);

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', say: '日期写成2027-06-30这样，要加引号' });
/** Items open at some times of the year only. Outside them nothing is paused: people are told when it opens next. */
const seasonSchema = Type.Object(
  {
    periods: Type.Array(Type.Object({ from: day, to: day, name: Type.Optional(textIn) }, strict), { minItems: 1 }),
    say: textIn,
    next: textIn,
    source: Type.Optional(sourceMark),
  },
  strict,
);

const beginning = { day: expr, at: Type.Optional(Type.String({ enum: [...rightsBegin] })) };
const effectSchema = Type.Object(
  {
    starts: Type.Optional(textIn),
    note: Type.Optional(textIn),
    // The legal day a right begins, computed; never the day it is paid.
    from: Type.Optional(
      Type.Object({ ...beginning, when: Type.Optional(expr), otherwise: Type.Optional(Type.Object(beginning, strict)) }, strict),
    ),
  },
  strict,
);

const facts = Type.Record(Type.String(), Type.Unknown());
const exampleSchema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    // Only for the version of this region; a region with examples of its own is tested by these alone.
    region: Type.Optional(regionCode),
    facts,
    today: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', say: '日期写成2026-11-24这样，要加引号' }),
    held: Type.Optional(
      Type.Array(Type.Object({ material: Type.String(), route: Type.String({ enum: ['earlierCase', 'clerkChecked'] }) }, strict)),
    ),
    expect: Type.Object(
      {
        conditions: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Boolean(), Type.Literal('unknown')]))),
        list: Type.Optional(Type.Array(Type.String())),
        waived: Type.Optional(Type.Array(Type.String())),
        optional: Type.Optional(Type.Array(Type.String())),
        promiseLater: Type.Optional(Type.Array(Type.String())),
        questions: Type.Optional(Type.Array(Type.String())),
        outcome: Type.Optional(Type.String({ enum: ['apply', 'notNeeded', 'elsewhere', 'otherItem', 'notYet', 'asks'] })),
        item: Type.Optional(key),
        rightsFrom: Type.Optional(Type.Union([day, Type.Null()])),
        fields: Type.Optional(
          Type.Object({ shown: Type.Optional(Type.Array(Type.String())), hidden: Type.Optional(Type.Array(Type.String())) }, strict),
        ),
      },
      strict,
    ),
  },
  strict,
);

const feeSchema = Type.Union([
  Type.Null(),
  Type.Object(
    {
      name: textIn,
      standard: textIn,
      basis: Type.Optional(textIn),
      reducible: Type.Optional(Type.Boolean()),
      reduction: Type.Optional(textIn),
      payOnline: Type.Optional(Type.Boolean()),
      source: Type.Optional(sourceMark),
    },
    strict,
  ),
]);

const formSchema = Type.Object(
  {
    type: Type.Literal('object'),
    required: Type.Optional(Type.Array(Type.String())),
    properties: Type.Record(Type.String(), Type.Object({}, { additionalProperties: true })),
    'x-steps': Type.Array(
      Type.Object(
        { id: factId, title: textIn, hint: Type.Optional(textIn), fields: Type.Array(Type.String()), 'x-show-if': Type.Optional(expr) },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: true },
);

export const handlingSchema = Type.Object(
  {
    key,
    name: textIn,
    seq: Type.String({ pattern: '^[0-9]{2}$', say: '序号是两位数字，要加引号，例如 "01"' }),
    regime: key,
    caseType: Type.String({ enum: ['instant', 'promised'] }),
    onTheSpot: Type.Optional(Type.Boolean()),
    limits: Type.Object({ statutory: dayCount, promised: dayCount }, strict),
    visits: Type.Object({ count: Type.Integer({ minimum: 0 }), reason: Type.Optional(Type.Union([textIn, Type.Null()])) }, strict),
    fee: feeSchema,
    online: Type.Object(
      {
        depth: Type.Array(Type.Integer({ enum: [1, 2, 3, 4, 5, 6, 7, 9] })),
        apply: Type.Boolean(),
        first: Type.Optional(Type.Boolean()),
        payOnline: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
    offline: Type.Boolean(),
    postal: Type.Optional(Type.Boolean()),
    pauses: Type.Optional(Type.Array(Type.String())),
    conditions: Type.Array(conditionSchema),
    questions: Type.Array(questionSchema),
    answers: Type.Array(answerSchema),
    form: formSchema,
    materials: Type.Array(materialSchema),
    groups: Type.Optional(Type.Array(Type.Object({ id: factId, min: Type.Integer({ minimum: 1 }), text: textIn }, strict))),
    steps: Type.Array(stepSchema, { minItems: 1 }),
    competence: competenceSchema,
    results: Type.Array(
      Type.Object(
        {
          name: textIn,
          type: Type.String({ enum: ['10', '20', '99'], say: '结果类型："10"证照、"20"批文、"99"其他' }),
          sample: Type.Boolean(),
          validity: Type.Optional(Type.Union([textIn, Type.Null()])),
        },
        strict,
      ),
    ),
    delivery: Type.Array(Type.String({ enum: ['self', 'post', 'sms', 'electronic'] }), { minItems: 1 }),
    amounts: Type.Optional(Type.Array(Type.Object({ label: textIn, value: textIn, source: sourceMark }, strict))),
    effect: Type.Optional(effectSchema),
    publicity: Type.Optional(publicitySchema),
    renewal: Type.Optional(renewalSchema),
    clocks: Type.Optional(Type.Array(clockSchema, { minItems: 2, say: '各方的时限至少有两段' })),
    season: Type.Optional(seasonSchema),
    examples: Type.Array(exampleSchema, { minItems: 1, say: '至少要有一个例子，例子就是测试' }),
  },
  strict,
);

/** A kind of handling as written. */
export type Handling = Static<typeof handlingSchema>;
/** A material row as written. */
export type MaterialRow = Static<typeof materialSchema>;
/** A situation question as written. */
export type Question = Static<typeof questionSchema>;
/** An example: answers → expected list, checks, outcome. */
export type Example = Static<typeof exampleSchema>;
