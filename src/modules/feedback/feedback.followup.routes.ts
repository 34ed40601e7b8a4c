import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import * as c from './contract/followup.ts';
import { answerFollowup } from './followup/answer-followup.ts';
import { appealRating, ratingsOfMe } from './followup/appeal-rating.ts';
import { callBack } from './followup/call-back.ts';
import { decideAppeal } from './followup/decide-appeal.ts';
import { listFollowupLines } from './followup/list-followups.ts';
import { listPatterns } from './followup/list-patterns.ts';
import { listMyRatings } from './followup/my-ratings.ts';
import { rateAgain } from './followup/rate-again.ts';
import { openPhone, readFollowup } from './followup/read-followup.ts';
import { readIndicators } from './followup/read-indicators.ts';

const id = Type.Object({ followupId: Type.String({ format: 'uuid' }) });

/** Routes of the follow-up; the door mounts them beside those of rating. */
export const followupRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/ratings/indicators',
    permission: 'public',
    audit: null,
    summary: 'Figures of ratings by formula',
    reply: c.indicators,
    handle: ({ house }) => readIndicators(house),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my/ratings',
    permission: 'ratings.give',
    audit: null,
    summary: 'My ratings and what became of them',
    reply: c.myRatings,
    handle: async ({ actor, house }) => ({ rows: await listMyRatings(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/followups/:followupId/again',
    permission: 'ratings.give',
    audit: 'RATE_AGAIN',
    summary: 'Rate how a low rating was answered',
    idempotent: true,
    params: id,
    body: c.againBody,
    reply: c.receipt,
    handle: ({ actor, house, key, params, body }) => rateAgain(actor, house, key, { followupId: params.followupId, level: body.level }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/followups',
    permission: 'ratings.follow',
    audit: null,
    summary: 'Low ratings to be called back and answered',
    query: c.followupQuery,
    reply: c.followupLines,
    handle: async ({ actor, house, query }) => ({ rows: await listFollowupLines(actor, house, query.which ?? 'open') }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/followups/:followupId',
    permission: 'ratings.follow',
    audit: 'FOLLOWUP_READ',
    summary: 'One follow-up, with what the rater wrote',
    params: id,
    reply: c.followupView,
    handle: ({ actor, house, params }) => readFollowup(actor, house, params.followupId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/followups/:followupId/phone',
    permission: 'ratings.follow',
    audit: 'FOLLOWUP_PHONE',
    summary: 'The number to call back; the look is written down',
    params: id,
    reply: c.phone,
    handle: ({ actor, house, params }) => openPhone(actor, house, params.followupId),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/followups/:followupId/call',
    permission: 'ratings.follow',
    audit: 'FOLLOWUP_CALL',
    summary: 'Write down a call to the rater',
    idempotent: true,
    params: id,
    body: c.callBody,
    reply: c.receipt,
    handle: ({ actor, house, key, params, body }) => callBack(actor, house, key, { followupId: params.followupId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/followups/:followupId/answer',
    permission: 'ratings.follow',
    audit: 'FOLLOWUP_ANSWER',
    summary: 'Tell the rater what was mended, or why not',
    idempotent: true,
    params: id,
    body: c.answerBody,
    reply: c.receipt,
    handle: ({ actor, house, key, params, body }) => answerFollowup(actor, house, key, { followupId: params.followupId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/followups/:followupId/appeal-decision',
    permission: 'ratings.follow',
    audit: 'RATING_APPEAL_DECIDE',
    summary: 'Decide an appeal of the rated person, as a second person',
    idempotent: true,
    params: id,
    body: c.appealDecisionBody,
    reply: c.receipt,
    handle: ({ actor, house, key, params, body }) => decideAppeal(actor, house, key, { followupId: params.followupId, ...body }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/ratings/patterns',
    permission: 'ratings.read',
    audit: null,
    summary: 'Patterns of ratings that a manager should look at',
    reply: c.patterns,
    handle: async ({ actor, house }) => ({ rows: await listPatterns(actor, house) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/my-ratings',
    permission: 'staff.read',
    audit: null,
    summary: 'Ratings of the services in which I served, nobody in them',
    reply: c.ratingsOfMe,
    handle: async ({ actor, house }) => ({ rows: await ratingsOfMe(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/my-ratings/:ref/appeal',
    permission: 'staff.read',
    audit: 'RATING_APPEAL',
    summary: 'Ask for another look at a low rating of mine',
    idempotent: true,
    params: Type.Object({ ref: Type.String({ maxLength: 40 }) }),
    body: c.appealBody,
    reply: c.receipt,
    handle: ({ actor, house, key, params, body }) => appealRating(actor, house, key, { ref: params.ref, ...body }),
  }),
];
