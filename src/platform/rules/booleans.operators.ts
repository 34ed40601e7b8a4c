import { type Known, known, type Reason, unknown, wrongType } from './expr.ts';
import { en, join, type Kind, many, type Operator, words } from './operator.ts';

type Ternary = { value: boolean | null; why: readonly Reason[] };

/** A value of another kind is as good as unknown: it must never decide. */
function ternary(arg: Known, op: string): Ternary {
  if (arg.value === null || typeof arg.value === 'boolean') return { value: arg.value, why: arg.why };
  return { value: null, why: [wrongType(op)] };
}
const of = (args: readonly Known[], op: string) => args.map((arg) => ternary(arg, op));
const why = (args: readonly Ternary[]) => args.filter((arg) => arg.value === null).flatMap((arg) => arg.why);
const nested = (text: { zh: string; en?: string }) => ({
  zh: /，并且|或者/.test(text.zh) ? `（${text.zh}）` : text.zh,
  en: / and | or /.test(en(text)) ? `(${en(text)})` : en(text),
});

const valuesOf = (kinds: readonly Kind[]) => kinds.filter((_, index) => index % 2 === 1 || index === kinds.length - 1);
/** The one kind of all values: texts, dates and regions written side by side are texts. */
function common(kinds: readonly Kind[]): Kind | undefined {
  const known = new Set(kinds.filter((kind) => kind !== 'any'));
  if (known.size <= 1) return [...known][0] ?? 'any';
  return [...known].every((kind) => kind === 'text' || kind === 'date' || kind === 'region') ? 'text' : undefined;
}

export const booleans: Readonly<Record<string, Operator>> = {
  all: {
    min: 0,
    max: many,
    takes: 'boolean',
    gives: 'boolean',
    run(args) {
      const parts = of(args, 'all');
      if (parts.some((part) => part.value === false)) return known(false);
      return parts.every((part) => part.value === true) ? known(true) : unknown(...why(parts));
    },
    words: (args) => join(args.map(nested), '，并且', ' and '),
  },
  any: {
    min: 0,
    max: many,
    takes: 'boolean',
    gives: 'boolean',
    run(args) {
      const parts = of(args, 'any');
      if (parts.some((part) => part.value === true)) return known(true);
      return parts.every((part) => part.value === false) ? known(false) : unknown(...why(parts));
    },
    words: (args) => join(args.map(nested), '，或者', ' or '),
  },
  not: {
    min: 1,
    max: 1,
    takes: 'boolean',
    gives: 'boolean',
    run(args) {
      const [part] = of(args, 'not') as [Ternary];
      return part.value === null ? unknown(...part.why) : known(!part.value);
    },
    words: ([a]) => words(`${nested(a!).zh}不成立`, `not ${/ /.test(en(a!)) ? `(${en(a!)})` : en(a!)}`),
  },
  atLeast: {
    min: 2,
    max: many,
    takes: ['number', 'boolean'],
    gives: 'boolean',
    run([count, ...rest]) {
      const parts = of(rest, 'atLeast');
      if (typeof count!.value !== 'number') return unknown(...(count!.value === null ? count!.why : [wrongType('atLeast')]));
      const yes = parts.filter((part) => part.value === true).length;
      const open = parts.filter((part) => part.value === null).length;
      if (yes >= count!.value) return known(true);
      return yes + open < count!.value ? known(false) : unknown(...why(parts));
    },
    words: ([count, ...rest]) =>
      words(`下面至少有${count!.zh}条成立：${rest.map((t) => t.zh).join('；')}`, `at least ${en(count!)} of: ${rest.map(en).join('; ')}`),
  },
  countTrue: {
    min: 1,
    max: many,
    takes: 'boolean',
    gives: 'number',
    run(args) {
      const parts = of(args, 'countTrue');
      return parts.some((part) => part.value === null) ? unknown(...why(parts)) : known(parts.filter((part) => part.value === true).length);
    },
    words: (args) => words(`下面成立的条数：${args.map((t) => t.zh).join('；')}`, `how many hold of: ${args.map(en).join('; ')}`),
  },
  known: {
    min: 1,
    max: 1,
    takes: 'any',
    gives: 'boolean',
    // Not knowing is unknown, not false: otherwise learning a fact could turn a definite answer round.
    run: ([arg]) => (arg!.value === null ? unknown(...arg!.why) : known(true)),
    words: ([a]) => words(`${a!.zh}已经知道`, `${en(a!)} is known`),
  },
  if: {
    min: 3,
    max: many,
    takes: 'any',
    gives: (kinds) => common(valuesOf(kinds)) ?? 'any',
    kindFault(kinds) {
      if (kinds.some((kind, index) => index % 2 === 0 && index < kinds.length - 1 && kind !== 'boolean' && kind !== 'any'))
        return 'if的第1、3、5…项是条件，要写是或否';
      return common(valuesOf(kinds)) === undefined ? 'if各种情况的值要是同一类' : undefined;
    },
    run(args) {
      // Conditions and values in turn, the value for otherwise last. While a condition is open, only agreement of all that may follow is an answer.
      const possible: Known[] = [];
      const open: Reason[] = [];
      let at = 0;
      for (; at + 1 < args.length; at += 2) {
        const condition = ternary(args[at]!, 'if');
        if (condition.value === false) continue;
        possible.push(args[at + 1]!);
        if (condition.value === true) break;
        open.push(...condition.why);
      }
      if (at + 1 >= args.length) possible.push(at < args.length ? args[at]! : unknown(wrongType('if')));
      const first = possible[0]!;
      if (possible.every((one) => one.value !== null && JSON.stringify(one.value) === JSON.stringify(first.value)))
        return known(first.value!);
      return unknown(...open, ...(possible.length === 1 ? first.why : []));
    },
    literal: (given) => (given.length % 2 === 0 ? 'if要依次写条件、值、条件、值…，最后是其余情况的值，总数是单数' : undefined),
    words(args) {
      const zh: string[] = [];
      const english: string[] = [];
      for (let at = 0; at + 1 < args.length; at += 2) {
        zh.push(`${args[at]!.zh}时是${args[at + 1]!.zh}`);
        english.push(`${en(args[at + 1]!)} if ${en(args[at]!)}`);
      }
      const last = args[args.length - 1]!;
      return words(`${zh.join('，')}，其余是${last.zh}`, `${english.join(', ')}, otherwise ${en(last)}`);
    },
  },
};
