import { addDays, asDay, type Day, shanghaiDate, shanghaiTime } from '#platform/clock';
import { type Calendar, type Limit, yearOf } from './calendar.ts';

/** Days a pause covers whole, first and last included. */
export type PausedDays = { from: Day; to: Day };

/** Working time of an office, HH:mm. */
export type ServiceHours = { opens: string; closes: string };

const usual: ServiceHours = { opens: '09:00', closes: '17:30' };

/**
 * The days a pause stopped the clock: only days whose whole working time it covers, the first and the last included.
 * Begun after opening, its first day still counts for the office; ended before closing, so does its last; begun and ended the same day it stopped nothing.
 * For a pause still open pass the present as its end.
 */
export function pausedDays(begun: Date, ended: Date, hours: ServiceHours = usual): PausedDays | null {
  const first = shanghaiDate(begun);
  const last = shanghaiDate(ended);
  if (first >= last) return null;
  const from = shanghaiTime(begun) <= hours.opens ? first : addDays(first, 1);
  const to = shanghaiTime(ended) >= hours.closes ? last : addDays(last, -1);
  return from > to ? null : { from, to };
}

/** How many working days these pauses took; a day under two pauses is one day. */
export function pausedWorkdays(calendar: Calendar, pauses: readonly PausedDays[]): number {
  const days = new Set<Day>();
  for (const pause of pauses)
    for (let day = asDay(pause.from); day <= pause.to; day = addDays(day, 1)) if (calendar.isWorkday(day)) days.add(day);
  return days.size;
}

/** The last day of a limit of `n` working days begun on `start` (not counted), paused days left out. */
export function dueDay(calendar: Calendar, start: Day, n: number, pauses: readonly PausedDays[] = []): Limit {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`a limit is a whole number of working days: ${n}`);
  let due = asDay(start);
  let flagged = false;
  for (let left = n; left > 0; ) {
    due = addDays(due, 1);
    flagged ||= !calendar.known(yearOf(due));
    if (calendar.isWorkday(due) && !pauses.some((pause) => pause.from <= due && due <= pause.to)) left -= 1;
  }
  return { due, flagged };
}
