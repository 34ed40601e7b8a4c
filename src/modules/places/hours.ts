import type { Calendar } from '#platform/calendar';
import { addDays, type Day, shanghaiDate, shanghaiTime, weekday } from '#platform/clock';
import type { Text } from '#platform/text';

/** Opening times by weekday, '1' Monday … '7' Sunday: periods of [opens, closes] in HH:mm. */
export type Hours = Record<string, [string, string][]>;

/** Whether a place is open at an instant, until when, or when it opens next. */
export type OpenState = { open: boolean; closes: string | null; next: { day: Day; opens: string } | null };

/**
 * Opening periods of a day. A public holiday closes the place; a make-up working day at a weekend is worked like a
 * Monday. A Saturday or Sunday that is simply no working day keeps the place's own weekend hours.
 */
export function periodsOn(hours: Hours, day: Day, calendar: Calendar): [string, string][] {
  const n = weekday(day);
  const works = calendar.isWorkday(day);
  if (n <= 5) return works ? (hours[n] ?? []) : [];
  if (works) return hours['1'] ?? [];
  // A weekend day inside a holiday cannot be told from a plain one by itself: its Friday or Monday tells.
  const neighbour = n === 6 ? addDays(day, -1) : addDays(day, 1);
  return calendar.isWorkday(neighbour) ? (hours[n] ?? []) : [];
}

/** Open or closed at an instant. */
export function openState(hours: Hours, at: Date, calendar: Calendar): OpenState {
  const today = shanghaiDate(at);
  const time = shanghaiTime(at);
  const periods = periodsOn(hours, today, calendar);
  const now = periods.find(([opens, closes]) => time >= opens && time < closes);
  if (now !== undefined) return { open: true, closes: now[1], next: null };
  const later = periods.find(([opens]) => time < opens);
  if (later !== undefined) return { open: false, closes: null, next: { day: today, opens: later[0] } };
  for (let n = 1; n <= 14; n++) {
    const day = addDays(today, n);
    const first = periodsOn(hours, day, calendar)[0];
    if (first !== undefined) return { open: false, closes: null, next: { day, opens: first[0] } };
  }
  return { open: false, closes: null, next: null };
}

/** When the place closes for the day; null when it does not open that day. */
export function closingTime(hours: Hours, day: Day, calendar: Calendar): string | null {
  return periodsOn(hours, day, calendar).at(-1)?.[1] ?? null;
}

/** First opening and last closing of an ordinary working day: what a pause has to cover (model 7). */
export function serviceHours(hours: Hours): { opens: string; closes: string } {
  const monday = hours['1'] ?? [];
  return { opens: monday[0]?.[0] ?? '09:00', closes: monday.at(-1)?.[1] ?? '17:30' };
}

const dayNames = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** The hours in one sentence: 周一至周五8:30至17:30，中午不休息；周六9:00至12:00。法定节假日休息。 */
export function hoursSentence(hours: Hours): Text {
  const groups: { from: number; to: number; periods: [string, string][] }[] = [];
  for (let n = 1; n <= 7; n++) {
    const periods = hours[n] ?? [];
    if (periods.length === 0) continue;
    const last = groups.at(-1);
    if (last !== undefined && last.to === n - 1 && JSON.stringify(last.periods) === JSON.stringify(periods)) last.to = n;
    else groups.push({ from: n, to: n, periods });
  }
  if (groups.length === 0) return { zh: '要先打电话约时间。', en: 'By appointment, please call first.' };
  const short = (time: string): string => time.replace(/^0/, '');
  const noon = (periods: [string, string][]): boolean => periods.some(([opens, closes]) => opens <= '12:00' && closes >= '13:30');
  const zh = groups.map(({ from, to, periods }) => {
    const days = from === to ? dayNames.zh[from - 1] : `${dayNames.zh[from - 1]}至${dayNames.zh[to - 1]}`;
    return `${days}${periods.map(([a, b]) => `${short(a)}至${short(b)}`).join('、')}${noon(periods) ? '，中午不休息' : ''}`;
  });
  const en = groups.map(({ from, to, periods }) => {
    const days = from === to ? dayNames.en[from - 1] : `${dayNames.en[from - 1]} to ${dayNames.en[to - 1]}`;
    return `${days} ${periods.map(([a, b]) => `${short(a)}–${short(b)}`).join(', ')}${noon(periods) ? ', open over noon' : ''}`;
  });
  return { zh: `${zh.join('；')}。法定节假日休息。`, en: `${en.join('; ')}. Closed on public holidays.` };
}

const dayWords: Record<string, number> = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };

/** Reads `mon-fri: 08:30-12:00, 13:30-17:30` as documents write it. @throws RangeError naming what is wrong. */
export function readHours(written: Record<string, string>): Hours {
  const hours: Hours = {};
  for (const [days, times] of Object.entries(written)) {
    const [from, to = from] = days.split('-').map((word) => dayWords[word.trim()]);
    if (from === undefined || to === undefined || to < from) throw new RangeError(`not days of a week: ${days}`);
    const periods = times.split(',').map((text): [string, string] => {
      const found = /^\s*([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)\s*$/.exec(text);
      if (found === null || `${found[1]}${found[2]}` >= `${found[3]}${found[4]}`) throw new RangeError(`not a time of day: ${text}`);
      return [`${found[1]}:${found[2]}`, `${found[3]}:${found[4]}`];
    });
    periods.forEach(([opens], i) => {
      if (i > 0 && opens < (periods[i - 1]?.[1] ?? '')) throw new RangeError(`periods overlap: ${times}`);
    });
    for (let n = from; n <= to; n++) hours[n] = periods;
  }
  return hours;
}
