import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '#platform/errors';
import { reached } from '../../../../tools/counts.ts';
import { soundDocument } from '../document/document.fixtures.ts';
import { bringTogether, differences } from './difference.ts';
import { applyOperation, clash, type Operation, OperationFault, placeOf, sameJson } from './operations.ts';
import { overlap, pathOfPositions, positionsOf, readPath, spellPath, valueAt } from './paths.ts';

const base = parse(soundDocument) as Json;
const h = ['handlings', '#first'];
const runs = process.env['TONGBAN_FULL'] === '1' ? 5000 : 400;

/** A change somebody might make: of a text, a figure, a row, an order. */
const change: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    path: fc.constantFrom<string[][]>(
      ['summary'],
      ['name'],
      ['name', 'zh'],
      [...h, 'limits', 'promised', 'days'],
      [...h, 'limits', 'promised'],
      [...h, 'materials', '#idcard', 'need'],
      [...h, 'materials', '#proxy', 'name'],
      [...h, 'questions', '#who', 'options', '#self', 'text'],
      [...h, 'questions', '#who', 'text'],
      [...h, 'form', 'properties', 'relationNote', 'x-label'],
      ['faq'],
    ),
    value: fc.constantFrom<Json>('甲', '乙', 3, { zh: '丙' }, [{ q: '问', a: '答' }], { days: 4, source: 'example' }),
  }),
  fc.record({
    do: fc.constant('insert' as const),
    path: fc.constantFrom<string[][]>([...h, 'materials'], [...h, 'groups'], [...h, 'conditions']),
    value: fc.constantFrom<Json>({ id: 'extra', name: '甲' }, { id: 'extra', name: '乙' }, { id: 'more', name: '丙' }),
    after: fc.constantFrom(null, 'idcard', 'bankcard', 'gone'),
  }),
  fc.record({
    do: fc.constant('insert' as const),
    path: fc.constantFrom<string[][]>(['words'], ['aliases']),
    value: fc.constantFrom<Json>('钱', '补贴', '敬老金'),
    after: fc.constantFrom(null, '敬老金'),
  }),
  fc.record({
    do: fc.constant('remove' as const),
    path: fc.constantFrom<string[][]>(
      [...h, 'materials', '#idcard'],
      [...h, 'materials', '#extra'],
      [...h, 'questions', '#who', 'options', '#self'],
      ['words', '#老人补贴'],
    ),
  }),
  fc.record({
    do: fc.constant('move' as const),
    path: fc.constantFrom<string[][]>([...h, 'materials', '#idcard'], [...h, 'materials', '#proxy'], [...h, 'steps', '#review']),
    after: fc.constantFrom(null, 'bankcard', 'decide', 'idcard'),
  }),
  fc.record({
    do: fc.constant('unset' as const),
    path: fc.constantFrom<string[][]>(['aliases'], [...h, 'materials', '#proxy', 'showIf'], [...h, 'pauses']),
  }),
);
const attempt = (root: Json, op: Operation): { root: Json; inverse: Operation | null } | null => {
  try {
    return applyOperation(root, op);
  } catch (error) {
    if (error instanceof OperationFault) return null;
    throw error;
  }
};
const all = (root: Json, ops: Operation[]): Json => ops.reduce((at, op) => attempt(at, op)?.root ?? at, root);
/** A document without the order of its rows, which two people may leave in either way. */
const unordered = (value: Json): Json =>
  Array.isArray(value)
    ? value.map(unordered).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, unordered(v as Json)]))
      : value;

describe('changes of a document', () => {
  test('a change leaves the document it was made from as it was, and its inverse brings it back', () => {
    let made = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (ops) => {
        const before = JSON.stringify(base);
        let root = base;
        const back: Operation[] = [];
        for (const op of ops) {
          const done = attempt(root, op);
          if (done === null) continue;
          if (done.inverse !== null) back.unshift(done.inverse);
          root = done.root;
          made++;
        }
        for (const op of back) root = applyOperation(root, op).root;
        expect(JSON.stringify(base)).toBe(before);
        expect(sameJson(root, base)).toBe(true);
      }),
      { numRuns: runs },
    );
    reached('working-copy changes taken back', made);
  });
  test('what leads from one document to another does lead there, order of rows included', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.array(change, { maxLength: 8 }), (a, b) => {
        const [from, to] = [all(base, a), all(base, b)];
        expect(sameJson(all(from, differences(from, to)), to)).toBe(true);
      }),
      { numRuns: runs },
    );
  });
  test('two changes that do not clash may be made in either order, and both stand', () => {
    let pairs = 0;
    fc.assert(
      fc.property(change, change, (a, b) => {
        if (clash(a, b)) return;
        const one = attempt(base, a);
        const two = attempt(base, b);
        if (one === null || two === null) return;
        const ab = attempt(one.root, b);
        const ba = attempt(two.root, a);
        expect(ab, JSON.stringify([a, b])).not.toBeNull();
        expect(ba, JSON.stringify([a, b])).not.toBeNull();
        expect(unordered(ab?.root ?? null)).toEqual(unordered(ba?.root ?? null));
        for (const op of [a, b]) if ('value' in op) expect(valueAt(ab?.root, placeOf(op))).toEqual(op.value);
        pairs++;
      }),
      { numRuns: runs },
    );
    reached('pairs of independent changes', pairs);
  });
  test('a path by name and a path by position are two spellings of one place', () => {
    const path = [...h, 'materials', '#proxy', 'name'];
    expect(positionsOf(base, path)).toEqual(['handlings', 0, 'materials', 2, 'name']);
    expect(pathOfPositions(base, ['handlings', 0, 'materials', 2, 'name'])).toEqual(path);
    expect(pathOfPositions(base, ['faq', 0, 'q'])).toEqual(['faq']);
    expect(readPath(spellPath(['a/b', '#~c']))).toEqual(['a/b', '#~c']);
  });
  test('what tells a row apart is not changed under it, and no path leads out of the document', () => {
    const refused: Operation[] = [
      { do: 'set', path: [...h, 'materials', '#idcard', 'id'], value: 'other' },
      { do: 'set', path: [...h, 'materials', '#idcard'], value: { id: 'other' } },
      { do: 'set', path: ['__proto__', 'polluted'], value: true },
      { do: 'set', path: ['constructor', 'prototype'], value: true },
      { do: 'set', path: [...h, 'materials', '#nobody', 'need'], value: 'optional' },
      { do: 'insert', path: [...h, 'materials'], value: { name: '没有标识' }, after: null },
      { do: 'insert', path: [...h, 'materials'], value: { id: 'idcard', name: '又一个' }, after: null },
      { do: 'move', path: [...h, 'materials', '#nobody'], after: null },
    ];
    for (const op of refused) expect([op, attempt(base, op)]).toEqual([op, null]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('an upper change and a local one', () => {
  test('never loses a local change, never hides an upper one (property)', () => {
    let conflicts = 0;
    let taken = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.array(change, { maxLength: 6 }), (up, mine) => {
        const upper = all(base, up);
        const own = all(base, mine);
        const merged = bringTogether(base, upper, own);
        for (const op of differences(base, own)) {
          if ('value' in op) expect([op, sameJson(valueAt(merged.document, placeOf(op)), op.value)]).toEqual([op, true]);
          if (op.do === 'remove' || op.do === 'unset') expect(valueAt(merged.document, op.path)).toBeUndefined();
        }
        for (const op of differences(base, upper)) {
          const named = merged.conflicts.some((c) => overlap(c.path, placeOf(op)));
          const stands =
            merged.taken.some((one) => sameJson(one as unknown as Json, op as unknown as Json)) &&
            (!('value' in op) ||
              sameJson(valueAt(merged.document, placeOf(op)), valueAt(upper, placeOf(op))) ||
              differences(base, own).some((one) => overlap(placeOf(one), placeOf(op))));
          expect([op, named || stands]).toEqual([op, true]);
        }
        conflicts += merged.conflicts.length;
        taken += merged.taken.length;
        // Nothing local: the upper document itself. Nothing upper: the own one.
        expect(sameJson(bringTogether(base, upper, base).document, upper)).toBe(true);
        expect(bringTogether(base, base, own).document).toEqual(own);
      }),
      { numRuns: runs },
    );
    expect(conflicts).toBeGreaterThan(20);
    reached('upper changes taken over', taken);
    reached('upper and local changes shown side by side', conflicts);
  });
  test('both sides are shown, with what stood there before', () => {
    const upper = all(base, [{ do: 'set', path: [...h, 'limits', 'promised', 'days'], value: 3 }]);
    const own = all(base, [{ do: 'set', path: [...h, 'limits', 'promised', 'days'], value: 4 }]);
    const merged = bringTogether(base, upper, own);
    expect(merged.conflicts).toEqual([{ path: [...h, 'limits', 'promised', 'days'], base: 5, upper: 3, own: 4 }]);
    expect(merged.document).toEqual(own);
  });
});
