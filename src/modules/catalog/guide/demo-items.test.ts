import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '#platform/config';
import { checkCatalog } from '../publish/import-catalog.ts';
import { buildItemIndex, type SearchEntry } from '../search/item-index.ts';
import { peopleAsk } from '../search/people-ask.fixtures.ts';
import { canonicalList, evaluate } from './evaluate.ts';

const today = '2026-11-25';
const { checked } = await checkCatalog(join(projectRoot(), 'demo/catalog'), today);
const contents = checked.flatMap((c) => c.contents);

describe('people find the services of the demonstration city in their own way of speaking', () => {
  const entries = checked.flatMap((c): SearchEntry[] => {
    const item = c.contents[0]?.item;
    if (item === undefined || c.verdict !== 'publish') return [];
    const handlings = c.contents.map((x) => ({ key: x.key, name: x.handling.name }));
    return [{ ...item, said: item.words, handlings }];
  });
  const index = buildItemIndex(entries);
  test('every service is asked for; nineteen questions in twenty find it among the first three, nine in ten at once', () => {
    const asked = new Set(peopleAsk.map(([, item]) => item));
    for (const entry of entries) expect(asked, entry.key).toContain(entry.key);
    const ranks = peopleAsk.map(([query, item]) => ({ query, rank: index.search(query, 3).findIndex((f) => f.entry.key === item) }));
    expect(1 - ranks.filter((r) => r.rank < 0).length / ranks.length).toBeGreaterThanOrEqual(0.95);
    expect(ranks.filter((r) => r.rank === 0).length / ranks.length).toBeGreaterThanOrEqual(0.9);
  });
  test('no question copies a word of the item', () => {
    const written = new Set(entries.flatMap((e) => [e.name.zh, e.legalName.zh, ...e.aliases, ...e.said]));
    const copied = peopleAsk.filter(([query]) => written.has(query)).map(([query]) => query);
    expect(copied).toEqual([]);
  });
  test('people’s own words lead to their item', () => {
    for (const entry of entries)
      for (const word of entry.said)
        expect(
          index.search(word, 3).map((f) => f.entry.key),
          word,
        ).toContain(entry.key);
  });
});

describe('the items of the demonstration city', () => {
  test('none is refused; they cover what the city needs', () => {
    expect(checked.filter((c) => c.verdict === 'refuse').flatMap((c) => c.issues.map((i) => `${i.file}:${i.line} ${i.say}`))).toEqual([]);
    expect(checked.length).toBeGreaterThanOrEqual(45);
    expect(new Set(contents.map((c) => c.item.type))).toEqual(new Set(['01', '05', '07', '08', '10', '20']));
    expect(new Set(contents.map((c) => c.regime.key)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(contents.map((c) => c.caseType))).toEqual(new Set(['instant', 'promised']));
    for (const object of ['natural', 'enterprise']) expect(contents.some((c) => c.item.objects.includes(object))).toBe(true);
    expect(contents.some((c) => c.answers.some((a) => a.kind === 'notNeeded'))).toBe(true);
    expect(contents.some((c) => c.competence.level === 'county' && c.competence.receive.some((r) => r.place === 'village-station'))).toBe(
      true,
    );
    expect(contents.some((c) => c.regime.pauses.length > 0)).toBe(true);
    for (const c of contents) expect(c.item.words.length, `${c.key} has people’s own words`).toBeGreaterThanOrEqual(3);
  });
  test('every item has three examples, conditions or answers with a way on, questions, FAQ and places that receive', () => {
    for (const c of contents) {
      expect(c.examples.length, `${c.key} examples`).toBeGreaterThanOrEqual(3);
      expect(c.item.faq.length, `${c.key} questions asked often`).toBeGreaterThanOrEqual(3);
      expect(c.questions.length, `${c.key} situation`).toBeGreaterThanOrEqual(1);
      expect(c.competence.receive.length, `${c.key} places`).toBeGreaterThanOrEqual(3);
      expect(c.item.legalBasis.length, `${c.key} legal basis`).toBeGreaterThanOrEqual(1);
    }
    const modes = new Set(contents.flatMap((c) => c.competence.receive.map((r) => r.mode)));
    expect(modes).toEqual(new Set(['preCheckOnly', 'receiveAndForward', 'acceptOnBehalf', 'own']));
    const levels = new Set(contents.flatMap((c) => c.competence.receive.map((r) => r.place)));
    for (const place of ['city-hall', 'county-hall', 'town-centre', 'village-station', 'online']) expect(levels).toContain(place);
    for (const member of ['season', 'publicity', 'clocks'] as const) expect(contents.some((c) => c[member] !== undefined)).toBe(true);
    expect(contents.filter((c) => c.effect?.from !== undefined).length).toBeGreaterThanOrEqual(4);
  });
  test('somebody sits at every office an item names: no case can land on an empty desk', async () => {
    const yaml = async (name: string): Promise<unknown> => parse(await readFile(join(projectRoot(), `demo/city/${name}.yaml`), 'utf8'));
    const { organs } = (await yaml('organs')) as { organs: { key: string; kind: string; region: string }[] };
    const { staff } = (await yaml('staff')) as { staff: { posts: { role: string; organs: string[] }[] }[] };
    const decides = new Set(staff.flatMap((s) => s.posts.flatMap((p) => (p.role === 'approver' ? p.organs : []))));
    const regions = { city: ['329900'], county: ['329901', '329902'], town: ['329901101', '329902101'], village: [] as string[] };
    for (const c of contents) {
      const offices = [c.competence, ...(c.competence.overrides ?? []), ...c.steps.map((s) => s.office)].flatMap((o) =>
        typeof o === 'object' && o.level !== undefined ? [{ level: o.level, kind: o.organKind ?? c.competence.organKind }] : [],
      );
      for (const { level, kind } of offices)
        for (const region of regions[level]) {
          const organ = organs.find((o) => o.kind === kind && o.region === region);
          expect(organ, `${c.key}: ${kind} in ${region}`).toBeDefined();
          expect(decides, `${c.key}: an approver at ${organ?.key}`).toContain(organ?.key);
        }
    }
  });
  test('every path of answers ends in an outcome with a way on, and nobody is refused by what is unknown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...contents), fc.infiniteStream(fc.nat(20)), (content, picks) => {
        const facts: Record<string, string> = {};
        const open = canonicalList(content, {}, { today });
        expect(open.conditions.filter((c) => c.state === 'notMet')).toEqual([]);
        for (let step = 0; step <= content.questions.length; step++) {
          const guide = canonicalList(content, facts, { today });
          for (const line of guide.lines) expect(open.lines.map((l) => l.id)).toContain(line.id);
          if (guide.nextQuestion === null) {
            expect(guide.outcome.kind).not.toBe('asks');
            if (guide.outcome.kind !== 'apply') expect(guide.outcome.next?.zh).toBeTruthy();
            return;
          }
          const question = guide.questions.find((q) => q.id === guide.nextQuestion);
          const option = question?.options[(picks.next().value as number) % question.options.length];
          facts[guide.nextQuestion] = option?.value ?? '';
        }
        throw new Error(`${content.key} never ends`);
      }),
      { numRuns: process.env['TONGBAN_FULL'] === '1' ? 5000 : 300 },
    );
  });
  test('every answered guide leaves a form that has steps', () => {
    for (const content of contents)
      for (const example of content.examples) {
        const { form, outcome } = evaluate(content, example.facts, { today: example.today });
        if (outcome.kind === 'apply') expect(form.schema['x-steps'].length, content.key).toBeGreaterThan(0);
      }
  });
});
