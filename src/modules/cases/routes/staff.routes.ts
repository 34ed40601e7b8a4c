import { type TSchema, Type } from 'typebox';
import type { Actor } from '#platform/actor';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { defineRoute, type Route } from '#platform/http';
import {
  acceptBody,
  addMaterialBody,
  answerBody,
  assignBody,
  assignOfficeBody,
  type CaseReceipt,
  caseReceipt,
  correctionBody,
  decideBody,
  deliverBody,
  demandBody,
  draftReceipt,
  draftSummary,
  draftView,
  forwardBody,
  grantBody,
  groundBody,
  id,
  pauseBody,
  plainBody,
  promiseBody,
  reasonBody,
  recheckBody,
  saveDraftBody,
  staffCaseView,
  startDraftBody,
  submitBody,
  submitReceipt,
  supersedeBody,
  transferBody,
  workPage,
  findBody,
  workQuery,
  workSearch,
} from '../contract.ts';
import { askExtension } from '../deciding/ask-extension.ts';
import { askWindow } from '../deciding/ask-window.ts';
import { assignPerson } from '../deciding/assign-person.ts';
import { closeCase } from '../deciding/close-case.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { decide } from '../deciding/decide.ts';
import { declineExtension } from '../deciding/decline-extension.ts';
import { extend } from '../deciding/extend.ts';
import { pause } from '../deciding/pause.ts';
import { proposeDecision } from '../deciding/propose-decision.ts';
import { recheck } from '../deciding/recheck.ts';
import { recordDelivery } from '../deciding/record-delivery.ts';
import { requestSupplement } from '../deciding/request-supplement.ts';
import { resume } from '../deciding/resume.ts';
import { returnStep } from '../deciding/return-step.ts';
import { sendBackProposal } from '../deciding/send-back-proposal.ts';
import { supersedeDecision } from '../deciding/supersede-decision.ts';
import { terminate } from '../deciding/terminate.ts';
import { transfer } from '../deciding/transfer.ts';
import { withdraw } from '../deciding/withdraw.ts';
import { carryDraft } from '../draft/carry-draft.ts';
import { addDraftMaterial, type AddMaterial, putDraftFile, removeDraftMaterial } from '../draft/draft-material.ts';
import { askToOpenDraft, openDraftAtVisit } from '../draft/handover.ts';
import { getDraft, listVisitDrafts, openDraftFile } from '../draft/read-draft.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { accept } from '../intake/accept.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { answerCorrection, answerSupplement, handInPromised } from '../intake/answer-correction.ts';
import { assignOffice } from '../intake/assign-office.ts';
import { forward } from '../intake/forward.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { onTheSpotGrant } from '../intake/on-the-spot-grant.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { demandMaterial } from '../intake/refuse-demand.ts';
import { refuseAcceptance } from '../intake/refuse-acceptance.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { takeUpUnanswered } from '../intake/take-up-unanswered.ts';
import { earlierValuesFor, findCases, getCaseForStaff, workQueue } from '../reading/doors.ts';
import { listVisitCases } from '../reading/list-visit-cases.ts';
import { openCaseFile } from '../reading/open-case-file.ts';
import { versionFields } from '../reading/version-fields.ts';
import { auditWord } from '../record/save-move.ts';
import { asFile, ofCase, ofDraft, rows, uploadOf } from './parts.ts';

// The route names one permission word; which of its holders may do the deed on this case now is the policy's answer.
type DeedVerb = (actor: Actor, house: House, key: string, input: never) => Promise<CaseReceipt>;
const deeds: readonly (readonly [path: string, permission: string, body: TSchema, verb: DeedVerb])[] = [
  ['assign-office', 'cases.assign', assignOfficeBody, assignOffice],
  ['forward', 'cases.work', forwardBody, forward],
  ['issue-correction', 'cases.work', correctionBody, issueCorrection],
  ['take-up-unanswered', 'cases.work', plainBody, takeUpUnanswered],
  ['accept', 'cases.work', acceptBody, accept],
  ['accept-with-promise', 'cases.work', promiseBody, acceptWithPromise],
  ['refuse-acceptance', 'cases.work', groundBody, refuseAcceptance],
  ['on-the-spot-grant', 'cases.work', grantBody, onTheSpotGrant],
  ['complete-step', 'cases.read', plainBody, completeStep],
  ['return-step', 'cases.work', reasonBody, returnStep],
  ['ask-window', 'cases.work', reasonBody, askWindow],
  ['request-supplement', 'cases.work', correctionBody, requestSupplement],
  ['pause', 'cases.work', pauseBody, pause],
  ['resume', 'cases.work', plainBody, resume],
  ['ask-extension', 'cases.decide', reasonBody, askExtension],
  ['extend', 'cases.transfer', reasonBody, extend],
  ['decline-extension', 'cases.assign', reasonBody, declineExtension],
  ['propose-decision', 'cases.decide', decideBody, proposeDecision],
  ['send-back-proposal', 'cases.decide', reasonBody, sendBackProposal],
  ['decide', 'cases.decide', decideBody, decide],
  ['record-delivery', 'cases.deliver', deliverBody, recordDelivery],
  ['close', 'cases.deliver', reasonBody, closeCase],
  ['recheck', 'cases.decide', recheckBody, recheck],
  ['terminate', 'cases.transfer', groundBody, terminate],
  ['supersede-decision', 'cases.transfer', supersedeBody, supersedeDecision],
  ['transfer', 'cases.read', transferBody, transfer],
  ['assign', 'cases.assign', assignBody, assignPerson],
  ['answer-correction', 'drafts.window', answerBody, answerCorrection],
  ['answer-supplement', 'drafts.window', answerBody, answerSupplement],
  ['hand-in-promised', 'drafts.window', answerBody, handInPromised],
  ['withdraw', 'drafts.window', plainBody, withdraw],
];

const summaryOf = (path: string): string => `Deed on a case: ${path.replaceAll('-', ' ')}`;

/** Work queue, cases and drafts at a window. */
export const staffRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/work',
    permission: 'cases.queue',
    audit: null,
    summary: 'Work queue of the post',
    query: workQuery,
    reply: workPage,
    handle: ({ actor, house, query }) => workQueue(actor, house, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/work',
    permission: 'cases.queue',
    audit: null,
    summary: 'Work queue of the post, by case number or the beginning of a name',
    body: workSearch,
    reply: workPage,
    handle: ({ actor, house, body }) => workQueue(actor, house, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/find',
    permission: 'cases.find',
    audit: null,
    summary: 'Find a case by number, slip code or name',
    body: findBody,
    reply: rows(Type.Unknown()),
    handle: async ({ actor, house, body }) => ({ rows: await findCases(actor, house, body.text) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/cases/:caseId',
    permission: 'cases.read',
    audit: 'CLEAR_VIEW',
    summary: 'A case, on the ground of a step or visit',
    params: ofCase,
    reply: staffCaseView,
    handle: ({ actor, house, params }) => getCaseForStaff(actor, house, params.caseId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/cases/:caseId/earlier',
    permission: 'cases.read',
    audit: 'CLEAR_VIEW',
    summary: 'Earlier values of the same applicant',
    params: ofCase,
    handle: ({ actor, house, params }) => earlierValuesFor(actor, house, params.caseId),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/cases/:caseId/files/:fileId',
    permission: 'files.staff',
    audit: 'CLEAR_VIEW',
    summary: 'A file of a case',
    params: Type.Object({ caseId: id, fileId: id }),
    handle: async ({ actor, house, params }) => asFile(await openCaseFile(actor, house, params.caseId, params.fileId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/cases/:caseId/files',
    permission: 'drafts.window',
    audit: 'CASE_FILE_PUT',
    idempotent: true,
    summary: 'Scan for an answer given at the window',
    params: ofCase,
    reply: Type.Unknown(),
    status: 201,
    handle: async ({ actor, house, params, key, raw }) => {
      const upload = await uploadOf(raw);
      return putCaseFile(actor, house, key, { ...params, name: upload.name }, upload.bytes);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/versions/:versionId/fields',
    permission: 'cases.read',
    audit: null,
    summary: 'Labels of a version’s form',
    params: Type.Object({ versionId: id }),
    handle: ({ actor, house, params }) => versionFields(house, params.versionId, actor.lang),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/demands',
    permission: 'cases.work',
    audit: 'MATERIAL_DEMAND_REFUSED',
    summary: 'May this material be asked for? Refused and counted when it is known',
    body: demandBody,
    reply: Type.Object({ allowed: Type.Boolean() }),
    handle: ({ actor, house, body }) => demandMaterial(actor, house, body),
  }),
  ...deeds.map(([path, permission, body, verb]) =>
    defineRoute({
      method: 'POST',
      path: `/api/staff/cases/:caseId/${path}`,
      permission,
      audit: auditWord(path.replaceAll('-', '_')),
      idempotent: true,
      summary: summaryOf(path),
      params: ofCase,
      body,
      reply: caseReceipt,
      handle: ({ actor, house, params, body: given, key }) => verb(actor, house, key, { ...(given as object), ...params } as never),
    }),
  ),

  defineRoute({
    method: 'GET',
    path: '/api/staff/visit/cases',
    permission: 'drafts.window',
    audit: null,
    summary: 'Cases of the people of the visit',
    reply: rows(Type.Unknown()),
    handle: async ({ actor, house }) => ({ rows: await listVisitCases(actor, house) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/visit/drafts',
    permission: 'drafts.window',
    audit: null,
    summary: 'Drafts of the people of the visit',
    reply: rows(Type.Object({ ...draftSummary.properties, opens: Type.Boolean() })),
    handle: async ({ actor, house }) => ({ rows: await listVisitDrafts(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/visit/drafts',
    permission: 'drafts.window',
    audit: 'DRAFT_START',
    idempotent: true,
    summary: 'Begin an application for the person of the visit',
    body: startDraftBody,
    reply: draftReceipt,
    status: 201,
    handle: ({ actor, house, body, key }) => startDraft(actor, house, key, { ...body, basis: body.basis as Json }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/visit/drafts/open',
    permission: 'drafts.window',
    audit: 'CLEAR_VIEW',
    summary: 'Open a draft: its author is here, agreed, or gives the code',
    body: Type.Object({ draftId: Type.Optional(id), code: Type.Optional(Type.String({ maxLength: 20 })) }),
    reply: Type.Object({ draftId: id }),
    handle: ({ actor, house, body }) => openDraftAtVisit(actor, house, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/visit/drafts/:draftId/ask',
    permission: 'drafts.window',
    audit: 'DRAFT_ASK_OPEN',
    idempotent: true,
    summary: 'Ask the author on the phone',
    params: ofDraft,
    reply: Type.Object({ openingId: id }),
    handle: ({ actor, house, params, key }) => askToOpenDraft(actor, house, key, params),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/drafts/:draftId',
    permission: 'drafts.window',
    audit: 'CLEAR_VIEW',
    summary: 'A draft in the visit',
    params: ofDraft,
    reply: draftView,
    handle: ({ actor, house, params }) => getDraft(actor, house, params.draftId),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/drafts/:draftId',
    permission: 'drafts.window',
    audit: null,
    idempotent: true,
    summary: 'Save a draft at the window',
    params: ofDraft,
    body: saveDraftBody,
    reply: draftReceipt,
    handle: ({ actor, house, params, body, key }) => saveDraft(actor, house, key, { ...body, ...params }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/drafts/:draftId/carry',
    permission: 'drafts.window',
    audit: 'DRAFT_CARRY',
    idempotent: true,
    summary: 'Follow the newest version',
    params: ofDraft,
    reply: draftReceipt,
    handle: ({ actor, house, params, key }) => carryDraft(actor, house, key, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/drafts/:draftId/files/:materialId',
    permission: 'drafts.window',
    audit: null,
    idempotent: true,
    summary: 'Scan a material',
    params: Type.Object({ draftId: id, materialId: Type.String({ maxLength: 80 }) }),
    reply: Type.Unknown(),
    status: 201,
    handle: async ({ actor, house, params, key, raw }) => {
      const upload = await uploadOf(raw);
      return putDraftFile(actor, house, key, { ...params, name: upload.name }, upload.bytes);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/drafts/:draftId/files/:fileId',
    permission: 'drafts.window',
    audit: 'CLEAR_VIEW',
    summary: 'A file of a draft',
    params: Type.Object({ draftId: id, fileId: id }),
    handle: async ({ actor, house, params }) => asFile(await openDraftFile(actor, house, params.draftId, params.fileId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/drafts/:draftId/materials',
    permission: 'drafts.window',
    audit: null,
    idempotent: true,
    summary: 'Record a material as seen, earlier, promised or later',
    params: ofDraft,
    body: addMaterialBody,
    reply: Type.Object({ materialRowId: id }),
    handle: ({ actor, house, params, body, key }) => addDraftMaterial(actor, house, key, { ...body, ...params } as AddMaterial),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/staff/drafts/:draftId/materials/:materialRowId',
    permission: 'drafts.window',
    audit: null,
    idempotent: true,
    summary: 'Take a material out',
    params: Type.Object({ draftId: id, materialRowId: id }),
    reply: Type.Object({ draftId: id }),
    handle: ({ actor, house, params, key }) => removeDraftMaterial(actor, house, key, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/drafts/:draftId/submit',
    permission: 'drafts.window',
    audit: 'CASE_SUBMIT',
    idempotent: true,
    summary: 'Receive (收件)',
    params: ofDraft,
    body: submitBody,
    reply: submitReceipt,
    status: 201,
    handle: ({ actor, house, params, body, key }) => submitDraft(actor, house, key, { ...body, ...params }),
  }),
];
