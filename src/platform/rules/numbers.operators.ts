import { type Known, known, type Reason, unknown, wrongType } from './expr.ts';
import { en, join, many, type Operator, words } from './operator.ts';

const noNumber: Reason = {
  code: 'no-number',
  say: { zh: '算不出数来，要由人来看', en: 'This cannot be calculated; a person has to look' },
};

function numeric(args: readonly Known[], op: string, calculate: (values: readonly number[]) => number): Known {
  if (args.some((arg) => arg.value === null)) return unknown(...args.flatMap((arg) => (arg.value === null ? arg.why : [])));
  const values = args.map((arg) => arg.value);
  if (!values.every((value) => typeof value === 'number')) return unknown(wrongType(op));
  const result = calculate(values as number[]);
  // Amounts are decimal: 0.1 + 0.2 must be 0.3 on every machine.
  return Number.isFinite(result) ? known(Number(result.toPrecision(15))) : unknown(noNumber);
}

function arithmetic(
  op: string,
  min: number,
  max: number,
  calculate: (values: readonly number[]) => number,
  zh: string,
  english: string,
): Operator {
  return {
    min,
    max,
    takes: 'number',
    gives: 'number',
    run: (args) => numeric(args, op, calculate),
    words: (args) => join(args, zh, english),
  };
}

/** Half away from zero, on the decimal digits people see. */
export function roundTo(value: number, digits: number): number {
  const sign = value < 0 ? -1 : 1;
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  return Number.isNaN(shifted) ? value : sign * Number(`${Math.round(shifted)}e${-digits}`);
}

export const numbers: Readonly<Record<string, Operator>> = {
  add: arithmetic('add', 1, many, (v) => v.reduce((a, b) => a + b), '加', ' plus '),
  sub: arithmetic('sub', 2, 2, ([a, b]) => a! - b!, '减', ' minus '),
  mul: arithmetic('mul', 2, many, (v) => v.reduce((a, b) => a * b), '乘', ' times '),
  div: arithmetic('div', 2, 2, ([a, b]) => a! / b!, '除以', ' divided by '),
  min: {
    ...arithmetic('min', 1, many, (v) => Math.min(...v), '', ''),
    words: (args) => words(`最小的一个：${args.map((a) => a.zh).join('、')}`, `the least of ${args.map(en).join(', ')}`),
  },
  max: {
    ...arithmetic('max', 1, many, (v) => Math.max(...v), '', ''),
    words: (args) => words(`最大的一个：${args.map((a) => a.zh).join('、')}`, `the greatest of ${args.map(en).join(', ')}`),
  },
  round: {
    min: 1,
    max: 2,
    takes: 'number',
    gives: 'number',
    run: (args) =>
      numeric(args, 'round', ([value, digits]) =>
        Number.isInteger(digits ?? 0) && Math.abs(digits ?? 0) <= 12 ? roundTo(value!, digits ?? 0) : Number.NaN,
      ),
    words: ([a]) => words(`${a!.zh}（四舍五入）`, `${en(a!)}, rounded`),
  },
  count: {
    min: 1,
    max: 1,
    keepList: true,
    takes: 'any',
    gives: 'number',
    run: ([list]) => (list!.value === null ? list! : Array.isArray(list!.value) ? known(list!.value.length) : unknown(wrongType('count'))),
    words: ([a]) => words(`${a!.zh}的项数`, `number of ${en(a!)}`),
  },
  sum: {
    min: 1,
    max: 2,
    raw: [1],
    takes: ['any', 'any'],
    gives: 'number',
    run([list], _, given) {
      if (list!.value === null) return list!;
      if (!Array.isArray(list!.value)) return unknown(wrongType('sum'));
      const column = given[1];
      const cells = (list!.value as readonly unknown[]).map((one) =>
        typeof column === 'string' && typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[column] : one,
      );
      if (cells.some((cell) => cell === undefined || cell === null || cell === ''))
        return unknown({ code: 'missing', say: { zh: '表里还有没填的格子', en: 'A cell of the table is still empty' } });
      return numeric(
        cells.map((cell) => known(cell as number)),
        'sum',
        (values) => values.reduce((a, b) => a + b, 0),
      );
    },
    literal: (given) => (given.length === 2 && typeof given[1] !== 'string' ? 'sum的第二项是列名' : undefined),
    words: ([a], given) =>
      words(
        `${a!.zh}${typeof given[1] === 'string' ? `的“${given[1]}”列` : ''}合计`,
        `total of ${en(a!)}${typeof given[1] === 'string' ? `, column “${given[1]}”` : ''}`,
      ),
  },
  concat: {
    min: 1,
    max: many,
    takes: 'any',
    gives: 'text',
    run(args) {
      if (args.some((arg) => arg.value === null)) return unknown(...args.flatMap((arg) => (arg.value === null ? arg.why : [])));
      return args.some((arg) => Array.isArray(arg.value))
        ? unknown(wrongType('concat'))
        : known(args.map((arg) => String(arg.value)).join(''));
    },
    words: (args) => join(args, '接', ' followed by '),
  },
};
