import { defineRoute, type Route } from '#platform/http';
import * as c from './contract.ts';
import { resetFactor } from './factor/reset-factor.ts';
import { listViewsOf } from './party/list-views.ts';
import { nameRelative } from './party/name-relative.ts';
import { viewParty } from './party/party-facts.ts';
import { searchNames } from './party/search-names.ts';
import { setContact } from './party/set-contact.ts';
import { actFor } from './session/act-for.ts';
import { mustBeCitizen } from './session/must-be.ts';
import { viewMe } from './session/view-me.ts';
import { choosePost } from './staff/choose-post.ts';
import { endPost, grantPost } from './staff/grant-post.ts';
import { officeRoutes } from './staff/office.routes.ts';
import { listColleagues } from './staff/list-colleagues.ts';
import { viewStaffSession } from './staff/staff-session.ts';
import { closeVisit } from './visit/close-visit.ts';
import { makePresenceCode } from './visit/make-presence-code.ts';
import { openVisit } from './visit/open-visit.ts';
import { readerRoutes } from './visit/reader.routes.ts';
import { setVisitFor } from './visit/set-visit-for.ts';
import { viewVisit } from './visit/visit-view.ts';

/** What a signed-in person does about himself. */
const citizenRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/me',
    permission: 'me.read',
    audit: null,
    summary: 'Who is signed in, and for whom one may act',
    reply: c.me,
    handle: ({ actor, house }) => viewMe(actor, house),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/me/acting',
    permission: 'me.act-for',
    audit: 'ACT_FOR',
    summary: 'Act for an organisation one legally represents, or for oneself again',
    body: c.actForBody,
    reply: c.done,
    handle: async ({ actor, house, body }) => actFor(actor, house, body).then(() => ({ done: true })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/me/presence-code',
    permission: 'me.read',
    audit: 'PRESENCE_CODE',
    summary: 'Six digits to show at the counter instead of a card',
    reply: c.presenceCode,
    handle: async ({ actor, house }) => {
      const { code, validUntil } = await makePresenceCode(actor, house);
      return { code, validUntil: validUntil.toISOString() };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/me/contacts/:kind',
    permission: 'me.edit',
    audit: 'CONTACT_SET',
    summary: 'Set how to be reached',
    idempotent: true,
    params: c.contactParams,
    body: c.contactBody,
    reply: c.contactSet,
    handle: ({ actor, house, key, params, body }) => setContact(actor, house, key, { kind: params.kind, value: body.value }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/me/relatives',
    permission: 'me.edit',
    audit: 'RELATIVE_NAMED',
    summary: 'Name the relative one applies for',
    idempotent: true,
    body: c.relativeBody,
    reply: c.relativeNamed,
    handle: ({ actor, house, key, body }) => nameRelative(actor, house, key, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/me/views',
    permission: 'me.read',
    audit: null,
    summary: 'Who looked at my data',
    reply: c.viewRows,
    handle: async ({ actor, house }) => ({
      rows: (await listViewsOf(house, mustBeCitizen(actor))).map((row) => ({ ...row, at: row.at.toISOString() })),
    }),
  }),
];

/** Staff: session, visits, people, posts. */
const staffRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/session',
    permission: 'staff.session',
    audit: null,
    summary: 'Who is signed in at this desk',
    reply: c.staffSession,
    handle: ({ actor, house }) => viewStaffSession(actor, house),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/session/post',
    permission: 'staff.session',
    audit: 'POST_CHOSEN',
    summary: 'Change the post one works at',
    body: c.choosePostBody,
    reply: c.done,
    handle: async ({ actor, house, body }) => choosePost(actor, house, body).then(() => ({ done: true })),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/visits/current',
    permission: 'visits.read',
    audit: null,
    summary: 'The open visit at this window',
    reply: c.currentVisit,
    handle: async ({ actor, house }) => ({ visit: await viewVisit(actor, house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/visits',
    permission: 'visits.manage',
    audit: 'VISIT_OPEN',
    summary: 'Open a visit',
    idempotent: true,
    body: c.openVisitBody,
    reply: c.visitOpened,
    status: 201,
    handle: ({ actor, house, key, body }) => openVisit(actor, house, key, body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/visits/:id/for',
    permission: 'visits.manage',
    audit: 'VISIT_FOR',
    summary: 'Say whom the visit is for',
    idempotent: true,
    params: c.idParams,
    body: c.visitForBody,
    reply: c.visitForSet,
    handle: ({ actor, house, key, params, body }) => setVisitFor(actor, house, key, { visitId: params.id, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/visits/:id/close',
    permission: 'visits.manage',
    audit: 'VISIT_CLOSE',
    summary: 'Close a visit',
    idempotent: true,
    params: c.idParams,
    reply: c.visitClosed,
    handle: ({ actor, house, key, params }) => closeVisit(actor, house, key, { visitId: params.id }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/parties/:id/view',
    permission: 'visits.manage',
    audit: 'CLEAR_VIEW',
    summary: 'See values of the visitor in clear, with a reason',
    params: c.idParams,
    body: c.viewBody,
    reply: c.clearValues,
    handle: ({ actor, house, params, body }) =>
      viewParty(actor, house, { partyId: params.id, what: body.what, reason: body.reason }, { kind: 'visit', id: actor.visitId }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/parties/:id/contacts/:kind',
    permission: 'visits.manage',
    audit: 'CONTACT_SET',
    summary: 'Set how to reach the visitor',
    idempotent: true,
    params: c.partyContactParams,
    body: c.contactBody,
    reply: c.contactSet,
    handle: ({ actor, house, key, params, body }) =>
      setContact(actor, house, key, { partyId: params.id, kind: params.kind, value: body.value }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/parties',
    permission: 'parties.search',
    audit: 'NAME_SEARCH',
    summary: 'Find people of the own region by name, masked',
    query: c.nameSearchQuery,
    reply: c.nameRows,
    handle: async ({ actor, house, query }) => ({ rows: await searchNames(actor, house, query.name) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/posts',
    permission: 'staff.read',
    audit: null,
    summary: 'Colleagues by office and role',
    query: c.postsQuery,
    reply: c.colleagueRows,
    handle: ({ house, query }) => listColleagues(house, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/posts',
    permission: 'staff.manage',
    audit: 'POST_GRANT',
    summary: 'Give a post',
    idempotent: true,
    body: c.grantPostBody,
    reply: c.postAnswer,
    status: 201,
    handle: ({ actor, house, key, body }) => grantPost(actor, house, key, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/people/:id/second-factor/reset',
    permission: 'staff.manage',
    audit: 'FACTOR_RESET',
    summary: 'Take a colleague’s second factor away and end every sign-in of that person',
    idempotent: true,
    params: c.idParams,
    body: c.resetFactorBody,
    reply: c.resetFactorAnswer,
    handle: ({ actor, house, key, params, body }) => resetFactor(actor, house, key, { personId: params.id, why: body.why }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/posts/:id/end',
    permission: 'staff.manage',
    audit: 'POST_END',
    summary: 'End a post',
    idempotent: true,
    params: c.idParams,
    body: c.endPostBody,
    reply: c.postAnswer,
    handle: ({ actor, house, key, params, body }) => endPost(actor, house, key, { postId: params.id, ...body }),
  }),
];

/** Routes of this module; compose mounts them. */
export const identityRoutes: Route[] = [...citizenRoutes, ...staffRoutes, ...officeRoutes, ...readerRoutes];
