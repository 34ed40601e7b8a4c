import { isDay } from '#platform/clock';
import { type Known, known, type Scalar, unknown, wrongType } from './expr.ts';
import { en, type Operator, words } from './operator.ts';

type Order = (a: Scalar, b: Scalar) => boolean;

function scalars(args: readonly Known[], op: string): Known | readonly Scalar[] {
  if (args.some((arg) => arg.value === null)) return unknown(...args.flatMap((arg) => (arg.value === null ? arg.why : [])));
  const values = args.map((arg) => arg.value);
  if (values.some((value) => Array.isArray(value)) || values.some((value) => typeof value !== typeof values[0]))
    return unknown(wrongType(op));
  return values as Scalar[];
}

function equality(op: string, wanted: boolean, zh: string, english: string): Operator {
  return {
    min: 2,
    max: 2,
    takes: 'same',
    gives: 'boolean',
    run(args) {
      const values = scalars(args, op);
      return 'why' in values ? values : known((values[0] === values[1]) === wanted);
    },
    words: ([a, b]) => words(`${a!.zh}${zh}${b!.zh}`, `${en(a!)} ${english} ${en(b!)}`),
  };
}

/** Only numbers and dates have an order; texts would order by code point, which is nobody's rule. */
function ordered(values: readonly Scalar[]): boolean {
  return values.every((value) => typeof value === 'number') || values.every(isDay);
}
function order(op: string, holds: Order, zh: string, english: string, dateZh: string): Operator {
  return {
    min: 2,
    max: 2,
    takes: 'same',
    gives: 'boolean',
    run(args) {
      const values = scalars(args, op);
      if ('why' in values) return values;
      return ordered(values) ? known(holds(values[0]!, values[1]!)) : unknown(wrongType(op));
    },
    words: ([a, b], given) => words(`${a!.zh}${given.some(isDay) ? dateZh : zh}${b!.zh}`, `${en(a!)} ${english} ${en(b!)}`),
  };
}

function membership(op: string, wanted: boolean, zh: string, english: string): Operator {
  return {
    min: 2,
    max: 2,
    takes: ['any', 'list'],
    gives: 'boolean',
    run([one, list]) {
      if (one!.value === null || list!.value === null) return unknown(...one!.why, ...list!.why);
      if (Array.isArray(one!.value) || !Array.isArray(list!.value)) return unknown(wrongType(op));
      const members = list!.value as readonly unknown[];
      if (members.some((member) => typeof member !== typeof one!.value)) return unknown(wrongType(op));
      return known(members.includes(one!.value) === wanted);
    },
    words: ([a, b]) => words(`${a!.zh}${zh}${b!.zh}`, `${en(a!)} is ${english} ${en(b!)}`),
  };
}

export const comparisons: Readonly<Record<string, Operator>> = {
  eq: equality('eq', true, '是', 'is'),
  ne: equality('ne', false, '不是', 'is not'),
  gt: order('gt', (a, b) => a > b, '超过', 'is more than', '晚于'),
  gte: order('gte', (a, b) => a >= b, '不低于', 'is at least', '不早于'),
  lt: order('lt', (a, b) => a < b, '低于', 'is less than', '早于'),
  lte: order('lte', (a, b) => a <= b, '不超过', 'is at most', '不晚于'),
  between: {
    min: 3,
    max: 3,
    takes: 'same',
    gives: 'boolean',
    run(args) {
      const values = scalars(args, 'between');
      if ('why' in values) return values;
      return ordered(values) ? known(values[1]! <= values[0]! && values[0]! <= values[2]!) : unknown(wrongType('between'));
    },
    words: ([a, low, high]) => words(`${a!.zh}在${low!.zh}至${high!.zh}之间`, `${en(a!)} is from ${en(low!)} to ${en(high!)}`),
  },
  in: membership('in', true, '是其中之一：', 'one of'),
  notIn: membership('notIn', false, '不在其中：', 'none of'),
  includes: {
    min: 2,
    max: 2,
    takes: ['list', 'any'],
    gives: 'boolean',
    run([list, one]) {
      if (one!.value === null || list!.value === null) return unknown(...list!.why, ...one!.why);
      if (Array.isArray(one!.value) || !Array.isArray(list!.value)) return unknown(wrongType('includes'));
      return known((list!.value as readonly unknown[]).includes(one!.value));
    },
    words: ([list, one]) => words(`${list!.zh}里有${one!.zh}`, `${en(list!)} contains ${en(one!)}`),
  },
  regionWithin: {
    min: 2,
    max: 2,
    takes: ['region', 'any'],
    gives: 'boolean',
    run([region, outer], setting) {
      if (region!.value === null || outer!.value === null) return unknown(...region!.why, ...outer!.why);
      const code = region!.value;
      const targets = Array.isArray(outer!.value) ? (outer!.value as readonly unknown[]) : [outer!.value];
      if (typeof code !== 'string' || targets.some((target) => typeof target !== 'string')) return unknown(wrongType('regionWithin'));
      if (targets.includes(code)) return known(true);
      const path = setting.regionPath?.(code);
      if (path === undefined)
        return unknown({
          code: 'no-region',
          say: { zh: `区划${code}不在册，要由人来看`, en: `Region ${code} is not on the list; a person has to look` },
        });
      return known(targets.some((target) => path.includes(target as string)));
    },
    words: ([a, b]) => words(`${a!.zh}在${b!.zh}范围内`, `${en(a!)} lies in ${en(b!)}`),
  },
};
