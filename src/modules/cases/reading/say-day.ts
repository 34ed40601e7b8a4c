import type { Calendar, Day } from '#platform/calendar';
import type { Text } from '#platform/text';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** 2026-03-04 → 2026年3月4日 / 4 March 2026; the year is left out when it is the reader's own. */
export function dayText(day: Day, today?: Day): { zh: string; en: string } {
  const [year, month, date] = [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const same = today !== undefined && today.slice(0, 4) === year;
  return { zh: `${same ? '' : `${year}年`}${month}月${date}日`, en: `${date} ${months[month - 1] ?? ''}${same ? '' : ` ${year}`}` };
}

/** As official papers write it, always with the year. */
export const officialDay = (day: Day): string => dayText(day).zh;

/** How far a due day is, in working days: 今天 · 还有3个工作日 · 过了2个工作日. */
export function distance(calendar: Calendar, today: Day, due: Day): Text & { en: string } {
  const left = calendar.workdaysBetween(today, due);
  if (due === today) return { zh: '就是今天', en: 'today' };
  if (due < today) {
    const past = Math.max(1, -left);
    return { zh: `已经过了${past}个工作日`, en: `${past} working ${past === 1 ? 'day' : 'days'} past` };
  }
  return { zh: `还有${left}个工作日`, en: `${left} working ${left === 1 ? 'day' : 'days'} left` };
}
