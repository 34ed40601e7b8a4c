import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import {
  exportBody,
  groupQuery,
  handedOver,
  id,
  officePerson,
  reassignBody,
  reassignReply,
  savedView,
  saveViewBody,
  seenBody,
  waitingGroup,
  waitingPage,
  waitingQuery,
} from '../contract.ts';
import { exportWaiting } from '../supervising/export-waiting.ts';
import { listHandedOver, seeHandedOver } from '../supervising/handed-over.ts';
import { groupWaiting, listWaiting } from '../supervising/list-waiting.ts';
import { peopleAtOffice } from '../supervising/people-at-office.ts';
import { reassign } from '../supervising/reassign.ts';
import { deleteView, savedViews, saveView } from '../supervising/saved-views.ts';
import { rows } from './parts.ts';

/** A manager over the open steps of a region, and the people who got or lost one. */
export const supervisingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/supervising/steps',
    permission: 'cases.supervise',
    audit: null,
    summary: 'Open steps of the region, first due first',
    query: waitingQuery,
    reply: waitingPage,
    handle: ({ actor, house, query }) => listWaiting(actor, house, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/supervising/groups',
    permission: 'cases.supervise',
    audit: null,
    summary: 'Where open steps wait: by office, person, step or item',
    query: groupQuery,
    reply: rows(waitingGroup),
    handle: ({ actor, house, query }) => groupWaiting(actor, house, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/supervising/offices/:organId/people',
    permission: 'cases.supervise',
    audit: null,
    summary: 'Who works at an office, and how much lies with each',
    params: Type.Object({ organId: id }),
    reply: rows(officePerson),
    handle: ({ actor, house, params }) => peopleAtOffice(actor, house, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/supervising/reassign',
    permission: 'cases.assign',
    audit: 'CASE_ASSIGN',
    idempotent: true,
    summary: 'Give several open steps to one person; each a deed of its own',
    body: reassignBody,
    reply: reassignReply,
    handle: ({ actor, house, body, key }) => reassign(actor, house, key, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/supervising/export',
    permission: 'cases.supervise',
    audit: 'WAITING_EXPORT',
    summary: 'The list as a table (CSV), names masked; written down with its purpose',
    body: exportBody,
    handle: async ({ actor, house, body }) => {
      const { name, text } = await exportWaiting(actor, house, body);
      return new Response(text, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="waiting.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/supervising/views',
    permission: 'cases.supervise',
    audit: null,
    summary: 'Views the manager saved',
    reply: rows(savedView),
    handle: ({ actor, house }) => savedViews(actor, house),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/supervising/views',
    permission: 'cases.supervise',
    audit: 'VIEW_SAVE',
    idempotent: true,
    summary: 'Save a view under a name',
    body: saveViewBody,
    reply: Type.Object({ viewId: id }),
    handle: ({ actor, house, body, key }) => saveView(actor, house, key, body),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/staff/supervising/views/:viewId',
    permission: 'cases.supervise',
    audit: 'VIEW_DELETE',
    idempotent: true,
    summary: 'Delete a saved view',
    params: Type.Object({ viewId: id }),
    reply: Type.Object({ viewId: id }),
    handle: ({ actor, house, params, key }) => deleteView(actor, house, key, params),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/handed-over',
    permission: 'cases.queue',
    audit: null,
    summary: 'Steps given to the reader or taken from him, until he has seen it',
    reply: rows(handedOver),
    handle: ({ actor, house }) => listHandedOver(actor, house),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/handed-over/seen',
    permission: 'cases.queue',
    audit: 'HANDED_OVER_SEEN',
    summary: 'The reader has seen them',
    body: seenBody,
    reply: Type.Object({ seen: Type.Integer() }),
    handle: ({ actor, house, body }) => seeHandedOver(actor, house, body),
  }),
];
