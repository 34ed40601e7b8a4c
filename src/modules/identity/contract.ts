/** Schemas of what the identity routes take and answer. Imports nothing of the server: browsers read this. */
import { type Static, type TSchema, Type } from 'typebox';

const oneOf = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...words] });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const text = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });
const id = Type.String({ format: 'uuid' });
const strict = { additionalProperties: false } as const;

export const idParams = Type.Object({ id });
export const partyKind = oneOf(['natural', 'organisation'] as const);
const documentType = Type.String({
  pattern: '^\\d{3}$',
  description: 'GA/T 2000.156: 111 identity card, 001 unified social credit code …',
});
const number = Type.String({ minLength: 1, maxLength: 40 });
const name = Type.String({ minLength: 1, maxLength: 60 });
export const consentWord = oneOf(['paper', 'spoken', 'phone'] as const);

const described = Type.Object({ kind: Type.Optional(partyKind), name, documentType, number }, strict);
const forWhom = Type.Object(
  {
    forPartyId: Type.Optional(id),
    person: Type.Optional(described),
    relation: Type.String({ maxLength: 30 }),
    consent: consentWord,
    note: Type.Optional(Type.String({ maxLength: 200 })),
  },
  strict,
);

export const openVisitBody = Type.Object(
  {
    windowId: id,
    how: oneOf(['card', 'code', 'typed'] as const),
    /** With `card`: what the reader of the window signed. */
    card: Type.Optional(Type.String({ maxLength: 2000 })),
    documentType: Type.Optional(documentType),
    number: Type.Optional(number),
    name: Type.Optional(name),
    code: Type.Optional(Type.String({ maxLength: 20 })),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    presentFor: Type.Optional(forWhom),
  },
  strict,
);
export const visitOpened = Type.Object({ visitId: id, partyId: id, made: Type.Boolean() });
export const visitForBody = Type.Union([Type.Object({ self: Type.Literal(true) }, strict), forWhom]);
export const visitForSet = Type.Object({ visitId: id, forPartyId: orNull(id) });
export const visitClosed = Type.Object({ visitId: id });

/** A person on a screen of staff: numbers, telephone and address masked. */
export const partyCard = Type.Object({
  partyId: id,
  kind: partyKind,
  name: Type.String(),
  maskedName: Type.String(),
  sex: orNull(oneOf(['male', 'female'] as const)),
  age: orNull(Type.Integer()),
  documents: Type.Array(
    Type.Object({ id, type: Type.String(), typeName: text, masked: Type.String(), provedHow: Type.String(), level: Type.Integer() }),
  ),
  phone: orNull(Type.String()),
  address: orNull(Type.String()),
  homeRegion: orNull(Type.String()),
  homeLabel: orNull(Type.String()),
  legalRepresentative: orNull(Type.Object({ partyId: id, name: Type.String() })),
});
export type PartyCard = Static<typeof partyCard>;

/** The open visit as the window draws it. */
export const visitView = Type.Object({
  visitId: id,
  how: oneOf(['card', 'code', 'typed'] as const),
  reason: Type.String(),
  openedAt: Type.String(),
  visitor: partyCard,
  forParty: orNull(partyCard),
  relation: orNull(Type.Object({ word: Type.String(), text })),
  consent: orNull(consentWord),
  consentNote: orNull(Type.String()),
  /** Whom the visitor may have come for: relations known already. */
  relatives: Type.Array(Type.Object({ partyId: id, name: Type.String(), kind: Type.String(), text, level: Type.Integer() })),
});
export type VisitView = Static<typeof visitView>;
export const currentVisit = Type.Object({ visit: orNull(visitView) });

export const viewBody = Type.Object(
  {
    what: Type.Array(oneOf(['documents', 'phone', 'address', 'birth'] as const), { minItems: 1, maxItems: 4 }),
    reason: Type.String({ maxLength: 200 }),
    caseStepId: Type.Optional(id),
  },
  strict,
);
export const clearValues = Type.Object({
  documents: Type.Optional(
    Type.Array(
      Type.Object({
        id,
        type: Type.String(),
        typeName: text,
        number: Type.String(),
        provedHow: Type.String(),
        level: Type.Integer(),
        at: Type.String(),
      }),
    ),
  ),
  phone: Type.Optional(orNull(Type.String())),
  address: Type.Optional(orNull(Type.String())),
  birth: Type.Optional(orNull(Type.String())),
});

export const nameSearchQuery = Type.Object({ name: Type.String({ minLength: 1, maxLength: 60 }) }, strict);
export const nameRows = Type.Object({
  rows: Type.Array(Type.Object({ partyId: id, kind: partyKind, maskedName: Type.String(), homeLabel: Type.String() })),
});

const role = oneOf(['clerk', 'approver', 'manager', 'sysadmin', 'secadmin', 'auditor', 'editor', 'reviewer'] as const);
export const postRow = Type.Object({
  id,
  role,
  title: text,
  organId: id,
  organName: Type.String(),
  regionCode: Type.String(),
  regionName: Type.String(),
  pointId: orNull(id),
  pointName: orNull(Type.String()),
  windowId: orNull(id),
  windowNumber: orNull(Type.Integer()),
  windowName: orNull(Type.String()),
});
export type PostRow = Static<typeof postRow>;
/** Who is signed in at a desk, at which post, with which others to choose from. */
export const staffSession = Type.Object({
  personId: id,
  name: Type.String(),
  post: orNull(postRow),
  posts: Type.Array(postRow),
  permissions: Type.Array(Type.String()),
  csrf: Type.String(),
  idleMinutes: Type.Integer(),
});
export type StaffSession = Static<typeof staffSession>;
export const choosePostBody = Type.Object({ postId: id }, strict);

export const grantPostBody = Type.Object(
  {
    personId: id,
    staffNumber: Type.Optional(Type.String({ maxLength: 30 })),
    role,
    organId: id,
    regionCode: Type.String({ maxLength: 18 }),
    windowId: Type.Optional(orNull(id)),
    pointId: Type.Optional(orNull(id)),
    items: Type.Optional(Type.Union([Type.Literal('*'), Type.Array(Type.String({ maxLength: 80 }), { maxItems: 500 })])),
    title: Type.String({ minLength: 1, maxLength: 60 }),
  },
  strict,
);
export * from './staff/office.contract.ts';
export const postAnswer = Type.Object({ postId: id });
export const postsQuery = Type.Object({ organId: Type.Optional(id), role: Type.Optional(role) }, strict);
export const colleagueRows = Type.Object({
  rows: Type.Array(
    Type.Object({ postId: id, personId: id, name: Type.String(), role, title: text, organId: id, regionCode: Type.String() }),
  ),
});

/** A colleague's second factor, taken away by the security administrator. */
export const resetFactorBody = Type.Object({ why: oneOf(['phoneLost', 'lockedOut', 'handedOver'] as const) }, strict);
export const resetFactorAnswer = Type.Object({ ended: Type.Integer() });

/** Lawful erasure (个人信息保护法 art. 47). */
export const requestErasureBody = Type.Object(
  {
    documentType,
    number,
    name,
    ground: oneOf(['purposeReached', 'periodOver', 'consentWithdrawn', 'unlawful', 'otherLaw'] as const),
    basis: Type.String({ maxLength: 100 }),
  },
  strict,
);
export const declineErasureBody = Type.Object({ reason: Type.String({ maxLength: 200 }) }, strict);
export const erasureAsked = Type.Object({ erasureId: id });
export const erasureDone = Type.Object({ erasureId: id, records: Type.Integer() });
export const erasureRows = Type.Object({
  rows: Type.Array(
    Type.Object({
      id,
      /** Masked; null once there is nobody any more. */
      person: orNull(Type.String()),
      ground: text,
      basis: Type.String(),
      askedBy: Type.String(),
      askedAt: Type.String(),
      state: oneOf(['open', 'done', 'declined'] as const),
      answeredBy: orNull(Type.String()),
      answeredAt: orNull(Type.String()),
      note: orNull(Type.String()),
      mayConfirm: Type.Boolean(),
      standing: Type.Array(Type.Object({ code: Type.String(), say: text, until: orNull(Type.String()) })),
    }),
  ),
});

/** A device that says who stood at a window. */
export const registerReaderBody = Type.Object(
  {
    windowId: id,
    name: Type.String({ minLength: 1, maxLength: 60 }),
    publicKey: Type.String({ maxLength: 60, description: 'Ed25519, 32 bytes as base64url' }),
  },
  strict,
);
export const readerAnswer = Type.Object({ readerId: id });
export const readerRows = Type.Object({
  rows: Type.Array(
    Type.Object({
      id,
      windowId: id,
      windowName: Type.String(),
      name: Type.String(),
      sandbox: Type.Boolean(),
      registeredAt: Type.String(),
      endedAt: orNull(Type.String()),
    }),
  ),
});
export const sandboxReadBody = Type.Object({ windowId: id, number }, strict);
export const sandboxRead = Type.Object({ card: Type.String() });

export type ErasureRows = Static<typeof erasureRows>;

export const sandboxCards = Type.Object({
  rows: Type.Array(Type.Object({ name: Type.String(), documentType: Type.String(), number: Type.String() })),
});

/** Who is signed in on the portal. */
export const me = Type.Object({
  partyId: id,
  name: Type.String(),
  forParty: orNull(Type.Object({ partyId: id, name: Type.String() })),
  organisations: Type.Array(Type.Object({ partyId: id, name: Type.String() })),
  relatives: Type.Array(Type.Object({ partyId: id, name: Type.String(), kind: Type.String(), text, level: Type.Integer() })),
});
export const actForBody = Type.Object({ partyId: orNull(id) }, strict);
export const done = Type.Object({ done: Type.Boolean() });
export const presenceCode = Type.Object({ code: Type.String(), validUntil: Type.String() });
export const contactParams = Type.Object({ kind: oneOf(['phone', 'email', 'address'] as const) });
export const partyContactParams = Type.Object({ id, kind: oneOf(['phone', 'email', 'address'] as const) });
export const contactBody = Type.Object({ value: Type.String({ minLength: 1, maxLength: 200 }), partyId: Type.Optional(id) }, strict);
export const contactSet = Type.Object({ kind: Type.String() });
export const relativeBody = Type.Object({ name, documentType, number, relation: Type.String({ maxLength: 30 }) }, strict);
export const relativeNamed = Type.Object({ partyId: id, known: Type.Boolean() });
export const viewRows = Type.Object({
  rows: Type.Array(
    Type.Object({
      at: Type.String(),
      who: Type.String(),
      organ: Type.String(),
      post: Type.String(),
      what: text,
      reason: Type.String(),
      caseId: orNull(id),
    }),
  ),
});
