export type { Day } from '#platform/clock';
export type { Calendar, CalendarYears, Limit } from './calendar.ts';
export { makeCalendar, officialCalendar, officialYears } from './calendar.ts';
export { livingCalendar, type LivingCalendar } from './living.ts';
export type { PausedDays, ServiceHours } from './pauses.ts';
export { dueDay, pausedDays, pausedWorkdays } from './pauses.ts';
export { dueAfterDays, dueAfterMonths, hasPassed, type Received, receivedDay } from './limits.ts';
