import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import { day, id, moment, orNull, statusView, systemAnswerBody, text } from '../contract.ts';
import { answerStep, getRequestedStep, listRequestedSteps } from '../partner/answer-step.ts';
import { statusBySlipCode } from '../reading/doors.ts';
import { rows } from './parts.ts';

const ofStep = Type.Object({ stepId: id });
const requested = Type.Object({
  stepId: id,
  caseId: id,
  caseNumber: Type.String(),
  itemKey: Type.String(),
  itemName: Type.String(),
  kind: Type.String(),
  stepName: text,
  requestedAt: moment,
  due: orNull(day),
});

/** Systems of departments. */
export const partnerRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/partner/steps',
    permission: 'partner.steps',
    audit: null,
    summary: 'Steps that wait for your system',
    reply: rows(requested),
    handle: async ({ actor, house }) => ({
      rows: (await listRequestedSteps(actor, house)).map(({ number, requestedAt, ...s }) => ({
        ...s,
        caseNumber: number,
        requestedAt: requestedAt.toISOString(),
      })),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/partner/steps/:stepId',
    permission: 'partner.steps',
    audit: 'CLEAR_VIEW',
    summary: 'One step with the application',
    params: ofStep,
    handle: ({ actor, house, params }) => getRequestedStep(actor, house, params.stepId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/partner/steps/:stepId/answer',
    permission: 'partner.steps',
    audit: 'CASE_ANSWER_FROM_SYSTEM',
    idempotent: true,
    summary: 'Answer a step; the first answer counts',
    params: ofStep,
    body: systemAnswerBody,
    reply: Type.Object({ stepId: id, taken: Type.String({ enum: ['done', 'repeated', 'late', 'contradicts'] }) }),
    handle: ({ actor, house, params, body, key }) =>
      answerStep(actor, house, key, { ...body, ...params, answer: body.answer as 'accepted' | 'refused' }),
  }),
];

/** Without signing in. The code travels in the body, never in a URL that logs would keep. */
export const publicRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/status',
    permission: 'public',
    audit: null,
    summary: 'Status by slip code',
    body: Type.Object({ code: Type.String({ maxLength: 40 }) }),
    reply: statusView,
    handle: ({ house, body, raw }) => statusBySlipCode(house, { code: body.code, from: raw.ip }),
  }),
];
