import { defineRoute, type Route } from '#platform/http';
import * as c from '../contract.ts';
import { confirmErasure } from './confirm-erasure.ts';
import { declineErasure } from './decline-erasure.ts';
import type { ErasureRoom } from './erasure-room.ts';
import { listErasures } from './list-erasures.ts';
import { requestErasure } from './request-erasure.ts';

/** Lawful erasure of people: asked by one, done by another. `rooms` are all that keep something of people. */
export const erasureRoutes = (rooms: readonly ErasureRoom[]): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/staff/erasures',
    permission: 'erasure.confirm',
    audit: null,
    summary: 'Requests to erase people, masked, with what stands against each',
    reply: c.erasureRows,
    handle: ({ actor, house }) => listErasures(actor, house, rooms),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/erasures',
    permission: 'erasure.request',
    audit: 'ERASURE_ASK',
    summary: 'Ask that a person be erased on lawful ground; somebody else has to confirm',
    idempotent: true,
    body: c.requestErasureBody,
    reply: c.erasureAsked,
    status: 201,
    handle: ({ actor, house, key, body }) => requestErasure(actor, house, rooms, key, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/erasures/:id/confirm',
    permission: 'erasure.confirm',
    audit: 'ERASURE_DONE',
    summary: 'Erase a person whose erasure somebody else asked for',
    idempotent: true,
    params: c.idParams,
    reply: c.erasureDone,
    handle: ({ actor, house, key, params }) => confirmErasure(actor, house, rooms, key, { erasureId: params.id }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/erasures/:id/decline',
    permission: 'erasure.confirm',
    audit: 'ERASURE_DECLINE',
    summary: 'Send a request for erasure back, or take it back',
    idempotent: true,
    params: c.idParams,
    body: c.declineErasureBody,
    reply: c.erasureAsked,
    handle: ({ actor, house, key, params, body }) => declineErasure(actor, house, key, { erasureId: params.id, reason: body.reason }),
  }),
];
