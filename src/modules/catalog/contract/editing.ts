/** Schemas of the routes of the catalogue's editors and reviewers; browsers read this. */
import { type Static, Type } from 'typebox';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false } as const;
const one = <T extends string>(...values: T[]) => Type.Unsafe<T>({ type: 'string', enum: values });
const text = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });
const uuid = Type.String({ format: 'uuid' });
const key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' });
const words = Type.String({ minLength: 1, maxLength: 2000 });
const state = one('editing', 'departmentReview', 'bureauReview', 'scheduled', 'published', 'abandoned');
const deedName = one('send', 'takeBack', 'approve', 'pass', 'schedule', 'sendBack', 'publish', 'stop', 'abandon');
const drafts = Type.Union([
  Type.Object({ then: Type.Literal('upgrade') }, closed),
  Type.Object({ then: Type.Literal('stay'), until: Type.String({ format: 'date' }) }, closed),
]);

export const copyParams = Type.Object({ copyId: uuid });
export const commentParams = Type.Object({ copyId: uuid, commentId: uuid });
/** A place: members by name, rows of lists by what tells them apart (`#idcard`). */
export const path = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 24 });
const place = Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 24 });
const after = nullable(Type.String({ maxLength: 200 }));
const value = Type.Unknown({ description: 'What stands there from now on' });

/** One small change; see `editing/operations.ts`. */
export const operation = Type.Union([
  Type.Object({ do: Type.Literal('set'), path: place, value }, closed),
  Type.Object({ do: Type.Literal('unset'), path: place }, closed),
  Type.Object({ do: Type.Literal('insert'), path: place, value, after }, closed),
  Type.Object({ do: Type.Literal('remove'), path: place }, closed),
  Type.Object({ do: Type.Literal('move'), path: place, after }, closed),
]);
export const beginBody = Type.Union([
  Type.Object({ from: Type.Literal('published'), itemKey: key }, closed),
  Type.Object(
    {
      from: Type.Literal('nothing'),
      itemKey: key,
      name: Type.String({ minLength: 1, maxLength: 200 }),
      department: key,
      regionCode: Type.String({ pattern: '^[0-9]{6,12}$' }),
      type: Type.String({ pattern: '^[0-9]{2}$' }),
    },
    closed,
  ),
  Type.Object({ from: Type.Literal('copy'), itemKey: key, of: key, name: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
]);
export const changesBody = Type.Object(
  { baseRev: Type.Integer({ minimum: 0 }), changes: Type.Array(operation, { minItems: 1, maxItems: 50 }) },
  closed,
);
export const renewBody = Type.Object(
  { choices: Type.Array(Type.Object({ path, take: one('upper', 'own') }, closed), { maxItems: 500 }) },
  closed,
);
export const commentBody = Type.Object({ path, words }, closed);
const rev = Type.Integer({ minimum: 0 });
export const revBody = Type.Object({ rev }, closed);
export const sendBody = Type.Object(
  { rev, drafts, untestedBecause: Type.Optional(Type.String({ maxLength: 2000 })), words: Type.Optional(words) },
  closed,
);
export const approveBody = Type.Object({ rev, words: Type.Optional(words) }, closed);
export const sendBackBody = Type.Object({ rev, words }, closed);
export const scheduleBody = Type.Object({ rev, publishOn: Type.String({ format: 'date-time' }), words: Type.Optional(words) }, closed);
export const stopBody = Type.Object({ words }, closed);
export const handlingParams = Type.Object({
  key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}\\.[a-z][a-z0-9-]{0,63}(@[0-9]{6,12})?$' }),
});
export const compareQuery = Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }, closed);
export const copiesQuery = Type.Object({ which: Type.Optional(one('open', 'ended')) }, closed);
export const changesQuery = Type.Object({ since: Type.Optional(Type.Integer({ minimum: 0 })) }, closed);
export const evaluateCopyBody = Type.Object(
  {
    version: Type.String({ maxLength: 200 }),
    facts: Type.Record(Type.String({ maxLength: 80 }), Type.Unknown()),
    today: Type.Optional(Type.String({ format: 'date' })),
  },
  closed,
);

export const begun = Type.Object({ copyId: uuid, rev: Type.Integer() });
export const changed = Type.Object({ copyId: uuid, rev: Type.Integer() });
export const moved = Type.Object({ copyId: uuid, state, rev: Type.Integer() });
export const commented = Type.Object({ commentId: uuid });
export const stopped = Type.Object({ key: Type.String(), number: Type.Integer(), state: one('open', 'paused', 'withdrawn', 'superseded') });

const issue = Type.Object({
  path,
  line: Type.Integer(),
  code: Type.String(),
  say: text,
  weight: one('refuse', 'hold', 'note'),
});
export const report = Type.Object({
  sound: Type.Boolean(),
  issues: Type.Array(issue),
  examples: Type.Array(Type.Object({ version: Type.String(), name: Type.String(), faults: Type.Array(Type.String()) })),
  coverage: Type.Array(
    Type.Object({
      version: Type.String(),
      total: Type.Integer(),
      reached: Type.Integer(),
      untested: Type.Array(Type.Object({ id: Type.String(), path, say: text })),
    }),
  ),
  doors: Type.Array(
    Type.Object({ door: Type.String(), name: text, version: Type.String(), features: Type.Array(Type.String()), hinders: Type.Boolean() }),
  ),
});
const head = {
  copyId: uuid,
  itemKey: Type.String(),
  name: Type.String(),
  department: Type.String(),
  regionCode: Type.String(),
  startedFrom: one('published', 'nothing', 'copy'),
  rev: Type.Integer(),
  state,
  stateSay: text,
  round: Type.Integer(),
  begunBy: Type.String(),
  begunAt: Type.String(),
  changedAt: Type.String(),
  publishOn: nullable(Type.String()),
};
export const copyLines = Type.Object({ rows: Type.Array(Type.Object(head)) });
export const copyView = Type.Object({
  ...head,
  drafts: nullable(drafts),
  document: Type.Unknown({ description: 'The item document, format 1' }),
  /** The item was published otherwise since: bring the two together before sending. */
  baseMoved: Type.Boolean(),
  /** `local`: only what is this region's own. */
  may: Type.Object({
    change: one('all', 'local', 'no'),
    region: Type.String(),
    undo: Type.Boolean(),
    redo: Type.Boolean(),
    deeds: Type.Array(deedName),
  }),
  report,
  comments: Type.Array(
    Type.Object({
      id: uuid,
      path,
      words: Type.String(),
      by: Type.String(),
      at: Type.String(),
      settledBy: nullable(Type.String()),
      settledAt: nullable(Type.String()),
    }),
  ),
  deeds: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      round: Type.Integer(),
      deed: deedName,
      from: state,
      to: state,
      rev: Type.Integer(),
      by: Type.String(),
      words: nullable(Type.String()),
      details: Type.Unknown(),
      at: Type.String(),
    }),
  ),
});
export const changeLines = Type.Object({
  rev: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      rev: Type.Integer(),
      by: Type.String(),
      mine: Type.Boolean(),
      kind: one('change', 'undo', 'redo', 'renew'),
      change: Type.Unknown(),
      at: Type.String(),
    }),
  ),
});
const difference = Type.Object({
  group: Type.String(),
  groupSay: text,
  say: text,
  path,
  before: Type.Unknown(),
  after: Type.Unknown(),
});
export const differences = Type.Object({ rows: Type.Array(difference) });
export const copyDifferences = Type.Object({
  versions: Type.Array(Type.Object({ version: Type.String(), kind: one('new', 'gone', 'changed', 'same'), rows: Type.Array(difference) })),
});
export const contents = Type.Object({
  contents: Type.Array(Type.Unknown({ description: 'What would be published, by kind of handling' })),
});
export const itemLines = Type.Object({
  rows: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Type.String(),
      department: Type.String(),
      regionCode: nullable(Type.String()),
      versions: Type.Array(
        Type.Object({ key: Type.String(), name: Type.String(), number: Type.Integer(), publishedAt: Type.String(), state: Type.String() }),
      ),
      held: nullable(Type.String()),
      copyId: nullable(uuid),
      copyState: nullable(state),
    }),
  ),
});
const named = Type.Object({ key: Type.String(), name: text });
/** What an item may refer to, with the names people know. */
export const blockLists = Type.Object({
  materials: Type.Array(Type.Object({ key: Type.String(), name: text, source: Type.Integer(), type: Type.Integer() })),
  fields: Type.Array(Type.Object({ key: Type.String(), name: text, kind: Type.String() })),
  regimes: Type.Array(
    Type.Object({ key: Type.String(), name: text, onTheSpot: Type.Boolean(), reviewDays: Type.Integer(), pauses: Type.Array(named) }),
  ),
  departments: Type.Array(named),
  events: Type.Array(named),
  regions: Type.Array(named),
});
export type BlockLists = Static<typeof blockLists>;
export type CopyView = Static<typeof copyView>;
export type CopyReportReply = Static<typeof report>;
export type ChangeLines = Static<typeof changeLines>;
export type ItemLines = Static<typeof itemLines>;
export type CopyLines = Static<typeof copyLines>;
export type CopyDifferences = Static<typeof copyDifferences>;
