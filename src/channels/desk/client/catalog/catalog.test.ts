import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { sameJson } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { evaluate } from '#platform/rules';
import { factsOf } from './facts.ts';
import { type Editing, member, placeAt, rowWithin } from './place.ts';
import { readRule, writeRule } from './rule-terms.ts';
import { Saver } from './saver.ts';
import { sectionOf, sections } from './sections.ts';

const home = join(import.meta.dirname, '../../../../../demo/catalog/items');
const documents = readdirSync(home)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => parse(readFileSync(join(home, name), 'utf8')) as Record<string, Json>);
const editing = (document: Json): Editing => ({
  copyId: 'x',
  document,
  rev: 3,
  may: () => true,
  change: () => undefined,
  issues: [],
  blocks: undefined,
});
const rowsOf = (value: Json | undefined): Record<string, Json>[] => (Array.isArray(value) ? (value as Record<string, Json>[]) : []);

describe('rules by screens', () => {
  test('every rule of every item is either left alone or written back so that it says the same', () => {
    let read = 0;
    let left = 0;
    for (const document of documents)
      for (const handling of rowsOf(document['handlings'])) {
        const facts = factsOf(editing(document), ['handlings', `#${String(handling['key'])}`]);
        const rules = [
          ...rowsOf(handling['questions']).map((q) => q['showIf']),
          ...rowsOf(handling['answers']).map((a) => a['when']),
          ...rowsOf(handling['conditions']).map((c) => c['when']),
          ...rowsOf(handling['materials']).map((m) => m['showIf']),
        ].filter((rule) => rule !== undefined);
        for (const rule of rules) {
          const terms = readRule(rule, facts);
          if (terms === null) {
            left++;
            continue;
          }
          read++;
          const back = writeRule(terms) as Json;
          for (const values of samples(facts)) {
            const asked = (expr: Json) => evaluate(expr, values, { today: '2026-11-25' }).value;
            expect([rule, asked(back)]).toEqual([rule, asked(rule)]);
          }
        }
      }
    expect(read).toBeGreaterThan(100);
    expect(read / (read + left)).toBeGreaterThan(0.6);
  });

  /** Each option of each fact once, the others at their first. */
  function samples(facts: ReturnType<typeof factsOf>): Record<string, unknown>[] {
    const first = Object.fromEntries(
      facts.map((f) => [
        f.id,
        f.values === undefined ? '1950-01-01' : f.kind === 'yes' ? f.values[0]?.value === 'true' : f.values[0]?.value,
      ]),
    );
    return [
      {},
      first,
      ...facts.flatMap((f) =>
        (f.values ?? [{ value: '2020-01-01' }]).map((v) => ({ ...first, [f.id]: f.kind === 'yes' ? v.value === 'true' : v.value })),
      ),
    ];
  }
});

describe('places', () => {
  test('a member of what is not there yet comes into being with it; rows without identifiers are written with their list', () => {
    const ops: Json[] = [];
    const at = {
      ...editing({ overlays: [{ region: '329900' }], faq: [{ q: '甲' }, { q: '乙' }] }),
      change: (made: unknown) => ops.push(made as Json),
    };
    const overlay = placeAt(at as Editing, ['overlays', '#329900']);
    member(member(overlay, 'days'), 'promised').write(3);
    member(rowWithin(placeAt(at as Editing, ['faq']), 1), 'q').write('丙');
    expect(ops).toEqual([
      [{ do: 'set', path: ['overlays', '#329900', 'days'], value: { promised: 3 } }],
      [{ do: 'set', path: ['faq'], value: [{ q: '甲' }, { q: '丙' }] }],
    ]);
  });
  test('every part of a document has one screen on which its faults are mended', () => {
    for (const document of documents) {
      for (const name of Object.keys(document)) if (name !== 'handlings') expect([name, sectionOf([name])?.of]).toEqual([name, 'item']);
      for (const handling of rowsOf(document['handlings']))
        for (const name of Object.keys(handling)) expect([name, sectionOf(['handlings', '#x', name])?.of]).toEqual([name, 'handling']);
    }
    expect(new Set(sections.map((one) => one.key)).size).toBe(sections.length);
  });
});

describe('saving as one types', () => {
  afterEach(() => vi.unstubAllGlobals());
  type Sent = { key: string; body: { baseRev: number; changes: Json[] } };
  const server = (answers: (() => Response | Promise<Response>)[]): Sent[] => {
    const sent: Sent[] = [];
    vi.stubGlobal('fetch', (_path: string, init: { headers: Record<string, string>; body: string }) => {
      sent.push({ key: init.headers['idempotency-key'] ?? '', body: JSON.parse(init.body) as Sent['body'] });
      return Promise.resolve((answers.shift() ?? (() => Response.json({ rev: 9 })))());
    });
    return sent;
  };
  const set = (name: string, value: Json) => ({ do: 'set' as const, path: [name], value });

  test('letters of one word are one change; what is not stored is drawn over what is', async () => {
    const sent = server([]);
    const saver = new Saver('x', () => Promise.resolve());
    saver.change([set('a', '唐')], 3, 'typing');
    saver.change([set('a', '唐悦')], 4, 'typing');
    saver.change([set('b', 1)], 4, 'typing');
    expect(saver.over({ a: '', b: 0 }, 3)).toEqual({ a: '唐悦', b: 1 });
    await saver.flush();
    // The revision its writer saw when he began is the one that counts.
    expect(sent.map((one) => one.body)).toEqual([
      { baseRev: 3, changes: [set('a', '唐悦')] },
      { baseRev: 4, changes: [set('b', 1)] },
    ]);
    expect([saver.state, saver.idle]).toEqual(['saved', true]);
    // A screen that has not drawn that revision yet still shows what was typed; one that has shows what is stored.
    expect([saver.over({ a: '', b: 0 }, 8), saver.over({ a: '别人的', b: 1 }, 9)]).toEqual([
      { a: '唐悦', b: 1 },
      { a: '别人的', b: 1 },
    ]);
  });
  test('without an answer the same command is sent again under the same key, and nothing typed is gone', async () => {
    const sent = server([() => Promise.reject(new TypeError('offline')), () => Response.json({ rev: 4 })]);
    const saver = new Saver('x', () => Promise.resolve());
    saver.change([set('a', '留')], 3, 'typing');
    await saver.flush();
    expect([saver.state, saver.over({ a: '' }, 3)]).toEqual(['offline', { a: '留' }]);
    await saver.flush();
    expect([saver.state, sent[0]?.key === sent[1]?.key, sameJson(sent[0]?.body as never, sent[1]?.body as never)]).toEqual([
      'saved',
      true,
      true,
    ]);
  });
  test('two at one place: mine is sent with the revision now seen, theirs drops mine alone', async () => {
    const conflict = { path: ['a'], yours: '我', theirs: '他', base: '', by: '方宁', rev: 7 };
    const clash = () => Response.json({ title: '冲突', status: 409, code: 'catalog.edit-conflict', data: conflict }, { status: 409 });
    for (const take of ['mine', 'theirs'] as const) {
      const sent = server([clash]);
      const saver = new Saver('x', () => Promise.resolve());
      saver.change([set('a', '我'), set('b', 2)], 3, 'typing');
      await saver.flush();
      expect([saver.state, saver.conflict?.by, saver.over({ a: '', b: 0 }, 3)]).toEqual(['conflict', '方宁', { a: '我', b: 2 }]);
      await saver.settle(take);
      expect(sent.slice(1).map((one) => one.body)).toEqual(
        take === 'mine'
          ? [
              { baseRev: 7, changes: [set('a', '我')] },
              { baseRev: 3, changes: [set('b', 2)] },
            ]
          : [{ baseRev: 3, changes: [set('b', 2)] }],
      );
      expect(saver.state).toBe('saved');
    }
  });
  test('what is refused is said and not tried for ever; what was written elsewhere meanwhile is stored', async () => {
    const sent = server([() => Response.json({ title: '放不进去', status: 422, code: 'catalog.bad-value' }, { status: 422 })]);
    const saver = new Saver('x', () => Promise.resolve());
    saver.change([set('a', 1)], 3, 'typing');
    await saver.flush();
    expect([saver.state, saver.problem?.code, saver.over({ a: 0 }, 3)]).toEqual(['refused', 'catalog.bad-value', { a: 0 }]);
    saver.change([set('b', 2)], 3, 'typing');
    await saver.flush();
    expect([sent.length, saver.state, saver.problem]).toEqual([2, 'saved', null]);
  });
});
