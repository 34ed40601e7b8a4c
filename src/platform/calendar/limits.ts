import { addDays, addMonths, type Day, shanghaiDate, shanghaiTime } from '#platform/clock';
import { type Calendar, type Limit, yearOf } from './calendar.ts';

/** The legal day of something that came in. */
export type Received = {
  /** The day it is dated. */
  day: Day;
  /** It came on a day off or after closing: it is dated that day all the same. */
  afterHours: boolean;
  /** Day 1 of any limit that runs from it: the next working day. */
  dayOne: Day;
  flagged: boolean;
};

/** Dates an instant: after closing it is still dated that day, and day 1 is the next working day either way. */
export function receivedDay(calendar: Calendar, at: Date, closing: string): Received {
  const day = shanghaiDate(at);
  const { due, flagged } = calendar.addWorkdays(day, 1);
  return { day, afterHours: !calendar.isWorkday(day) || shanghaiTime(at) > closing, dayOne: due, flagged };
}

/** The last day of a limit of `n` natural days; on a day off it moves to the next working day (民法典第201、203条). */
export function dueAfterDays(calendar: Calendar, start: Day, n: number): Limit {
  return nextWorkday(calendar, addDays(start, n));
}

/** The last day of a limit of `n` months: the corresponding day, or the month's last (民法典第202条), moved off holidays. */
export function dueAfterMonths(calendar: Calendar, start: Day, n: number): Limit {
  return nextWorkday(calendar, addMonths(start, n));
}

/** Whether a limit has passed: business hours end its last day (民法典第203条); without `closing` the day ends at midnight. */
export function hasPassed(at: Date, due: Day, closing?: string): boolean {
  const day = shanghaiDate(at);
  return day > due || (day === due && closing !== undefined && shanghaiTime(at) > closing);
}

function nextWorkday(calendar: Calendar, day: Day): Limit {
  let due = day;
  let flagged = !calendar.known(yearOf(due));
  while (!calendar.isWorkday(due)) {
    due = addDays(due, 1);
    flagged ||= !calendar.known(yearOf(due));
  }
  return { due, flagged };
}
