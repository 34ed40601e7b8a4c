/** A legal day, YYYY-MM-DD. Text, because it sorts, travels and never has a zone. */
export type Day = string;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const dayMs = 86_400_000;

/** Whether a value is a real day of the calendar (2026-02-30 is not). */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !shape.test(value) || value.startsWith('0000')) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && format(at) === value;
}

/** The value as a day; throws when it is none. */
export function asDay(value: string): Day {
  if (!isDay(value)) throw new RangeError(`not a day: ${value}`);
  return value;
}

/** The day `n` natural days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return format(parse(day) + n * dayMs);
}

/** The corresponding day `n` months later; a month without it gives its last day (民法典第202条). */
export function addMonths(day: Day, n: number): Day {
  const [year, month, date] = parts(day);
  const months = year * 12 + (month - 1) + n;
  const y = Math.floor(months / 12);
  const m = ((months % 12) + 12) % 12;
  return format(utc(y, m, Math.min(date, lastDayOfMonth(y, m + 1))));
}

/** Natural days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((parse(b) - parse(a)) / dayMs);
}

/** Full years from `birth` to `on`: a birthday on 29 February is reached on 1 March of a common year. */
export function yearsBetween(birth: Day, on: Day): number {
  const [by, bm, bd] = parts(birth);
  const [y, m, d] = parts(on);
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0);
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: Day): number {
  return new Date(parse(day)).getUTCDay() || 7;
}

/** How many days the month (1–12) has. */
export function lastDayOfMonth(year: number, month: number): number {
  return new Date(utc(year, month, 0)).getUTCDate();
}

function parts(day: Day): [number, number, number] {
  const found = shape.exec(asDay(day)) as RegExpExecArray;
  return [Number(found[1]), Number(found[2]), Number(found[3])];
}
function parse(day: Day): number {
  return Date.parse(`${asDay(day)}T00:00:00Z`);
}
// Date.UTC reads years below 100 as 19xx; setUTCFullYear does not.
function utc(year: number, monthIndex: number, date: number): number {
  return new Date(0).setUTCFullYear(year, monthIndex, date);
}
function format(at: number): Day {
  const iso = new Date(at).toISOString();
  if (!/^\d{4}-/.test(iso)) throw new RangeError('a day outside the years 0001 to 9999');
  return iso.slice(0, 10);
}
