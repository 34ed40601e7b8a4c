/** Small pieces shared by the schemas of item, handling, shared blocks and regimes. */
import { Type, type Static } from 'typebox';

/** A text as written: a string is zh. */
export const textIn = Type.Union(
  [
    Type.String({ minLength: 1 }),
    Type.Object({ zh: Type.String({ minLength: 1 }), en: Type.Optional(Type.String({ minLength: 1 })) }, { additionalProperties: false }),
  ],
  { say: '应当是一段文字，或者 {zh: …, en: …}；英文里有逗号或冒号要加引号' },
);
/** A text as written in a document: a plain string counts as zh. */
export type TextIn = Static<typeof textIn>;

/** Stable slug of items, handlings, blocks. */
export const key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$', say: '键名只用小写字母、数字和连字符，以字母开头' });

/** Id of a question, field, material, step: becomes the name of a fact. */
export const factId = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_-]{0,63}$', say: '标识只用字母、数字、连字符和下划线，以字母开头' });

/** Region codes are opaque (extension regions exist), only their length is known. */
export const regionCode = Type.String({ pattern: '^[0-9]{6}([0-9]{3}|[0-9]{6})?$', say: '区划代码是6、9或12位数字，要加引号' });

/** Where a figure comes from: read in a source, remembered, or an example (示例). */
export const sourceMark = Type.String({ enum: ['read', 'remembered', 'example'] });

export const legalBasis = Type.Object(
  // `until`: the last day on which it is in force; an item cannot rest on what has lapsed.
  {
    text: textIn,
    source: sourceMark,
    url: Type.Optional(Type.String()),
    until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', say: '日期写成2027-06-30这样，要加引号' })),
  },
  { additionalProperties: false },
);

/** Expressions are trees of platform/rules; `checkExpr` looks inside, not this schema. */
export const expr = Type.Unknown();

export const dayCount = Type.Object(
  {
    days: Type.Integer({ minimum: 0 }),
    unit: Type.Optional(Type.String({ enum: ['workday', 'naturalDay'] })),
    source: Type.Optional(sourceMark),
  },
  { additionalProperties: false },
);
