import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpr, evaluate, explain, type Facts, factsOf, sayReason, truth } from '#platform/rules';
import vectors from './vectors.json' with { type: 'json' };

const regionPath = (code: string) => (Object.hasOwn(vectors.regionPaths, code) ? vectors.regionPaths[code as '329901'] : undefined);
const setting = { today: vectors.today, regionPath };

describe('vectors shared by server and browser', () => {
  test.each(vectors.cases.map((one) => [JSON.stringify(one.expr), JSON.stringify(one.facts), one] as const))('%s with %s', (_, __, one) => {
    const outcome = evaluate(one.expr, one.facts as Facts, setting);
    expect(outcome.value).toEqual(one.value);
    if ('missing' in one) expect(outcome.why.map((reason) => reason.fact)).toEqual(one.missing);
    // What is definite needs no excuse, what is unknown always has one.
    expect(outcome.why.length > 0).toBe(one.value === null);
  });
});

const names = ['a', 'b', 'c', 'd'] as const;
const fact = fc.constantFrom(...names).map((name) => ({ fact: name }));
const ternaryFacts = fc.record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(true, false, null, 'text')]))) as fc.Arbitrary<
  Record<string, unknown>
>;
const anyFacts = fc.record(
  Object.fromEntries(
    names.map((name) => [
      name,
      fc.oneof(
        fc.constantFrom<unknown>(true, false, null, '', 0, 1, 80, 'x', '2020-02-29', '2026-11-24', '329901', '329901101201', 'not a day'),
        fc.constantFrom<unknown>([], ['x'], [1, 2], [{ n: 1 }], [{ n: null }]),
      ),
    ]),
  ),
) as fc.Arbitrary<Record<string, unknown>>;

/** Trees over the whole list of operators, well and badly typed. */
const { tree } = fc.letrec<{ tree: unknown }>((tie) => {
  const one = tie('tree');
  const op = (name: string, ...args: fc.Arbitrary<unknown>[]) => fc.tuple(...args).map((given) => ({ [name]: given }));
  const list = (name: string) => fc.array(one, { maxLength: 4 }).map((given) => ({ [name]: given }));
  return {
    tree: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.oneof(fact, fc.constantFrom<unknown>(true, false, 1, 80, 'x', '2026-11-24', { today: true }, ['x', 'y'], [1, 2])),
      fc.oneof(list('all'), list('any'), list('countTrue'), list('add'), list('max'), list('concat'), list('if')),
      fc.oneof(...['not', 'known', 'count', 'sum', 'age', 'idBirth', 'round'].map((name) => op(name, one))),
      fc.oneof(
        ...['eq', 'ne', 'gt', 'lte', 'in', 'notIn', 'includes', 'regionWithin', 'sub', 'div', 'daysBetween'].map((name) =>
          op(name, one, one),
        ),
      ),
      fc.oneof(
        op('between', one, one, one),
        op('if', one, one, one),
        op('atLeast', fc.constantFrom(1, 2), one, one, one),
        op('dateAdd', one, fc.constantFrom({ days: 1 }, { months: -1 }, { foo: 1 })),
        op('sum', one, fc.constant('n')),
      ),
    ),
  };
});
const kleene = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fact,
    fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree;
const value = (expr: unknown, facts: Facts) => evaluate(expr, facts, setting).value;

describe('properties', () => {
  const runs = { numRuns: Number(process.env['TONGBAN_RULE_RUNS'] ?? 1000) };

  test('total: any JSON on any facts gives a value or an unknown with a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), tree), fc.oneof(anyFacts, fc.dictionary(fc.string(), fc.jsonValue())), (expr, facts) => {
        const outcome = evaluate(expr, facts, setting);
        expect(outcome.why.length > 0).toBe(outcome.value === null);
        explain(expr);
        checkExpr(expr, {});
        factsOf(expr);
      }),
      runs,
    );
  });

  test('total: a tree of any depth ends', () => {
    let deep: unknown = true;
    for (let i = 0; i < 50_000; i += 1) deep = { not: deep };
    expect(value(deep, {})).toBe(null);
    expect(checkExpr(deep, {})).not.toEqual([]);
    expect(explain(deep).zh).not.toBe('');
    expect(factsOf(deep)).toEqual([]);
  });

  test('the laws of Kleene hold', () => {
    fc.assert(
      fc.property(kleene, kleene, kleene, ternaryFacts, (a, b, c, facts) => {
        const same = (left: unknown, right: unknown) => expect(value(left, facts)).toEqual(value(right, facts));
        same({ not: { not: { all: [a] } } }, { all: [a] });
        same({ not: { all: [a, b] } }, { any: [{ not: a }, { not: b }] });
        same({ not: { any: [a, b] } }, { all: [{ not: a }, { not: b }] });
        same({ all: [a, b] }, { all: [b, a] });
        same({ any: [a, { all: [a, b] }] }, { any: [a] });
        same({ all: [a, { any: [a, b] }] }, { all: [a] });
        same({ all: [a, { any: [b, c] }] }, { any: [{ all: [a, b] }, { all: [a, c] }] });
        same({ all: [a, { all: [b, c] }] }, { all: [{ all: [a, b] }, c] });
        same({ all: [a, true] }, { all: [a] });
        same({ any: [a, false] }, { any: [a] });
        expect(value({ all: [a, false] }, facts)).toBe(false);
        expect(value({ any: [a, true] }, facts)).toBe(true);
        same({ atLeast: [1, a, b, c] }, { any: [a, b, c] });
        same({ atLeast: [3, a, b, c] }, { all: [a, b, c] });
      }),
      runs,
    );
  });

  test('learning a fact never turns a definite value round', () => {
    fc.assert(
      fc.property(tree, anyFacts, fc.constantFrom(...names), (expr, facts, forgotten) => {
        const before = value(expr, { ...facts, [forgotten]: null });
        if (before !== null) expect(value(expr, facts)).toEqual(before);
      }),
      { numRuns: 3 * runs.numRuns },
    );
  });

  test('a checked expression never fails for its own writing', () => {
    const types = { a: 'boolean', b: 'number', c: 'date', d: 'text' } as const;
    const facts = fc.record({
      a: fc.boolean(),
      b: fc.integer({ min: -5, max: 100 }),
      c: fc.constantFrom('2020-02-29', '2000-01-01'),
      d: fc.constantFrom('x', 'y'),
    });
    fc.assert(
      fc.property(tree, facts, (expr, given) => {
        fc.pre(checkExpr(expr, types).length === 0);
        const { value: result, why } = evaluate(expr, given, setting);
        if (result !== null) expect(typeof result).toBe('boolean');
        expect(why.filter((reason) => reason.code === 'not-an-expression')).toEqual([]);
      }),
      { ...runs, maxSkipsPerRun: 10_000 },
    );
  });

  test('the same inputs give the same bytes', () => {
    fc.assert(
      fc.property(tree, anyFacts, (expr, facts) => {
        expect(JSON.stringify(evaluate(expr, facts, setting))).toBe(
          JSON.stringify(evaluate(structuredClone(expr), structuredClone(facts), setting)),
        );
      }),
    );
  });
});

describe('words', () => {
  const known = {
    who: {
      name: { zh: '您为谁申请', en: 'For whom' },
      values: { self: { zh: '我自己', en: 'Myself' }, relative: { zh: '家里老人', en: 'A relative' } },
    },
    'applicant.birth': { name: { zh: '出生日期', en: 'date of birth' } },
  };
  test.each([
    [{ eq: [{ fact: 'who' }, 'self'] }, '“您为谁申请”是“我自己”', '“For whom” is “Myself”'],
    [{ gte: [{ age: [{ fact: 'applicant.birth' }] }, 80] }, '“出生日期”的周岁不低于80', 'age by “date of birth” is at least 80'],
    [
      { all: [{ eq: [{ fact: 'who' }, 'self'] }, { any: [{ fact: 'x' }, { not: { fact: 'y' } }] }] },
      '“您为谁申请”是“我自己”，并且（“x”，或者“y”不成立）',
      '“For whom” is “Myself” and (“x” or not “y”)',
    ],
    [{ lt: [{ fact: 'applicant.birth' }, '2000-01-01'] }, '“出生日期”早于2000年1月1日', '“date of birth” is less than 2000-01-01'],
  ])('%j', (expr, zh, en) => {
    expect(explain(expr, known)).toEqual({ zh, en });
  });

  test('reasons carry the name people know', () => {
    const [reason] = truth({ eq: [{ fact: 'who' }, 'self'] }, {}, setting).why;
    expect(sayReason(reason!, known)).toEqual({ zh: '还不知道“您为谁申请”', en: '“For whom” is not known yet' });
  });
});

describe('checked at save', () => {
  const facts = { who: { type: 'text', values: ['self', 'relative'] }, birth: 'date', income: 'number', rows: 'rows' } as const;
  test.each([
    [{ eq: [{ fact: 'whom' }, 'self'] }, '/eq/0', '没有“whom”这个事实，是不是“who”？'],
    [{ eq: [{ fact: 'who' }, 'selv'] }, '/eq', '选项里没有“selv”，是不是“self”？'],
    [{ in: [{ fact: 'who' }, ['self', 'son']] }, '/in', '选项里没有“son”'],
    [{ gte: [{ fact: 'birth' }, 80] }, '/gte', '“gte”两边不是一类：日期和数'],
    [{ gt: [{ fact: 'who' }, 'self'] }, '/gt', '“gt”只能比数和日期'],
    [{ age: [{ fact: 'birth' }] }, '', '这里要的是是或否，写的却是数'],
    [{ all: [] }, '/all', '“all”要至少1项，写了0项'],
    [{ and: [true] }, '', '没有“and”这个运算'],
    [{ eq: [{ fact: 'who' }, 'self'], not: true }, '', '一层只能写一个运算，这里写了2个'],
    [{ gte: [{ fact: 'birth' }, { dateAdd: [{ today: true }, { month: 1 }] }] }, '/gte/1/dateAdd', 'dateAdd的第二项'],
  ])('%j', (expr, path, say) => {
    const faults = checkExpr(expr, facts);
    expect(faults[0]).toMatchObject({ path });
    expect(faults[0]!.say.zh.startsWith(say)).toBe(true);
  });
  test('sound ones pass', () => {
    expect(checkExpr({ gte: [{ age: [{ fact: 'birth' }, { dateAdd: [{ today: true }, { months: 1 }] }] }, 80] }, facts)).toEqual([]);
    expect(checkExpr({ sum: [{ fact: 'rows' }, 'a'] }, facts, 'number')).toEqual([]);
    expect(checkExpr({ if: [{ eq: [{ fact: 'who' }, 'self'] }, 1, 2] }, facts, 'number')).toEqual([]);
  });
});
