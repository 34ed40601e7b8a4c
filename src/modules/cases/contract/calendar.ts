/** A year of the working calendar. Imports nothing of the server. */
import { Type, type Static } from 'typebox';
import { dayIn, orNull } from './parts.ts';

const days = Type.Array(dayIn, { maxItems: 120 });

export const calendarView = Type.Object({
  year: Type.Integer(),
  /** Years there is a list for, and the next one that waits for its notice. */
  years: Type.Array(Type.Integer()),
  published: Type.Boolean(),
  /** 0: the list that came with the program. */
  rev: Type.Integer(),
  off: Type.Array(Type.String()),
  on: Type.Array(Type.String()),
  notice: orNull(Type.String()),
  publishedAt: orNull(Type.String()),
  by: orNull(Type.String()),
  /** The first day that may still be changed. */
  from: Type.String(),
  /** Open steps whose dates were counted over a year not published then. */
  flagged: Type.Integer(),
});
/** A year as the administrator sees it. */
export type CalendarView = Static<typeof calendarView>;

export const publishYearBody = Type.Object(
  { rev: Type.Integer({ minimum: 0, maximum: 10_000 }), off: days, on: days, notice: Type.String({ minLength: 2, maxLength: 120 }) },
  { additionalProperties: false },
);
