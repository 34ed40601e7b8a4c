import { type Calendar, type Day, dueDay } from '#platform/calendar';
import { daysBetween, isDay } from '#platform/clock';
import { type Facts, factValue, type ItemContent } from '../outside/items.ts';

/**
 * The day on which the present permit ends, when its renewal was applied for early enough: undecided on that day it counts
 * as renewed (《行政许可法》第五十条). Null for everything else: whoever applied late, or named no day, is seen to by people.
 */
export function renewalDueOf(content: ItemContent, facts: Facts, receivedDay: Day, calendar: Calendar): Day | null {
  const { renewal } = content;
  if (renewal === undefined || content.regime.silence.onRenewal !== 'deemedRenewed') return null;
  const expires = factValue(renewal.expires, facts, receivedDay);
  if (!isDay(expires)) return null;
  const { days, unit } = renewal.before;
  const inTime = unit === 'workday' ? dueDay(calendar, receivedDay, days).due <= expires : daysBetween(receivedDay, expires) >= days;
  return inTime ? expires : null;
}
