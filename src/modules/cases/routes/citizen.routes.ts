import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import {
  addMaterialBody,
  answerBody,
  caseReceipt,
  caseSummary,
  caseView,
  draftReceipt,
  draftSummary,
  draftView,
  id,
  orNull,
  reason,
  saveDraftBody,
  startDraftBody,
  submitBody,
  submitReceipt,
  expectedSeq,
  moment,
} from '../contract.ts';
import { carryDraft, discardDraft } from '../draft/carry-draft.ts';
import { addDraftMaterial, type AddMaterial, putDraftFile, removeDraftMaterial } from '../draft/draft-material.ts';
import { answerOpening, listOpenings, makeHandoverCode } from '../draft/handover.ts';
import { getDraft, listMyDrafts, openDraftFile } from '../draft/read-draft.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { withdraw } from '../deciding/withdraw.ts';
import { answerCorrection, answerSupplement, handInPromised } from '../intake/answer-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { getCaseForParty } from '../reading/doors.ts';
import { listMyCases } from '../reading/list-my-cases.ts';
import { openCaseFile } from '../reading/open-case-file.ts';
import type { Json } from '#platform/errors';
import { asFile, ofCase, ofDraft, rows, uploadOf } from './parts.ts';

const draftFile = Type.Object({ draftId: id, fileId: id });
const caseFile = Type.Object({ caseId: id, fileId: id });
const kept = Type.Object({ materialRowId: id, file: Type.Unknown() });
type Given = Parameters<typeof answerCorrection>[3];

const answers = [
  ['answer-correction', 'CASE_ANSWER_CORRECTION', 'Answer the correction notice', answerCorrection],
  ['answer-supplement', 'CASE_ANSWER_SUPPLEMENT', 'Give what was asked after acceptance', answerSupplement],
  ['hand-in-promised', 'CASE_HAND_IN_PROMISED', 'Hand in a promised document', handInPromised],
] as const;

/** The person's own drafts and cases. */
export const citizenRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/my/drafts',
    permission: 'drafts.own',
    audit: null,
    summary: 'My drafts',
    reply: rows(draftSummary),
    handle: async ({ actor, house }) => ({ rows: await listMyDrafts(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts',
    permission: 'drafts.own',
    audit: 'DRAFT_START',
    idempotent: true,
    summary: 'Begin an application',
    body: startDraftBody,
    reply: draftReceipt,
    status: 201,
    handle: ({ actor, house, body, key }) => startDraft(actor, house, key, { ...body, basis: body.basis as Json }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/drafts/:draftId',
    permission: 'drafts.own',
    audit: null,
    summary: 'One draft',
    params: ofDraft,
    reply: draftView,
    handle: ({ actor, house, params }) => getDraft(actor, house, params.draftId),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/my/drafts/:draftId',
    permission: 'drafts.own',
    audit: null,
    idempotent: true,
    summary: 'Save a draft',
    params: ofDraft,
    body: saveDraftBody,
    reply: draftReceipt,
    handle: ({ actor, house, params, body, key }) => saveDraft(actor, house, key, { ...body, ...params }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/my/drafts/:draftId',
    permission: 'drafts.own',
    audit: 'DRAFT_DISCARD',
    idempotent: true,
    summary: 'Throw a draft away',
    params: ofDraft,
    reply: Type.Object({ draftId: id }),
    handle: ({ actor, house, params, key }) => discardDraft(actor, house, key, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts/:draftId/carry',
    permission: 'drafts.own',
    audit: 'DRAFT_CARRY',
    idempotent: true,
    summary: 'Follow the newest version',
    params: ofDraft,
    reply: draftReceipt,
    handle: ({ actor, house, params, key }) => carryDraft(actor, house, key, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts/:draftId/files/:materialId',
    permission: 'files.own',
    audit: null,
    idempotent: true,
    summary: 'Upload a material',
    params: Type.Object({ draftId: id, materialId: Type.String({ maxLength: 80 }) }),
    reply: kept,
    status: 201,
    handle: async ({ actor, house, params, key, raw }) => {
      const upload = await uploadOf(raw);
      return putDraftFile(actor, house, key, { ...params, name: upload.name }, upload.bytes);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts/:draftId/materials',
    permission: 'drafts.own',
    audit: null,
    idempotent: true,
    summary: 'Give a material by another route',
    params: ofDraft,
    body: addMaterialBody,
    reply: Type.Object({ materialRowId: id }),
    handle: ({ actor, house, params, body, key }) => addDraftMaterial(actor, house, key, { ...body, ...params } as AddMaterial),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/my/drafts/:draftId/materials/:materialRowId',
    permission: 'drafts.own',
    audit: null,
    idempotent: true,
    summary: 'Take a material out',
    params: Type.Object({ draftId: id, materialRowId: id }),
    reply: Type.Object({ draftId: id }),
    handle: ({ actor, house, params, key }) => removeDraftMaterial(actor, house, key, params),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/drafts/:draftId/files/:fileId',
    permission: 'files.own',
    audit: null,
    summary: 'A file of a draft',
    params: draftFile,
    handle: async ({ actor, house, params }) => asFile(await openDraftFile(actor, house, params.draftId, params.fileId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts/:draftId/handover-code',
    permission: 'drafts.own',
    audit: null,
    summary: 'Six digits for a window',
    params: ofDraft,
    reply: Type.Object({ code: Type.String(), validUntil: moment }),
    handle: ({ actor, house, params }) => makeHandoverCode(actor, house, params),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/openings',
    permission: 'drafts.own',
    audit: null,
    summary: 'Windows that ask to open a draft',
    reply: rows(
      Type.Object({ openingId: id, draftId: id, itemName: Type.String(), window: Type.String(), askedAt: moment, until: moment }),
    ),
    handle: async ({ actor, house }) => ({ rows: await listOpenings(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/openings/:openingId',
    permission: 'drafts.own',
    audit: 'DRAFT_OPEN_ANSWER',
    idempotent: true,
    summary: 'Say yes or no to a window',
    params: Type.Object({ openingId: id }),
    body: Type.Object({ yes: Type.Boolean() }),
    reply: Type.Object({ openingId: id }),
    handle: ({ actor, house, params, body, key }) => answerOpening(actor, house, key, { ...body, ...params }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/drafts/:draftId/submit',
    permission: 'drafts.own',
    audit: 'CASE_SUBMIT',
    idempotent: true,
    summary: 'Submit (收件)',
    params: ofDraft,
    body: submitBody,
    reply: submitReceipt,
    status: 201,
    handle: ({ actor, house, params, body, key }) => submitDraft(actor, house, key, { ...body, ...params }),
  }),

  defineRoute({
    method: 'GET',
    path: '/api/my/cases',
    permission: 'cases.own',
    audit: null,
    summary: 'My cases',
    query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    reply: Type.Object({ rows: Type.Array(caseSummary), next: orNull(Type.String()) }),
    handle: ({ actor, house, query }) => listMyCases(actor, house, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/cases/:caseId',
    permission: 'cases.own',
    audit: null,
    summary: 'One of my cases',
    params: ofCase,
    reply: caseView,
    handle: ({ actor, house, params }) => getCaseForParty(actor, house, params.caseId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/cases/:caseId/files/:fileId',
    permission: 'files.own',
    audit: null,
    summary: 'A file of my case',
    params: caseFile,
    handle: async ({ actor, house, params }) => asFile(await openCaseFile(actor, house, params.caseId, params.fileId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/cases/:caseId/files',
    permission: 'files.own',
    audit: 'CASE_FILE_PUT',
    idempotent: true,
    summary: 'Upload a file for an answer',
    params: ofCase,
    reply: Type.Unknown(),
    status: 201,
    handle: async ({ actor, house, params, key, raw }) => {
      const upload = await uploadOf(raw);
      return putCaseFile(actor, house, key, { ...params, name: upload.name }, upload.bytes);
    },
  }),
  ...answers.map(([path, audit, summary, verb]) =>
    defineRoute({
      method: 'POST',
      path: `/api/my/cases/:caseId/${path}`,
      permission: 'cases.own',
      audit,
      idempotent: true,
      summary,
      params: ofCase,
      body: answerBody,
      reply: caseReceipt,
      handle: ({ actor, house, params, body, key }) => verb(actor, house, key, { ...(body as object), ...params } as Given),
    }),
  ),
  defineRoute({
    method: 'POST',
    path: '/api/my/cases/:caseId/withdraw',
    permission: 'cases.own',
    audit: 'CASE_WITHDRAW',
    idempotent: true,
    summary: 'Withdraw',
    params: ofCase,
    body: Type.Object({ expectedSeq, reason: Type.Optional(reason) }),
    reply: caseReceipt,
    handle: ({ actor, house, params, body, key }) => withdraw(actor, house, key, { ...body, ...params }),
  }),
];
