/** The only file of this module that browser code may import: schemas of the public read API, and how a document under edit is changed. */
import { Type, type Static } from 'typebox';

const textMap = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });
const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}(\\.[a-z][a-z0-9-]{0,63}(@[0-9]{6,12})?)?$' });

export const itemParams = Type.Object({ key: slug });
export const versionParams = Type.Object({ key: slug, number: Type.Integer({ minimum: 1 }) });
export const listParams = Type.Object({ number: Type.String({ pattern: '^[0-9]{6}$' }) });

export const browseQuery = Type.Object({
  event: Type.Optional(Type.String()),
  department: Type.Optional(Type.String()),
  object: Type.Optional(Type.String()),
  region: Type.Optional(Type.String({ maxLength: 18 })),
  lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
});
export const searchQuery = Type.Object({
  q: Type.String({ maxLength: 200 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
});

/** Answers to situation questions, and form values where conditions need them; flat names, scalar or list values. */
export const evaluateBody = Type.Object({
  facts: Type.Record(
    Type.String({ maxLength: 80 }),
    Type.Union([
      Type.String({ maxLength: 500 }),
      Type.Number(),
      Type.Boolean(),
      Type.Null(),
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 50 }),
    ]),
  ),
  region: Type.Optional(Type.String({ maxLength: 18 })),
  /** Papers verified for a person before, as his draft names them: they shorten this answer and are believed nowhere else. */
  held: Type.Optional(
    Type.Array(
      Type.Object({
        material: Type.String({ maxLength: 80 }),
        route: Type.Unsafe<'earlierCase' | 'clerkChecked'>({ type: 'string', enum: ['earlierCase', 'clerkChecked'] }),
        on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
      }),
      { maxItems: 200 },
    ),
  ),
  /** Evaluate a certain version instead of the newest. */
  version: Type.Optional(Type.Integer({ minimum: 1 })),
});
export const listNumberBody = Type.Object({
  answers: Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 80 })),
  region: Type.Optional(Type.String({ maxLength: 18 })),
});

export const versionHead = Type.Object({
  id: Type.String(),
  key: Type.String(),
  item: Type.String(),
  number: Type.Integer(),
  hash: Type.String({ description: 'SM3 of the published bytes, hex; also the ETag' }),
  publishedAt: Type.String(),
  state: Type.String({ enum: ['open', 'paused', 'withdrawn', 'superseded'] }),
  keptValidUntil: Type.Union([Type.String(), Type.Null()]),
});
export const versionReply = Type.Intersect([
  versionHead,
  Type.Object({ content: Type.Unknown({ description: 'The published content, format 1' }) }),
]);
export const itemReply = Type.Object({
  key: Type.String(),
  etag: Type.String(),
  handlings: Type.Array(versionReply),
});
export const listedItem = Type.Object({
  key: Type.String(),
  name: textMap,
  legalName: textMap,
  summary: textMap,
  department: Type.String(),
  objects: Type.Array(Type.String()),
  events: Type.Array(Type.String()),
  handlings: Type.Array(Type.Object({ key: Type.String(), name: textMap, version: Type.Integer(), hash: Type.String() })),
});
const tally = Type.Record(Type.String(), Type.Integer());
export const browseReply = Type.Object({
  total: Type.Integer(),
  items: Type.Array(listedItem),
  counts: Type.Object({ events: tally, departments: tally, objects: tally }),
});
export const searchReply = Type.Object({
  query: Type.String(),
  nearest: Type.Boolean(),
  say: Type.Union([Type.String(), Type.Null()]),
  next: Type.Union([Type.String(), Type.Null()]),
  hits: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      legalName: Type.String(),
      summary: Type.String(),
      handlings: Type.Array(Type.Object({ key: Type.String(), name: Type.String() })),
      score: Type.Number(),
      why: Type.Object({ kind: Type.String(), text: Type.String(), say: Type.String() }),
    }),
  ),
});
export const noRouteReply = Type.Array(
  Type.Object({
    reason: Type.String(),
    say: textMap,
    count: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        item: Type.String(),
        handling: Type.String(),
        material: Type.String(),
        name: textMap,
        owner: Type.Union([textMap, Type.Null()]),
        review: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
);
/** Draws as it is; the shape is `Evaluation` of the door. */
export const evaluateReply = Type.Object({
  version: versionHead,
  evaluation: Type.Object({
    questions: Type.Array(Type.Unknown()),
    nextQuestion: Type.Union([Type.String(), Type.Null()]),
    conditions: Type.Array(Type.Unknown()),
    lines: Type.Array(Type.Unknown()),
    groups: Type.Array(Type.Unknown()),
    outcome: Type.Unknown(),
    rightsFrom: Type.Optional(Type.Unknown({ description: 'Legal day from which a right runs' })),
    facts: Type.Record(Type.String(), Type.Unknown()),
    situation: Type.Record(Type.String(), Type.Unknown()),
    form: Type.Unknown({ description: 'The form these answers lead to' }),
  }),
});
export const listNumberReply = Type.Object({ number: Type.String(), expiresAt: Type.String() });
export const openListReply = Type.Object({
  number: Type.String(),
  expiresAt: Type.String(),
  version: versionHead,
  newer: Type.Union([versionHead, Type.Null()]),
  region: Type.Union([Type.String(), Type.Null()]),
  answers: Type.Record(Type.String(), Type.Unknown()),
  evaluation: evaluateReply.properties.evaluation,
});
export type VersionHeadReply = Static<typeof versionHead>;
export type { ChangeLines, CopyDifferences, CopyLines, CopyReportReply, CopyView, ItemLines } from './contract/editing.ts';
export { type Choice, type ChoiceList, itemChoices, memberWords } from './contract/item-words.ts';
export { applyOperation, type Operation, OperationFault, placeOf, sameJson } from './editing/operations.ts';
export { type EditPath, isObject, overlap, spellPath, valueAt } from './editing/paths.ts';
export type { BlockLists } from './contract/editing.ts';
