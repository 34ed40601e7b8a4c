import { type Calendar, type CalendarYears, makeCalendar } from './calendar.ts';

/** A calendar that can be told a newly published year while the house is open. */
export type LivingCalendar = Calendar & {
  /** From now on these years, over those it was made with. All or nothing. @throws Error when a day does not fit. */
  learn(years: CalendarYears): void;
  /** What it counts by now. */
  years(): CalendarYears;
};

/** Begins with `base`; every question is answered by what was learnt last. */
export function livingCalendar(base: CalendarYears): LivingCalendar {
  let years = base;
  let inner = makeCalendar(base);
  return {
    learn(more) {
      const next = { ...base, ...more };
      inner = makeCalendar(next);
      years = next;
    },
    years: () => years,
    known: (year) => inner.known(year),
    isWorkday: (day) => inner.isWorkday(day),
    addWorkdays: (day, n) => inner.addWorkdays(day, n),
    workdaysBetween: (a, b) => inner.workdaysBetween(a, b),
  };
}
