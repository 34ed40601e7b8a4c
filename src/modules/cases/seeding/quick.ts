/** Answers that cannot change while a seed runs, given from memory: the calendar's, and the few places and posts that are asked for a million times. */
import type { Limit, LivingCalendar } from '#platform/calendar';
import type { Read, Sql } from '#platform/db';

/** A calendar that counts each span once. */
export function quickCalendar(calendar: LivingCalendar): LivingCalendar {
  const worked = new Map<string, boolean>();
  const limits = new Map<string, Limit>();
  return {
    ...calendar,
    known: (year) => calendar.known(year),
    isWorkday: (day) => {
      let is = worked.get(day);
      if (is === undefined) worked.set(day, (is = calendar.isWorkday(day)));
      return is;
    },
    addWorkdays: (day, n) => {
      const key = `${day}${n}`;
      let limit = limits.get(key);
      if (limit === undefined) limits.set(key, (limit = calendar.addWorkdays(day, n)));
      return limit;
    },
    workdaysBetween: (a, b) => calendar.workdaysBetween(a, b),
  };
}

/** A reader that asks each question once. */
export function quickRead(read: Read): Read {
  const answers = new Map<string, Promise<unknown>>();
  const ask = <T>(how: string, query: Sql, run: () => Promise<T>): Promise<T> => {
    const { text, values } = query.compile();
    const key = `${how}${text}${JSON.stringify(values)}`;
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = run()));
    return answer as Promise<T>;
  };
  return {
    many: <R>(query: Sql) => ask('many', query, () => read.many<R>(query)),
    maybe: <R>(query: Sql) => ask('maybe', query, () => read.maybe<R>(query)),
    one: <R>(query: Sql) => ask('one', query, () => read.one<R>(query)),
  };
}
