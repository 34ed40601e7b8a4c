/** Small schemas shared by the requests and answers of `cases`. Imports nothing of the server: browsers read this. */
import { Type, type Static, type TSchema } from 'typebox';

/** A closed list of words, as `enum` in OpenAPI. */
export const oneOf = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...words] });

export const id = Type.String({ format: 'uuid' });
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const moment = Type.String({ description: 'RFC 3339' });
/** A day and a moment as somebody sends them: real ones, since the database knows no 31 February. */
export const dayIn = Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$', format: 'date' });
export const momentIn = Type.String({ maxLength: 40, format: 'date-time', pattern: '^[12]', description: 'RFC 3339' });
export const text = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const reason = Type.String({ minLength: 1, maxLength: 2000 });
export const expectedSeq = Type.Integer({
  minimum: 1,
  maximum: 2_147_483_647,
  description: 'The seq of the case as you saw it; stale → conflict',
});

export const lampWord = oneOf(['ok', 'warn', 'bad', 'over', 'still', 'you', 'done'] as const);
/** ok in time · warn near · bad past the promise · over past the law · still clock stands · you on the citizen's desk · done. */
export type LampWord = Static<typeof lampWord>;

export const stateWord = oneOf([
  'received',
  'correcting',
  'accepted',
  'paused',
  'decided',
  'closed',
  'notAccepted',
  'withdrawn',
  'terminated',
] as const);

export const partyRole = oneOf(['applicant', 'beneficiary', 'agent', 'guardian', 'joint', 'thirdParty', 'contact'] as const);

/** How somebody confirmed at a window what is handed in for him. */
export const confirmedHow = Type.String({ enum: ['readAloud', 'onScreen', 'signedPaper', 'byPhone'] });

/** How a material is given. */
export const materialRoute = oneOf(['file', 'seen', 'earlierCase', 'promise', 'later'] as const);

/** Where a field's value came from (I3). */
export const fieldSource = Type.Object({
  from: oneOf(['typed', 'identity', 'session', 'register', 'licence', 'earlierCase', 'answer', 'visit', 'handover', 'calc'] as const),
  by: oneOf(['person', 'clerk', 'system'] as const),
  caseId: Type.Optional(id),
  caseNumber: Type.Optional(Type.String()),
  seq: Type.Optional(Type.Integer()),
  /** The value was offered and then changed. */
  changed: Type.Optional(Type.Boolean()),
  at: Type.Optional(moment),
});
/** Provenance of one field. */
export type FieldSource = Static<typeof fieldSource>;

export const fileRef = Type.Object({ fileId: id, name: Type.String(), type: Type.String(), size: Type.Integer() });

export const paperRef = Type.Object({
  id,
  kind: Type.String(),
  number: Type.String(),
  name: text,
  dated: day,
  servedAt: orNull(moment),
  pdfUrl: Type.String(),
});
/** A dated paper of a case. */
export type PaperRef = Static<typeof paperRef>;

/** Answer of every deed on a case. */
export const caseReceipt = Type.Object({
  caseId: id,
  number: Type.String(),
  seq: Type.Integer(),
  state: stateWord,
  papers: Type.Array(Type.Object({ id, kind: Type.String() })),
});
/** What a deed on a case answers: ids and status only, stored under the idempotency key. */
export type CaseReceipt = Static<typeof caseReceipt>;
