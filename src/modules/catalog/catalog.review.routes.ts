/** Routes by which a working copy comes to publication, and a published item out of the doors again. */
import { defineRoute, type Route } from '#platform/http';
import * as c from './contract/editing.ts';
import { stopItem } from './publish/stop-item.ts';
import { abandonCopy } from './review/abandon-copy.ts';
import { approveCopy } from './review/approve-copy.ts';
import { passCopy, scheduleCopy } from './review/pass-copy.ts';
import { sendBack } from './review/send-back.ts';
import { sendCopy } from './review/send-copy.ts';
import { takeBack } from './review/take-back.ts';

const copy = '/api/staff/catalog/copies/:copyId';
const stops = [
  ['withdraw', 'ITEM_WITHDRAW', 'Take an item out of every door; running cases go on'],
  ['pause', 'ITEM_PAUSE', 'Stop submissions for a while; the guide stays and says so'],
  ['resume', 'ITEM_RESUME', 'Take submissions again'],
] as const;

export const reviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: `${copy}/send`,
    permission: 'catalog.edit',
    audit: 'CATALOG_SEND',
    summary: 'Send a sound copy to the department’s reviewer',
    idempotent: true,
    params: c.copyParams,
    body: c.sendBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => sendCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/take-back`,
    permission: 'catalog.edit',
    audit: 'CATALOG_TAKE_BACK',
    summary: 'Take a copy back from review',
    idempotent: true,
    params: c.copyParams,
    body: c.revBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => takeBack(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/abandon`,
    permission: 'catalog.edit',
    audit: 'CATALOG_ABANDON',
    summary: 'End a copy without publishing it',
    idempotent: true,
    params: c.copyParams,
    body: c.revBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => abandonCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/approve`,
    permission: 'catalog.review',
    audit: 'CATALOG_APPROVE',
    summary: 'Approve for the department; nobody approves what he has worked on',
    idempotent: true,
    params: c.copyParams,
    body: c.approveBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => approveCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/send-back`,
    permission: 'catalog.review',
    audit: 'CATALOG_SEND_BACK',
    summary: 'Send a copy back with what has to change',
    idempotent: true,
    params: c.copyParams,
    body: c.sendBackBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => sendBack(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/pass`,
    permission: 'catalog.publish',
    audit: 'CATALOG_PASS',
    summary: 'Pass for the bureau: in force at every door with this deed',
    idempotent: true,
    params: c.copyParams,
    body: c.approveBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => passCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/schedule`,
    permission: 'catalog.publish',
    audit: 'CATALOG_SCHEDULE',
    summary: 'Pass for the bureau for an hour to come, or move that hour',
    idempotent: true,
    params: c.copyParams,
    body: c.scheduleBody,
    reply: c.moved,
    handle: ({ actor, house, key, params, body }) => scheduleCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  ...stops.map(([how, word, summary]) =>
    defineRoute({
      method: 'POST',
      path: `/api/staff/catalog/versions/:key/${how}`,
      permission: 'catalog.publish',
      audit: word,
      summary,
      idempotent: true,
      params: c.handlingParams,
      body: c.stopBody,
      reply: c.stopped,
      handle: ({ actor, house, key, params, body }) => stopItem(actor, house, key, { handlingKey: params.key, how, words: body.words }),
    }),
  ),
];
