import { Type } from 'typebox';
import { defineRoute, type Route } from '#platform/http';
import { publishYear, viewYear } from '../calendar-years/publish-year.ts';
import { calendarView, publishYearBody } from '../contract.ts';

const ofYear = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2200 }) });

/** The working calendar, a year at a time. */
export const calendarRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/calendar/:year',
    permission: 'places.manage',
    audit: null,
    summary: 'A year of the working calendar',
    params: ofYear,
    reply: calendarView,
    handle: ({ actor, house, params }) => viewYear(actor, house, params),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/staff/calendar/:year',
    permission: 'places.manage',
    audit: 'CALENDAR_PUBLISH',
    idempotent: true,
    summary: 'Publish a year by its notice, or correct it',
    params: ofYear,
    body: publishYearBody,
    reply: Type.Object({ year: Type.Integer(), rev: Type.Integer() }),
    handle: ({ actor, house, params, body, key }) => publishYear(actor, house, key, { ...params, ...body }),
  }),
];
