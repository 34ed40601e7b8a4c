import { defineRoute, type Route } from '#platform/http';
import { callerAnswer, callerBody } from '../contract.ts';
import { answerCaller } from '../reading/answer-caller.ts';

/** The landline way: somebody calls, and a clerk reads out where the matter stands. */
export const callerRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/staff/caller',
    permission: 'cases.caller',
    audit: 'CALLER_ANSWERED',
    summary: 'Where a case stands, in one sentence for a caller who knows slip code and date of birth',
    body: callerBody,
    reply: callerAnswer,
    handle: ({ actor, house, body }) => answerCaller(actor, house, body),
  }),
];
