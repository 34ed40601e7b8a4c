import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkItem } from '../checks/check-item.ts';
import type { ItemContent, Material } from '../document/content.ts';
import { planted, sharedFixture, soundDocument } from '../document/document.fixtures.ts';
import { canonicalList, evaluate, notAsked, personalList } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { whyNotDemand } from './why-not-demand.ts';

const today = '2026-11-24';
const content = (text = soundDocument): ItemContent => checkItem('sample.yaml', text, sharedFixture, today).contents[0] as ItemContent;
const sound = content();
const lineIds = (e: Evaluation, status: string): string[] => e.lines.filter((l) => l.status === status).map((l) => l.id);

describe('the guide', () => {
  test('without answers asks the first question, drops nothing, refuses nobody', () => {
    const guide = canonicalList(sound, {}, { today });
    expect(guide.nextQuestion).toBe('who');
    expect(guide.questions.map((q) => q.id)).toEqual(['who']);
    expect(guide.outcome.kind).toBe('asks');
    expect(guide.conditions.map((c) => c.state)).toEqual(['unknown']);
    expect(guide.lines.find((l) => l.id === 'proxy')).toMatchObject({ depends: true, dependsOn: ['who'], status: 'bring' });
  });
  test('an answer brings its questions, its list and its outcome', () => {
    const self = canonicalList(sound, { who: 'self' }, { today });
    expect(lineIds(self, 'bring')).toEqual(['bankcard']);
    expect(lineIds(self, 'waived')).toEqual(['idcard']);
    expect(self.outcome.kind).toBe('apply');
    const other = canonicalList(sound, { who: 'relative', relation: 'other' }, { today });
    expect(other.outcome).toMatchObject({ kind: 'elsewhere', id: 'stranger' });
    expect(other.outcome.next?.zh).toBeTruthy();
  });
  test('an answer to a question that is no longer asked does not count', () => {
    const changed = canonicalList(sound, { who: 'self', relation: 'other' }, { today });
    expect(changed.outcome.kind).toBe('apply');
    expect(changed.facts).not.toHaveProperty('relation');
    expect(changed.situation['relation']).toBe(notAsked);
  });
  test('a value outside the options is no answer', () => {
    expect(canonicalList(sound, { who: 'nobody' }, { today }).nextQuestion).toBe('who');
  });
  test('a condition not met says what to do instead and still lets one apply', () => {
    const young = evaluate(sound, { who: 'self', 'applicant.birth': '1990-01-01' }, { today });
    expect(young.conditions[0]).toMatchObject({ state: 'notMet' });
    expect(young.conditions[0]?.next?.zh).toBeTruthy();
    expect(young.outcome.kind).toBe('apply');
  });
});

describe('what a clerk may demand', () => {
  test('only what the list says; everything else is refused with the reason', () => {
    const held = [{ material: 'YH', route: 'earlierCase' as const }];
    const mine = personalList(sound, { who: 'self' }, { today, held });
    expect(whyNotDemand(mine, 'bankcard')?.zh).toContain('以前办事时');
    expect(whyNotDemand(mine, 'idcard')?.zh).toContain('承诺书');
    expect(whyNotDemand(mine, 'proxy')?.zh).toContain('没有这样材料');
    expect(whyNotDemand(canonicalList(sound, { who: 'self' }, { today }), 'bankcard')).toBeNull();
  });
});

describe('what shortens a list', () => {
  const held = [{ material: 'YH', route: 'earlierCase' as const, on: '2026-03-01' }];
  test('a paper verified in an earlier case is not asked of this person again, and the public guide does not know of it', () => {
    const mine = personalList(sound, { who: 'self' }, { today, held });
    expect(mine.lines.find((l) => l.id === 'bankcard')).toMatchObject({ status: 'waived', route: 'earlierCase' });
    expect(mine.lines.find((l) => l.id === 'bankcard')?.reason?.zh).toContain('2026-03-01');
    expect(lineIds(canonicalList(sound, { who: 'self' }, { today, held } as never), 'bring')).toEqual(['bankcard']);
  });
  test('not where the law demands the original', () => {
    const strict = content(
      planted(', routes: [{route: promise, state: live, text: 写一份承诺书}]', ', noRouteReason: lawDemandsOriginal')
        .replace('waived: [idcard]', 'waived: []')
        .replace('list: [bankcard, proxy]', 'list: [bankcard, idcard, proxy]'),
    );
    const mine = personalList(strict, { who: 'self' }, { today, held: [{ material: 'ID', route: 'clerkChecked' }] });
    expect(mine.lines.find((l) => l.id === 'idcard')).toMatchObject({ status: 'bring' });
    expect(mine.lines.find((l) => l.id === 'idcard')?.reason?.zh).toContain('原件');
  });
  test('a route planned, of another region, or with an unknown condition shortens nothing', () => {
    const withRoute = (route: Material['routes'][number]): ItemContent => ({
      ...sound,
      materials: sound.materials.map((m) => (m.id === 'idcard' ? { ...m, routes: [route] } : m)),
    });
    const bring = (c: ItemContent, regionPath: string[]): boolean =>
      canonicalList(c, { who: 'self' }, { today, regionPath }).lines.find((l) => l.id === 'idcard')?.status === 'bring';
    expect(bring(withRoute({ route: 'data', state: 'planned' }), [])).toBe(true);
    expect(bring(withRoute({ route: 'data', state: 'live', regions: ['329901'] }), ['329900', '329902'])).toBe(true);
    expect(bring(withRoute({ route: 'data', state: 'live', regions: ['329901'] }), ['329900', '329901'])).toBe(false);
    expect(bring(withRoute({ route: 'data', state: 'live', when: { eq: [{ fact: 'applicant.kind' }, 'natural'] } }), [])).toBe(true);
  });
  test('one waived paper of a group is enough; the others need not be brought', () => {
    const group = {
      ...sound,
      groups: [{ id: 'identity', min: 1, text: { zh: '有一样就行' } }],
      materials: sound.materials.map((m) => (m.id === 'proxy' ? m : { ...m, group: 'identity' })),
    };
    const list = canonicalList(group, { who: 'self' }, { today });
    expect(list.groups).toMatchObject([{ satisfied: true }]);
    expect(list.lines.find((l) => l.id === 'bankcard')).toMatchObject({ status: 'optional' });
  });
});

/** Items with random questions (each may hang on an earlier one), materials and answers. */
const generated = fc
  .record({
    links: fc.array(fc.option(fc.record({ on: fc.nat(), value: fc.constantFrom('a', 'b') }), { nil: undefined }), {
      minLength: 1,
      maxLength: 6,
    }),
    needs: fc.array(fc.record({ on: fc.nat(), value: fc.constantFrom('a', 'b'), live: fc.boolean(), not: fc.boolean() }), { maxLength: 6 }),
    ends: fc.array(fc.record({ on: fc.nat(), value: fc.constantFrom('a', 'b') }), { maxLength: 2 }),
  })
  .map(({ links, needs, ends }): ItemContent => {
    const id = (n: number): string => `q${n % links.length}`;
    const is = (n: number, value: string): unknown => ({ eq: [{ fact: id(n) }, value] });
    return {
      ...sound,
      questions: links.map((link, i) => ({
        id: `q${i}`,
        text: { zh: `问题${i}` },
        options: [
          { value: 'a', text: { zh: '甲' } },
          { value: 'b', text: { zh: '乙' } },
        ],
        ...(link === undefined || i === 0 ? {} : { showIf: { eq: [{ fact: `q${link.on % i}` }, link.value] } }),
      })),
      conditions: needs.map((n, i) => ({
        id: `c${i}`,
        text: { zh: '条件' },
        when: is(n.on, n.value),
        ifNot: { say: { zh: '不行' }, next: { zh: '找人' } },
      })),
      materials: needs.map(
        (n, i): Material => ({
          ...(sound.materials[0] as Material),
          id: `m${i}`,
          kind: `k${i}`,
          showIf: n.not ? { not: [is(n.on, n.value)] } : is(n.on, n.value),
          routes: [{ route: 'data', state: n.live ? 'live' : 'planned' }],
        }),
      ),
      answers: ends.map((e, i) => ({
        id: `a${i}`,
        when: is(e.on, e.value),
        kind: 'notNeeded' as const,
        say: { zh: '不用办' },
        next: { zh: '回去吧' },
      })),
    };
  });
const answersTo = (c: ItemContent): fc.Arbitrary<[string, string][]> =>
  fc.array(fc.tuple(fc.constantFrom(...c.questions.map((q) => q.id)), fc.constantFrom('a', 'b')), { maxLength: 10 });
const runs = process.env['TONGBAN_FULL'] === '1' ? 2000 : 200;

describe('for any item', () => {
  test('the same answers give the same list in whatever order they came', () => {
    fc.assert(
      fc.property(
        generated.chain((c) =>
          answersTo(c).chain((given) =>
            fc.tuple(
              fc.constant(c),
              fc.constant([...new Map(given)]),
              fc.shuffledSubarray([...new Map(given)], { minLength: new Map(given).size }),
            ),
          ),
        ),
        ([c, given, shuffled]) => {
          expect(evaluate(c, Object.fromEntries(shuffled), { today })).toEqual(evaluate(c, Object.fromEntries(given), { today }));
        },
      ),
      { numRuns: runs },
    );
  });
  test('what is not known refuses nobody and takes nothing off the list', () => {
    fc.assert(
      fc.property(
        generated.chain((c) => answersTo(c).map((given) => [c, Object.fromEntries(given)] as const)),
        ([c, answers]) => {
          const nothing = evaluate(c, {}, { today });
          expect(nothing.conditions.every((x) => x.state === 'unknown')).toBe(true);
          expect(['asks', 'apply']).toContain(nothing.outcome.kind);
          // A paper hanging on a question that is not asked at all may fall away; every other stays on the open list.
          const full = evaluate(c, answers, { today });
          for (const line of full.lines) expect(nothing.lines.map((l) => l.id)).toContain(line.id);
          for (const x of full.conditions) if (x.state === 'notMet') expect(x.missing).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
  });
  test('every answer leads on: to the next question or to an outcome', () => {
    fc.assert(
      fc.property(
        generated.chain((c) => fc.tuple(fc.constant(c), fc.infiniteStream(fc.constantFrom('a', 'b')))),
        ([c, choices]) => {
          const facts: Record<string, string> = {};
          for (let step = 0; step <= c.questions.length; step++) {
            const { nextQuestion, outcome } = evaluate(c, facts, { today });
            if (nextQuestion === null) {
              expect(outcome.kind).not.toBe('asks');
              return;
            }
            expect(facts).not.toHaveProperty(nextQuestion);
            facts[nextQuestion] = choices.next().value as string;
          }
          expect(evaluate(c, facts, { today }).nextQuestion).toBeNull();
        },
      ),
      { numRuns: runs },
    );
  });
  test('any rubbish for facts is answered, never thrown', () => {
    fc.assert(
      fc.property(generated, fc.dictionary(fc.string(), fc.anything()), (c, rubbish) => {
        expect(evaluate(c, rubbish, { today }).lines).toBeInstanceOf(Array);
      }),
      { numRuns: runs },
    );
  });
});
