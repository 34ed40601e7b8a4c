import { addDays, addMonths, daysBetween, isDay, yearsBetween } from '#platform/clock';
import { type Known, known, type Setting, unknown, wrongType } from './expr.ts';
import { en, type Operator, words } from './operator.ts';

function days(args: readonly Known[], op: string): Known | readonly string[] {
  if (args.some((arg) => arg.value === null)) return unknown(...args.flatMap((arg) => (arg.value === null ? arg.why : [])));
  const values = args.map((arg) => arg.value);
  return values.every(isDay) ? values : unknown(wrongType(op));
}

const spanWords: Readonly<Record<string, readonly [string, string]>> = {
  days: ['天', 'days'],
  weeks: ['周', 'weeks'],
  months: ['个月', 'months'],
  years: ['年', 'years'],
};

/** `{ months: 1, days: -3 }`: whole numbers under known names. */
function spanOf(given: unknown): Record<string, number> | undefined {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return undefined;
  const entries = Object.entries(given);
  if (
    entries.length === 0 ||
    !entries.every(([unit, n]) => Object.hasOwn(spanWords, unit) && Number.isInteger(n) && Math.abs(n as number) < 100_000)
  )
    return undefined;
  return given as Record<string, number>;
}

function full(setting: Setting, args: readonly Known[]): readonly Known[] {
  return args.length === 1 ? [args[0]!, known(setting.today)] : args;
}

export const dates: Readonly<Record<string, Operator>> = {
  age: {
    min: 1,
    max: 2,
    takes: 'date',
    gives: 'number',
    run(args, setting) {
      const values = days(full(setting, args), 'age');
      if ('why' in values) return values;
      return values[0]! > values[1]! ? unknown(wrongType('age')) : known(yearsBetween(values[0]!, values[1]!));
    },
    words: ([birth, on]) =>
      words(
        on === undefined ? `${birth!.zh}的周岁` : `${birth!.zh}到${on.zh}的周岁`,
        on === undefined ? `age by ${en(birth!)}` : `age by ${en(birth!)} on ${en(on)}`,
      ),
  },
  dateAdd: {
    min: 2,
    max: 2,
    raw: [1],
    takes: ['date', 'any'],
    gives: 'date',
    run([date], _, given) {
      const span = spanOf(given[1]);
      if (date!.value === null) return date!;
      if (span === undefined || !isDay(date!.value)) return unknown(wrongType('dateAdd'));
      try {
        const months = (span['months'] ?? 0) + 12 * (span['years'] ?? 0);
        return known(addDays(addMonths(date!.value, months), (span['days'] ?? 0) + 7 * (span['weeks'] ?? 0)));
      } catch {
        return unknown({ code: 'no-number', say: { zh: '日期超出了能算的范围', en: 'The date is out of range' } });
      }
    },
    literal: (given) => (spanOf(given[1]) === undefined ? 'dateAdd的第二项要写成{days: 3}或{months: 1}这样' : undefined),
    words([date], given) {
      const span = Object.entries(spanOf(given[1]) ?? {});
      const zh = span.map(([unit, n]) => `${n < 0 ? '前' : '后'}${Math.abs(n)}${spanWords[unit]![0]}`).join('');
      return words(
        `${date!.zh}${zh}`,
        `${en(date!)} ${span.map(([unit, n]) => `${n < 0 ? 'minus' : 'plus'} ${Math.abs(n)} ${spanWords[unit]![1]}`).join(' ')}`,
      );
    },
  },
  daysBetween: {
    min: 1,
    max: 2,
    takes: 'date',
    gives: 'number',
    run(args, setting) {
      const values = days(full(setting, args), 'daysBetween');
      return 'why' in values ? values : known(daysBetween(values[0]!, values[1]!));
    },
    words: ([from, to]) =>
      words(`${from!.zh}到${to?.zh ?? '今天'}的天数`, `days from ${en(from!)} to ${to === undefined ? 'today' : en(to)}`),
  },
};
