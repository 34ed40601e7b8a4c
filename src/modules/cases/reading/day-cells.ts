import { type Calendar, type Day, pausedDays } from '#platform/calendar';
import { addDays, shanghaiDate } from '#platform/clock';
import type { ClockView } from '../contract.ts';

/** One working day of a clock. */
export type DayCell = ClockView['cells'][number];

/** More cells than this are nobody's picture; the sentence and the numbers carry it. */
const most = 120;

/**
 * The working days of a clock, one by one: counted days, today, days left, whole days it stood, days past the limit.
 * Day 1 is the working day after `from`. While a pause is open, the days still owed come after today.
 */
export function dayCells(
  calendar: Calendar,
  clock: { from: Day; due: Day; pauses: readonly { beganAt: Date; endedAt: Date | null }[] },
  now: Date,
): DayCell[] {
  const today = shanghaiDate(now);
  const spans = clock.pauses.flatMap((p) => {
    const days = pausedDays(p.beganAt, p.endedAt ?? now);
    return days === null ? [] : [{ ...days, open: p.endedAt === null }];
  });
  const stands = clock.pauses.some((p) => p.endedAt === null);
  const ended = spans.filter((s) => !s.open);
  const inside = (day: Day, list: readonly { from: Day; to: Day }[]): boolean => list.some((s) => s.from <= day && day <= s.to);
  // The due day was set without the pause that is still open, so it tells how many days count in all.
  let owed = 0;
  for (let day = addDays(clock.from, 1); day <= clock.due; day = addDays(day, 1))
    if (calendar.isWorkday(day) && !inside(day, ended)) owed++;
  const cells: DayCell[] = [];
  for (let day = addDays(clock.from, 1); cells.length < most; day = addDays(day, 1)) {
    if (owed === 0 && day > today) break;
    if (!calendar.isWorkday(day)) continue;
    if (inside(day, spans)) {
      cells.push({ day, state: 'paused' });
      continue;
    }
    // Today has not been stood whole yet, but it is no day of the office either.
    if (stands && day === today) {
      cells.push({ day, state: 'paused' });
      continue;
    }
    if (owed === 0) {
      cells.push({ day, state: 'over' });
      continue;
    }
    owed--;
    cells.push({ day, state: day < today ? 'used' : day === today ? 'today' : 'left' });
  }
  return cells;
}

/** Counted days that are still to come, today included. */
export const daysLeft = (cells: readonly DayCell[]): number => cells.filter((c) => c.state === 'left' || c.state === 'today').length;
