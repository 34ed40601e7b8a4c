import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileTable, decide, type DecisionTable, type TableSource } from '#platform/rules';

const allowance: TableSource = {
  format: 1,
  id: 'allowance',
  inputs: [
    { fact: 'age', name: { zh: '周岁', en: 'Age' }, type: 'number', integer: true, min: 0, max: 150 },
    { fact: 'hukou', type: 'choice', values: ['city', 'province', 'outside'] },
    { fact: 'born', type: 'date', min: '1900-01-01' },
  ],
  outputs: [
    { id: 'outcome', type: 'choice', values: ['grant', 'person'] },
    { id: 'amount', type: 'number' },
  ],
  rows: [
    { id: 'away', when: { hukou: { in: ['province', 'outside'] } }, then: { outcome: 'person', amount: 0 } },
    { id: 'young', when: { hukou: 'city', age: { below: 80 } }, then: { outcome: 'person', amount: 0 } },
    { id: 'eighties', when: { hukou: 'city', age: { from: 80, to: 89 } }, then: { outcome: 'grant', amount: 60 }, say: '80至89周岁' },
    { id: 'ninety', when: { hukou: 'city', age: { from: 90 }, born: { below: '1930-01-01' } }, then: { outcome: 'grant', amount: 120 } },
    { id: 'odd', when: { hukou: 'city', age: { above: 89 }, born: { from: '1930-01-01' } }, then: { outcome: 'person', amount: 120 } },
  ],
};
const compiled = (source: TableSource): DecisionTable => {
  const result = compileTable(source);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.table;
};
const faults = (change: Partial<TableSource>) => {
  const result = compileTable({ ...allowance, ...change });
  return result.ok ? [] : result.faults.map((fault) => `${fault.code}: ${fault.say.zh}`);
};
const without = (id: string) => allowance.rows.filter((row) => row.id !== id);

describe('a table is whole or refused', () => {
  test('whole', () => expect(compileTable(allowance).ok).toBe(true));
  test.each([
    ['a gap', { rows: without('eighties') }, 'gap: 没有一行管得到：age为80，hukou为“city”'],
    [
      'a gap of one number',
      { rows: allowance.rows.map((row) => (row.id === 'young' ? { ...row, when: { hukou: 'city', age: { below: 79 } } } : row)) },
      'gap: 没有一行管得到：age为79，hukou为“city”',
    ],
    [
      'a gap of one day',
      { rows: allowance.rows.map((row) => (row.id === 'odd' ? { ...row, when: { ...row.when, born: { above: '1930-01-01' } } } : row)) },
      'gap: 没有一行管得到：age为90，hukou为“city”，born为1930-01-01',
    ],
    [
      'an overlap',
      { rows: allowance.rows.map((row) => (row.id === 'young' ? { ...row, when: { hukou: 'city', age: { to: 80 } } } : row)) },
      'overlap: “young”和“eighties”两行撞上了：age为80，hukou为“city”，born为1900-01-01时两行都对得上',
    ],
    [
      'a value that cannot be',
      {
        rows: [...without('away'), { id: 'away', when: { hukou: { in: ['province', 'abroad'] } }, then: { outcome: 'person', amount: 0 } }],
      },
      'cell: 第5（away）行“hukou”：“"abroad"”是选项里没有的值',
    ],
    [
      'a text for a number',
      { rows: [...without('young'), { id: 'young', when: { hukou: 'city', age: '<80' }, then: { outcome: 'person', amount: 0 } }] },
      'cell: 第5（young）行“age”：“"<80"”是范围外或不是数的值',
    ],
    [
      'an empty range',
      { rows: [...without('young'), { id: 'young', when: { age: { above: 79, below: 80 } }, then: { outcome: 'person', amount: 0 } }] },
      'cell: 第5（young）行“age”：这个范围里什么也没有',
    ],
    [
      'a column nobody knows',
      { rows: [...without('young'), { id: 'young', when: { ages: 3 }, then: { outcome: 'person', amount: 0 } }] },
      'cell: 第5（young）行写了“ages”，它不是输入',
    ],
    [
      'a missing result',
      { rows: [...without('young'), { id: 'young', when: { hukou: 'city', age: { below: 80 } }, then: { outcome: 'person' } }] },
      'cell: 第5（young）行的结果“amount”没写，或者不是它的值',
    ],
    ['no rows', { rows: [] }, 'shape: 表没有行'],
    ['a row without cells', { rows: [{ id: 'x' } as never] }, 'shape: 第1行要有id、when和then'],
    ['a row twice', { rows: [...allowance.rows, allowance.rows[0]!] }, 'shape: 行“away”写了两次'],
  ] as [string, Partial<TableSource>, string][])('%s', (_, change, say) => {
    expect(faults(change)).toContain(say);
  });
  test('a broken cell never comes through as something else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('age', 'hukou', 'born'), (cell, fact) => {
        const result = compileTable({
          ...allowance,
          rows: allowance.rows.map((row) => (row.id === 'ninety' ? { ...row, when: { ...row.when, [fact]: cell as never } } : row)),
        });
        if (result.ok) expect(JSON.stringify(result.table.rows[3])).toBe(JSON.stringify(allowance.rows[3]));
      }),
    );
  });
});

describe('a whole table decides or hands to a person', () => {
  const table = compiled(allowance);
  test('decides with its row and trace', () => {
    const outcome = decide(table, { age: 82, hukou: 'city', born: '1944-06-17' });
    expect(outcome).toMatchObject({
      kind: 'decided',
      outputs: { outcome: 'grant', amount: 60 },
      rows: ['eighties'],
      say: { zh: '80至89周岁' },
    });
    expect(outcome.trace.find((row) => row.row === 'young')).toMatchObject({
      hit: false,
      cells: [{ fact: 'age', value: 82, cell: { zh: '低于80' }, hit: false }, { hit: true }, { cell: { zh: '任意' }, hit: true }],
    });
  });
  test('what does not matter need not be known', () => {
    expect(decide(table, { age: 82, hukou: 'city' })).toMatchObject({ kind: 'decided', rows: ['eighties'] });
    expect(decide(table, { age: 50 })).toMatchObject({
      kind: 'decided',
      outputs: { outcome: 'person', amount: 0 },
      rows: ['away', 'young'],
    });
  });
  test('what matters and is unknown, wrong or outside goes to a person', () => {
    expect(decide(table, { age: 95, hukou: 'city' })).toMatchObject({ kind: 'person', missing: ['born'], rows: ['ninety', 'odd'] });
    expect(decide(table, { hukou: 'city', age: '82', born: '1944-06-17' })).toMatchObject({
      kind: 'person',
      missing: ['age'],
      why: [{ code: 'wrong-type' }],
    });
    expect(decide(table, { hukou: 'city', age: 151, born: '1944-06-17' })).toMatchObject({ kind: 'person', missing: ['age'] });
    expect(decide(table, {})).toMatchObject({ kind: 'person', missing: ['age', 'hukou', 'born'] });
  });
  const facts = fc.record({
    age: fc.oneof(fc.integer({ min: -5, max: 160 }), fc.constantFrom(null, '82', 82.5)),
    hukou: fc.constantFrom('city', 'province', 'outside', 'abroad', null),
    born: fc.constantFrom('1899-12-31', '1929-12-31', '1930-01-01', '1944-06-17', 'x', null),
  });
  test('all known and inside: exactly one row, always', () => {
    const inside = fc.record({
      age: fc.integer({ min: 0, max: 150 }),
      hukou: fc.constantFrom('city', 'province', 'outside'),
      born: fc.constantFrom('1900-01-01', '1929-12-31', '1930-01-01', '2026-11-24'),
    });
    fc.assert(
      fc.property(inside, (given) => {
        const outcome = decide(table, given);
        expect(outcome.kind).toBe('decided');
        expect(outcome.rows).toHaveLength(1);
      }),
    );
  });
  test('learning a fact never turns a decision round', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom('age', 'hukou', 'born'), (given, forgotten) => {
        const before = decide(table, { ...given, [forgotten]: null });
        const after = decide(table, given);
        if (before.kind === 'decided') expect(after).toMatchObject({ kind: 'decided', outputs: before.outputs });
      }),
    );
  });
  test('random tables: found whole exactly when every combination meets one row', () => {
    const cell = fc.oneof(
      fc.constant(undefined),
      fc.integer({ min: 0, max: 3 }),
      fc.record({ from: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ below: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ in: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }) }),
    );
    const row = fc.record({ a: cell, b: fc.option(fc.boolean(), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (whens) => {
        const rows = whens.map((when, index) => ({
          id: `r${index}`,
          when: Object.fromEntries(Object.entries(when).filter(([, one]) => one !== undefined)) as never,
          then: { out: index },
        }));
        const source: TableSource = {
          format: 1,
          id: 't',
          inputs: [
            { fact: 'a', type: 'number', integer: true, min: 0, max: 3 },
            { fact: 'b', type: 'boolean' },
          ],
          outputs: [{ id: 'out', type: 'number' }],
          rows,
        };
        const hits = [0, 1, 2, 3].flatMap((a) =>
          [true, false].map(
            (b) =>
              rows.filter(({ when }) => matchesPlain((when as { a?: never })['a'], a) && ((when as { b?: boolean }).b ?? b) === b).length,
          ),
        );
        const sound = whens.every(({ a }) => a === undefined || [0, 1, 2, 3].some((value) => matchesPlain(a, value)));
        expect(compileTable(source).ok).toBe(sound && hits.every((count) => count === 1));
      }),
      { numRuns: 500 },
    );
  });
});

function matchesPlain(cell: number | { from: number } | { below: number } | { in: number[] } | undefined, value: number): boolean {
  if (cell === undefined) return true;
  if (typeof cell === 'number') return cell === value;
  if ('from' in cell) return value >= cell.from;
  return 'below' in cell ? value < cell.below : cell.in.includes(value);
}
