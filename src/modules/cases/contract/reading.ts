/** What people and staff read of a case. */
import { Type, type Static } from 'typebox';
import {
  caseReceipt,
  day,
  dayIn,
  fieldSource,
  fileRef,
  id,
  lampWord,
  materialRoute,
  moment,
  orNull,
  paperRef,
  partyRole,
  stateWord,
  text,
} from './parts.ts';

/** One open step: on whose desk. */
export const deskLine = Type.Object({
  stepId: id,
  kind: Type.String(),
  name: text,
  /** `you` the citizen · `office` · `system` a department's own system. */
  whose: Type.String({ enum: ['you', 'office', 'system'] }),
  office: orNull(Type.String()),
  person: orNull(Type.String()),
  since: moment,
  due: orNull(day),
});

export const clockView = Type.Object({
  lamp: lampWord,
  /** One sentence for everybody: where it lies and until when. */
  say: text,
  kind: Type.String({ enum: ['notice', 'answer', 'review', 'delivery', 'none'] }),
  from: orNull(day),
  duePromised: orNull(day),
  dueStatutory: orNull(day),
  /** Working days left until the promise; negative when past. */
  left: orNull(Type.Integer()),
  stands: Type.Boolean(),
  /** The date depends on a year whose calendar is not published yet. */
  flagged: Type.Boolean(),
  cells: Type.Array(Type.Object({ day, state: Type.String({ enum: ['used', 'today', 'left', 'paused', 'over'] }) })),
});
/** The one honest clock (I8). */
export type ClockView = Static<typeof clockView>;

const partyClockView = Type.Object({
  id: Type.String(),
  party: Type.String({ enum: ['receiving', 'deciding', 'applicant', 'other'] }),
  name: text,
  days: Type.Integer(),
  unit: Type.String({ enum: ['workday', 'naturalDay'] }),
  /** From what it counts, in the item's words. */
  from: text,
  /** `ahead` not begun · `stands` during a special procedure · `off` the case ended before it was done. */
  state: Type.String({ enum: ['ahead', 'runs', 'stands', 'done', 'off'] }),
  since: orNull(day),
  due: orNull(day),
  done: orNull(day),
  late: Type.Boolean(),
  flagged: Type.Boolean(),
});
/** The clock of one party where one place receives and another decides. */
export type PartyClockView = Static<typeof partyClockView>;

const rightsFromView = Type.Object({
  /** Null while a fact it depends on is missing. */
  day: orNull(day),
  /** The rule in the item's words. */
  say: orNull(text),
});
/** The legal day from which a granted right runs. */
export type RightsFromView = Static<typeof rightsFromView>;

export const timelineEvent = Type.Object({
  seq: Type.Integer(),
  verb: Type.String(),
  at: moment,
  say: text,
  who: Type.String(),
  office: orNull(Type.String()),
  door: Type.String(),
  /** What was written for the reader: reasons, what to correct. Null when erased or none. */
  words: orNull(Type.String()),
  paper: orNull(paperRef),
});

export const neededItem = Type.Object({
  stepId: id,
  kind: Type.String({ enum: ['correction', 'supplement', 'promised'] }),
  items: Type.Array(
    Type.Object({ target: Type.String(), kind: Type.String({ enum: ['field', 'material', 'other'] }), say: Type.String() }),
  ),
  due: orNull(day),
  say: text,
});

export const caseMaterial = Type.Object({
  id,
  materialId: Type.String(),
  materialKind: Type.String(),
  name: Type.String(),
  route: materialRoute,
  trust: Type.String(),
  file: orNull(fileRef),
  source: orNull(Type.Unknown()),
  due: orNull(day),
  checkedAt: orNull(moment),
  addedAt: moment,
  addedDoor: Type.String(),
});

export const caseSummary = Type.Object({
  caseId: id,
  number: Type.String(),
  itemKey: Type.String(),
  itemName: Type.String(),
  applicantName: Type.String(),
  role: partyRole,
  state: stateWord,
  stateName: text,
  lamp: lampWord,
  due: orNull(day),
  receivedAt: moment,
  needsYou: Type.Boolean(),
  office: orNull(Type.String()),
});
/** A case as lists show it. */
export type CaseSummary = Static<typeof caseSummary>;

export const caseView = Type.Object({
  caseId: id,
  number: Type.String(),
  seq: Type.Integer(),
  state: stateWord,
  stateName: text,
  outcome: orNull(Type.String()),
  itemKey: Type.String(),
  handlingKey: Type.String(),
  itemName: Type.String(),
  versionId: id,
  door: Type.String(),
  receivedAt: moment,
  acceptedAt: orNull(moment),
  decidedAt: orNull(moment),
  applicantName: Type.String(),
  office: orNull(Type.String()),
  deliveryWay: orNull(Type.String()),
  desk: Type.Array(deskLine),
  clock: clockView,
  /** Beside the one clock: what each party has of it; empty for most items. */
  clocks: Type.Array(partyClockView),
  rightsFrom: orNull(rightsFromView),
  events: Type.Array(timelineEvent),
  /** What comes next, dashed on the timeline. */
  ahead: Type.Array(text),
  needed: Type.Array(neededItem),
  papers: Type.Array(paperRef),
  parties: Type.Array(Type.Object({ role: partyRole, partyId: id, name: Type.String(), relation: orNull(Type.String()) })),
  values: Type.Record(Type.String(), Type.Unknown()),
  sources: Type.Record(Type.String(), fieldSource),
  answers: Type.Record(Type.String(), Type.String()),
  materials: Type.Array(caseMaterial),
  /** Rights the person has after a decision or refusal, from the regime. */
  rights: Type.Array(text),
  canWithdraw: Type.Boolean(),
  erased: Type.Boolean(),
});
/** A case as its own people read it. */
export type CaseView = Static<typeof caseView>;

export const staffCaseView = Type.Object({
  ...caseView.properties,
  /** Ground on which it is open: an open step at your post, or the visit. */
  ground: Type.Object({ kind: Type.String({ enum: ['step', 'visit'] }), id }),
  regimeKey: Type.String(),
  regime: Type.Unknown({ description: 'Procedure regime of the version' }),
  acceptedByYou: Type.Boolean(),
  proposal: orNull(Type.Object({ outcome: Type.String(), byName: Type.String(), words: orNull(Type.String()) })),
  receiveMode: Type.String(),
  missing: Type.Array(Type.Object({ materialId: Type.String(), name: text, promisable: Type.Boolean() })),
  /** What the guide had answered instead of “apply”, where the person insisted on applying. */
  insisted: orNull(text),
  /** Deeds open to you now, with the step they belong to; each with why not when it is blocked. */
  deeds: Type.Array(
    Type.Object({
      verb: Type.String(),
      name: text,
      stepId: orNull(id),
      blocked: orNull(Type.Object({ code: Type.String(), say: text, next: text })),
    }),
  ),
  /** Whom a deed that gives the case or a step to somebody may name; empty where no such deed is open. */
  choices: Type.Object({
    offices: Type.Array(Type.Object({ organId: id, name: Type.String() })),
    people: Type.Array(Type.Object({ stepId: id, personId: id, name: Type.String() })),
  }),
  competence: Type.Unknown(),
});
/** A case as staff read it, on a ground. */
export type StaffCaseView = Static<typeof staffCaseView>;

export const callerBody = Type.Object({
  /** Twelve digits, as they are heard: spaces and dashes are fine. */
  code: Type.String({ minLength: 1, maxLength: 40 }),
  birth: dayIn,
});
/** One sentence to read out, and nothing beside it. */
export const callerAnswer = Type.Object({ say: text });
export type CallerAnswer = Static<typeof callerAnswer>;

export const workRow = Type.Object({
  caseId: id,
  stepId: id,
  seq: Type.Integer(),
  number: Type.String(),
  kind: Type.String(),
  stepName: text,
  itemKey: Type.String(),
  itemName: Type.String(),
  applicant: Type.String({ description: 'Masked' }),
  door: Type.String(),
  state: stateWord,
  receivedAt: moment,
  lamp: lampWord,
  due: day,
  /** Working days left until due. */
  left: Type.Integer(),
  assigneeId: orNull(id),
  marks: Type.Array(Type.String()),
});
/** A row of the work queue. */
export type WorkRow = Static<typeof workRow>;

export const workQuery = Type.Object({
  lamp: Type.Optional(lampWord),
  itemKey: Type.Optional(Type.String()),
  kind: Type.Optional(Type.String()),
  mine: Type.Optional(Type.Boolean()),
  after: Type.Optional(Type.String({ description: 'Cursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
/** What is looked for may be a name: it goes in the body, never into an address that logs and histories keep. */
const searchText = Type.String({ minLength: 1, maxLength: 60, description: 'Case number, slip code or the beginning of a name' });
export const workSearch = Type.Object({ ...workQuery.properties, text: searchText }, { additionalProperties: false });
export const findBody = Type.Object({ text: searchText }, { additionalProperties: false });
export const workPage = Type.Object({
  rows: Type.Array(workRow),
  next: orNull(Type.String()),
  counts: Type.Record(Type.String(), Type.Integer()),
});
/** A page of the work queue with the counts of the lamp tabs. */
export type WorkPage = Static<typeof workPage>;

export const statusView = Type.Object({
  number: Type.String(),
  itemName: Type.String(),
  state: stateWord,
  stateName: text,
  office: orNull(Type.String()),
  say: text,
  date: orNull(day),
  lamp: lampWord,
});
/** What the slip code shows: never a name. */
export type StatusView = Static<typeof statusView>;

export { caseReceipt };
