import { Type } from 'typebox';
import { addDays, shanghaiDate, shanghaiInstant } from '#platform/clock';
import { problem } from '#platform/errors';
import { defineRoute, type Route } from '#platform/http';
import { retypedFigures } from '../reading/retyped-figures.ts';

const day = Type.String({ format: 'date' });
const count = Type.Integer();

/** Figures made of what cases recorded; nobody in them. */
export const figuresRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/figures/retyped',
    permission: 'figures.read',
    audit: null,
    summary: 'Fields typed although known, by item and door (I3)',
    query: Type.Object(
      { from: Type.Optional(day), to: Type.Optional(day) },
      { additionalProperties: false, description: 'First and last day of receipt; without them the last 30 days' },
    ),
    reply: Type.Object({
      from: day,
      to: day,
      rows: Type.Array(
        Type.Object({
          itemKey: Type.String(),
          itemName: Type.String(),
          door: Type.String(),
          cases: count,
          met: count,
          retyped: count,
          changed: count,
          share: Type.Number({ minimum: 0, maximum: 1, description: 'retyped ÷ met' }),
        }),
      ),
    }),
    handle: async ({ house, query }) => {
      const to = query.to ?? shanghaiDate(house.clock.now());
      const from = query.from ?? addDays(to, -30);
      if (from > to)
        throw problem(
          'invalid',
          'cases.span',
          { zh: '开始的日子在结束的日子后面。', en: 'The span ends before it begins.' },
          { zh: '请把两个日子对调。', en: 'Please exchange the two days.' },
        );
      const span = { from: shanghaiInstant(from, '00:00'), to: shanghaiInstant(addDays(to, 1), '00:00') };
      return { from, to, rows: await retypedFigures(house, span) };
    },
  }),
];
