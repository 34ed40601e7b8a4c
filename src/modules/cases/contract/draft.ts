/** Drafts: what a person fills before submission. */
import { Type, type Static } from 'typebox';
import { confirmedHow, day, fieldSource, fileRef, id, materialRoute, moment, momentIn, oneOf, orNull, partyRole, text } from './parts.ts';

const values = Type.Record(Type.String(), Type.Unknown());

export const partyIn = Type.Object({
  role: partyRole,
  partyId: id,
  relation: Type.Optional(Type.String()),
  basis: Type.Optional(Type.Unknown()),
});

export const startDraftBody = Type.Object({
  /** Key of the handling, `elder-allowance.first`. */
  handlingKey: Type.String({ maxLength: 140 }),
  /** Region whose version is meant; the city's when not given. */
  regionCode: Type.Optional(Type.String({ pattern: '^\\d{6,12}$' })),
  answers: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** For whom: yourself when not given. */
  applicantId: Type.Optional(id),
  /** How the person who fills is related to the applicant, when it is somebody else. */
  relation: Type.Optional(Type.String({ maxLength: 40 })),
  /** One-case agency: how the applicant agreed (paper, spoken …). */
  basis: Type.Optional(Type.Unknown()),
});

export const saveDraftBody = Type.Object({
  /** The revision you saw; somebody else's newer save → conflict that shows it. */
  rev: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  values: values,
  answers: Type.Optional(Type.Record(Type.String(), Type.String())),
  atStep: Type.Optional(Type.String({ maxLength: 80 })),
  deliveryWay: Type.Optional(Type.String({ maxLength: 40 })),
});

export const draftMaterial = Type.Object({
  id,
  materialId: Type.String(),
  route: materialRoute,
  file: orNull(fileRef),
  trust: Type.String(),
  source: orNull(Type.Unknown()),
  addedAt: moment,
});

const heldMaterial = Type.Object({
  /** Kind of the material. */
  material: Type.String(),
  route: oneOf(['earlierCase', 'clerkChecked'] as const),
  on: orNull(day),
  caseNumber: orNull(Type.String()),
});

export const draftSummary = Type.Object({
  draftId: id,
  itemKey: Type.String(),
  handlingKey: Type.String(),
  itemName: text,
  applicantName: Type.String(),
  filled: Type.Integer(),
  savedAt: moment,
  begunDoor: Type.String(),
});
/** A draft as lists show it. */
export type DraftSummary = Static<typeof draftSummary>;

export const versionDifference = Type.Object({ kind: Type.String(), id: Type.String(), say: text });

export const draftView = Type.Object({
  draftId: id,
  rev: Type.Integer(),
  itemKey: Type.String(),
  handlingKey: Type.String(),
  versionId: id,
  regionCode: Type.String(),
  itemName: text,
  applicant: Type.Object({ partyId: id, name: Type.String() }),
  parties: Type.Array(Type.Object({ role: partyRole, partyId: id, name: Type.String(), relation: orNull(Type.String()) })),
  values,
  sources: Type.Record(Type.String(), fieldSource),
  answers: Type.Record(Type.String(), Type.String()),
  atStep: orNull(Type.String()),
  deliveryWay: orNull(Type.String()),
  materials: Type.Array(draftMaterial),
  /** Materials verified in earlier cases of the applicant: they shorten this person's list, and are added by themselves at submission. */
  held: Type.Array(heldMaterial),
  savedAt: moment,
  begunDoor: Type.String(),
  /** A newer version is published: what differs; carry it with `carryDraft`. */
  newer: orNull(Type.Object({ versionId: id, differences: Type.Array(versionDifference) })),
});
/** A draft opened. */
export type DraftView = Static<typeof draftView>;

export const draftReceipt = Type.Object({ draftId: id, rev: Type.Integer(), savedAt: moment });
/** Answer of a save. */
export type DraftReceipt = Static<typeof draftReceipt>;

export const addMaterialBody = Type.Object({
  materialId: Type.String({ maxLength: 80 }),
  route: materialRoute,
  /** Of a file already put under the draft. */
  fileId: Type.Optional(id),
  /** For `earlierCase`: which material of which earlier case. */
  earlier: Type.Optional(Type.Object({ caseId: id, materialRowId: id })),
});

export const submitBody = Type.Object({
  rev: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  deliveryWay: Type.Optional(Type.String({ maxLength: 40 })),
  /** At a window: how the applicant confirmed the content (model 14). Required there. */
  confirmation: Type.Optional(Type.Object({ how: confirmedHow, partyId: Type.Optional(id) })),
  /** Legal time when it lies earlier (offline posts); the source is recorded. */
  occurredAt: Type.Optional(momentIn),
  /** Apply although the guide answers otherwise (`cases.other-answer`); kept on the case for whoever looks. */
  insists: Type.Optional(Type.Boolean()),
});

export const submitReceipt = Type.Object({
  caseId: id,
  number: Type.String(),
  /** Twelve digits, `1234 5678 9012`: shown here, never listed again. */
  slipCode: Type.String(),
  receivedAt: moment,
  /** By when the office accepts or tells what is missing. */
  nextDue: day,
  dueFlagged: Type.Boolean(),
  office: orNull(Type.String()),
  paperId: id,
});
/** 收件: what the person takes along. */
export type SubmitReceipt = Static<typeof submitReceipt>;
