import type { Lang } from '#platform/text';

const weekday = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function split(day: string): [number, number, number] | undefined {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(day);
  return m ? [Number(m[1]), Number(m[2]), Number(m[3])] : undefined;
}

/** 11月27日（周五）, for deadlines; the year is said when it is not `thisYear`. */
export function sayDay(day: string, lang: Lang, thisYear?: number): string {
  const d = split(day);
  if (!d) return day;
  const [y, m, n] = d;
  const w = new Date(Date.UTC(y, m - 1, n)).getUTCDay();
  const other = thisYear !== undefined && thisYear !== y;
  return lang === 'en'
    ? `${weekday.en[w]} ${n} ${months[m - 1]}${other ? ` ${y}` : ''}`
    : `${other ? `${y}年` : ''}${m}月${n}日（${weekday.zh[w]}）`;
}

/** 1944年6月17日. */
export function sayDate(day: string, lang: Lang): string {
  const d = split(day);
  if (!d) return day;
  return lang === 'en' ? `${d[2]} ${months[d[1] - 1]} ${d[0]}` : `${d[0]}年${d[1]}月${d[2]}日`;
}

/** 11月24日09:05, from an instant, in Shanghai time. */
export function sayMoment(at: Date, lang: Lang): string {
  const t = new Date(at.getTime() + 8 * 3_600_000);
  const clock = `${String(t.getUTCHours()).padStart(2, '0')}:${String(t.getUTCMinutes()).padStart(2, '0')}`;
  return lang === 'en' ? `${t.getUTCDate()} ${months[t.getUTCMonth()]} ${clock}` : `${t.getUTCMonth() + 1}月${t.getUTCDate()}日${clock}`;
}

/** 1,284. */
export function sayNumber(n: number): string {
  const [whole = '', part] = String(n).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return part ? `${grouped}.${part}` : grouped;
}
