import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import { colleagueFound, colleagueQuestion, officeRows, officesQuery, officeView } from './office.contract.ts';
import { findColleague, findOffices, viewOffice } from './view-office.ts';

/** What the security administrator reads before giving or ending a post. */
export const officeRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/offices',
    permission: 'staff.manage',
    audit: null,
    summary: 'Offices of the region by a part of their name',
    query: officesQuery,
    reply: officeRows,
    handle: ({ actor, house, query }) => findOffices(actor, house, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/offices/:organId',
    permission: 'staff.manage',
    audit: null,
    summary: 'Posts and windows of an office',
    params: Type.Object({ organId: Type.String({ format: 'uuid' }) }),
    reply: officeView,
    handle: ({ actor, house, params }) => viewOffice(actor, house, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/colleagues/find',
    permission: 'staff.manage',
    audit: null,
    summary: 'A member of staff by number or whole name',
    body: colleagueQuestion,
    reply: colleagueFound,
    handle: ({ actor, house, body }) => findColleague(actor, house, body),
  }),
];
