import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/config';
import { buildItemIndex, type SearchEntry } from './item-index.ts';
import { labelledItems, labelledQueries } from './search.fixtures.ts';

const index = buildItemIndex(labelledItems);

describe('search finds an item by the way people write it', () => {
  test.each(labelledQueries)('%s → %s (%s)', (query, key) => {
    const found = index.search(query, 5);
    expect(found.slice(0, 3).map((f) => f.entry.key)).toContain(key);
    expect(found[0]?.why.text).toBeTruthy();
  });
  test('at rank 1 for nine in ten', () => {
    const first = labelledQueries.filter(([query, key]) => index.search(query, 1)[0]?.entry.key === key);
    expect(first.length / labelledQueries.length).toBeGreaterThanOrEqual(0.9);
  });
  test('says why: people’s own words, sound, English', () => {
    expect(index.search('没钱请律师', 1)[0]?.why).toEqual({ kind: 'said', text: '没钱请律师' });
    expect(index.search('gljt', 1)[0]?.why.kind).toBe('pinyin');
    expect(index.search('Legal aid', 1)[0]?.why.kind).toBe('english');
  });
  test('a question about nothing here covers little of any item', () => {
    for (const query of ['今天天气', '火星移民签证多少钱'])
      expect(Math.max(0, ...index.search(query, 5).map((f) => f.cover))).toBeLessThan(0.5);
  });
  test('anything typed is answered', () => {
    for (const query of ['', ' ', '？！', '%_\\', '😀', 'a'.repeat(200), '的的的', '\u0000'])
      expect(index.search(query, 5)).toBeInstanceOf(Array);
  });
});

test('thousands of items: built in seconds, asked in milliseconds', () => {
  const many: SearchEntry[] = Array.from({ length: 3000 }, (_, i) => {
    const base = labelledItems[i % labelledItems.length] as SearchEntry;
    return { ...base, key: `${base.key}-${i}`, name: { zh: `${base.name.zh}${i}号` } };
  });
  const big = buildItemIndex([...many, ...labelledItems]);
  big.search('热身', 5);
  const took = labelledQueries.map(([query]) => {
    const start = performance.now();
    big.search(query, 10);
    return performance.now() - start;
  });
  // Far above what is measured (a few ms): a guard against the wrong order of growth, not a benchmark.
  expect(took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]).toBeLessThan(100);
});

// Development data outside the repository, no licence stated: read in place where it is, never copied.
const outside = join(projectRoot(), '../shared/fixtures/search');
const there = existsSync(join(outside, 'search_dev_queries.jsonl'));
test.skipIf(!there)(`development set of 129 real questions${there ? '' : ' (skipped: ../shared is not here)'}`, () => {
  const lines = <T>(file: string): T[] =>
    readFileSync(join(outside, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as T);
  const items = lines<{ id: string; name: string }>('search_dev_items.jsonl');
  const dev = buildItemIndex(
    items.map((i) => ({
      key: i.id,
      name: { zh: i.name },
      legalName: { zh: i.name },
      aliases: [],
      said: [],
      summary: { zh: '' },
      handlings: [],
      department: '',
      objects: [],
      events: [],
    })),
  );
  const queries = lines<{ query: string; gold: string[] }>('search_dev_queries.jsonl');
  const ranks = queries.map((q) => dev.search(q.query, 5).findIndex((f) => q.gold.includes(f.entry.key)));
  const at = (k: number): number => ranks.filter((r) => r >= 0 && r < k).length / queries.length;
  expect(at(1)).toBeGreaterThan(0.75);
  expect(at(5)).toBeGreaterThan(0.92);
});
