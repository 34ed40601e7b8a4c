import { queryOptions } from '@tanstack/react-query';
import type { CalendarView } from '#contracts/cases';
import { get } from '../api.ts';

export const yearQuery = (year: number) =>
  queryOptions({ queryKey: ['calendar', year], queryFn: () => get<CalendarView>(`/api/staff/calendar/${year}`) });

const dayMs = 86_400_000;
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
export const isWeekend = (day: string): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/** Every day from one to another, both with; nothing when they are the wrong way round or too far apart. */
export function daysOf(from: string, to: string): string[] {
  const [a, b] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to === '' ? from : to}T00:00:00Z`)];
  if (Number.isNaN(a) || Number.isNaN(b) || b < a || b - a > 40 * dayMs) return [];
  return Array.from({ length: (b - a) / dayMs + 1 }, (_, n) => new Date(a + n * dayMs).toISOString().slice(0, 10));
}

/** Neighbouring days as one line: the first and the last. */
export function spansOf(days: readonly string[]): [first: string, last: string][] {
  const spans: [string, string][] = [];
  for (const day of [...days].sort()) {
    const last = spans.at(-1);
    if (last !== undefined && Date.parse(day) - Date.parse(last[1]) === dayMs) last[1] = day;
    else spans.push([day, day]);
  }
  return spans;
}
