import { addDays, asDay, type Day, isDay, weekday } from '#platform/clock';
import official from './workdays.json' with { type: 'json' };

/** The last day of a limit; `flagged` when it was counted over a year whose holidays are not published yet. */
export type Limit = { due: Day; flagged: boolean };

/** Working days of the official calendar. */
export interface Calendar {
  /** Whether offices work that day; by the weekday alone in an unpublished year. */
  isWorkday(day: Day): boolean;
  /** Whether the holidays of that year are published and known here. */
  known(year: number): boolean;
  /** The `n`-th working day after `day` (before it when negative); `day` itself is not counted (民法典第201条). */
  addWorkdays(day: Day, n: number): Limit;
  /** Working days after `a` up to and with `b`; negative when `b` is earlier. */
  workdaysBetween(a: Day, b: Day): number;
}

/** Per year two lists of MM-DD: weekdays that are holidays, weekend days that are worked. */
export type CalendarYears = Record<string, { off: string; on: string }>;

/** A calendar over published years; refuses entries that change nothing, because they are typing errors. */
export function makeCalendar(years: CalendarYears): Calendar {
  const exceptions = new Map<Day, boolean>();
  for (const [year, lists] of Object.entries(years)) {
    for (const [list, worked] of [
      [lists.off, false],
      [lists.on, true],
    ] as const) {
      for (const monthDay of list.split(' ').filter(Boolean)) {
        const day = `${year}-${monthDay}`;
        if (!isDay(day)) throw new Error(`calendar: ${day} is no day`);
        if (weekday(day) <= 5 === worked || exceptions.has(day))
          throw new Error(`calendar: ${day} does not change its weekday, or stands twice`);
        exceptions.set(day, worked);
      }
    }
  }
  const published = new Set(Object.keys(years).map(Number));
  const known = (year: number) => published.has(year);
  const isWorkday = (day: Day) => exceptions.get(asDay(day)) ?? weekday(day) <= 5;
  return {
    known,
    isWorkday,
    addWorkdays(day, n) {
      if (!Number.isInteger(n)) throw new RangeError(`working days are whole: ${n}`);
      const step = Math.sign(n);
      let at = asDay(day);
      let flagged = false;
      for (let left = Math.abs(n); left > 0; ) {
        at = addDays(at, step);
        flagged ||= !known(yearOf(at));
        if (isWorkday(at)) left -= 1;
      }
      return { due: at, flagged };
    },
    workdaysBetween(a, b) {
      if (b < a) return -this.workdaysBetween(b, a);
      let count = 0;
      for (let at = asDay(a); at < b; ) {
        at = addDays(at, 1);
        if (isWorkday(at)) count += 1;
      }
      return count;
    },
  };
}

/** The lists that came with this version of Tongban. */
export const officialYears: CalendarYears = official.years;

let shared: Calendar | undefined;

/** The calendar of the State Council notices that came with this version of Tongban. */
export function officialCalendar(): Calendar {
  shared ??= makeCalendar(official.years);
  return shared;
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
