import { problem } from '#platform/errors';
import { defineRoute, type Route } from '#platform/http';
import * as c from './contract.ts';
import { followupRoutes } from './feedback.followup.routes.ts';
import { rate } from './rate.ts';
import { readOpenRows, readTotals } from './read-totals.ts';

/** Routes of this module; compose mounts them. */
export const feedbackRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/ratings/totals',
    permission: 'public',
    audit: null,
    summary: 'Gross totals of ratings',
    query: c.totalsQuery,
    reply: c.levelCounts,
    handle: ({ house, query }) => readTotals(house, query.item === undefined ? {} : { itemKey: query.item }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/ratings/open',
    permission: 'public',
    audit: null,
    summary: 'Every rating, one row each, nobody in it',
    reply: c.openRows,
    handle: async ({ house }) => ({ rows: await readOpenRows(house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/my/ratings',
    permission: 'ratings.give',
    audit: 'RATE',
    summary: 'Rate a service contact',
    idempotent: true,
    body: c.rateBody,
    reply: c.rated,
    status: 201,
    handle: async ({ actor, house, key, body }) => {
      if (body.contactId === undefined && body.token === undefined)
        throw problem(
          'invalid',
          'feedback.which',
          { zh: '没说是给哪一次服务打分。', en: 'Say which contact is rated.' },
          { zh: '请从「我的办件」进来。', en: 'Open it from “My cases”.' },
        );
      const contact = body.contactId === undefined ? { token: body.token ?? '' } : { id: body.contactId };
      return rate(actor, { contact, level: body.level, reasons: body.reasons ?? [], comment: body.comment ?? '', key }, house);
    },
  }),
  ...followupRoutes,
];
