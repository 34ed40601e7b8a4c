/** Requests and answers of a manager's look over the open steps of a region. Imports nothing of the server. */
import { Type, type Static } from 'typebox';
import { day, id, lampWord, moment, oneOf, orNull, reason, text } from './parts.ts';

const shortKey = Type.String({ minLength: 1, maxLength: 80, pattern: '^[\\w.:-]+$' });

/** What narrows the list; every part is an id or a code, so that it may stand in an address. */
export const waitingFilter = Type.Object(
  {
    /** A lamp, or `late`: past the promise or past the law. */
    lamp: Type.Optional(oneOf(['late', 'over', 'bad', 'warn', 'ok', 'still', 'you'] as const)),
    organ: Type.Optional(id),
    /** Whose step it is; `none`: nobody's in particular; `applicant`: it waits for the person. */
    person: Type.Optional(Type.Union([id, oneOf(['none', 'applicant'] as const)])),
    step: Type.Optional(shortKey),
    item: Type.Optional(shortKey),
  },
  { additionalProperties: false },
);
/** Filters of the open steps of a region. */
export type WaitingFilter = Static<typeof waitingFilter>;

export const waitingQuery = Type.Object({
  ...waitingFilter.properties,
  after: Type.Optional(Type.String({ maxLength: 200, description: 'Cursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export type WaitingQuery = Static<typeof waitingQuery>;

export const waitingRow = Type.Object({
  caseId: id,
  stepId: id,
  seq: Type.Integer(),
  number: Type.String(),
  step: text,
  itemName: Type.String(),
  applicant: Type.String({ description: 'Masked' }),
  door: Type.String(),
  organId: orNull(id),
  organ: orNull(Type.String()),
  personId: orNull(id),
  person: orNull(Type.String()),
  receivedAt: moment,
  /** Since when it lies here. */
  since: moment,
  lamp: lampWord,
  due: day,
  /** Working days left until due. */
  left: Type.Integer(),
  marks: Type.Array(Type.String()),
  /** The office whose people may be given the step; null where it is nobody's of an office. */
  givenAt: orNull(id),
});
/** An open step as a manager sees it. */
export type WaitingRow = Static<typeof waitingRow>;

export const waitingPage = Type.Object({
  rows: Type.Array(waitingRow),
  next: orNull(Type.String()),
  counts: Type.Record(Type.String(), Type.Integer()),
});
export type WaitingPage = Static<typeof waitingPage>;

export const groupWord = oneOf(['organ', 'person', 'step', 'item'] as const);
/** By what the open steps are counted. */
export type GroupWord = Static<typeof groupWord>;
export const groupQuery = Type.Object({ ...waitingFilter.properties, by: groupWord });

export const waitingGroup = Type.Object({
  /** Value of the filter that shows just these. */
  key: Type.String(),
  name: text,
  total: Type.Integer(),
  over: Type.Integer(),
  bad: Type.Integer(),
  warn: Type.Integer(),
  still: Type.Integer(),
  you: Type.Integer(),
  /** When the oldest case among them was received. */
  oldest: moment,
  /** The first day one of them is due. */
  due: day,
});
export type WaitingGroup = Static<typeof waitingGroup>;

export const officePerson = Type.Object({
  personId: id,
  name: Type.String(),
  roles: Type.Array(Type.String()),
  titles: Type.Array(text),
  /** Open steps that lie with this person now, and how many of them are late. */
  open: Type.Integer(),
  late: Type.Integer(),
});
export type OfficePerson = Static<typeof officePerson>;

export const reassignBody = Type.Object({
  steps: Type.Array(
    Type.Object(
      { caseId: id, stepId: id, expectedSeq: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 50 },
  ),
  personId: id,
  reason,
});
export const reassignReply = Type.Object({
  done: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      caseId: id,
      stepId: id,
      number: orNull(Type.String()),
      done: Type.Boolean(),
      /** Why this one was not given, and what to do. */
      say: orNull(text),
      next: orNull(text),
    }),
  ),
});
export type ReassignReply = Static<typeof reassignReply>;

/** What a list that leaves the house is for. */
export const exportPurposes = ['meeting', 'report', 'inspection', 'handover'] as const;
export const exportBody = Type.Object({ ...waitingFilter.properties, purpose: oneOf(exportPurposes) });

export const saveViewBody = Type.Object({ name: Type.String({ minLength: 1, maxLength: 40 }), filter: waitingFilter });
export const savedView = Type.Object({ id, name: Type.String(), filter: waitingFilter });
export type SavedView = Static<typeof savedView>;

export const handedOver = Type.Object({
  id,
  what: oneOf(['given', 'taken'] as const),
  caseId: id,
  number: Type.String(),
  itemName: Type.String(),
  /** Who has it now, or who had it before; null when it was nobody's in particular. */
  other: orNull(Type.String()),
  by: Type.String(),
  at: moment,
  reason: orNull(Type.String()),
});
/** A step that was given to a member of staff, or taken from him. */
export type HandedOver = Static<typeof handedOver>;
export const seenBody = Type.Object({ ids: Type.Array(id, { minItems: 1, maxItems: 200 }) });
