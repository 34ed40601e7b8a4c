export type { Clock, FixedClock } from './clock.ts';
export { fixedClock, systemClock } from './clock.ts';
export type { Day } from './day.ts';
export { addDays, addMonths, asDay, daysBetween, isDay, lastDayOfMonth, weekday, yearsBetween } from './day.ts';
export { shanghaiDate, shanghaiInstant, shanghaiTime } from './shanghai.ts';
