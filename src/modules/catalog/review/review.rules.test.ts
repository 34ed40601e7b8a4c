import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Asker,
  copyStates,
  type CopyState,
  type Hands,
  hindrance,
  openDeeds,
  type ReviewDeed,
  reviewDeeds,
  reviewRules,
} from './review.rules.ts';

const people = ['editor', 'second', 'third', 'fourth'] as const;
const roles = ['editor', 'department', 'bureau'] as const;
const asker = fc.record({
  personId: fc.constantFrom(...people),
  is: fc.subarray([...roles], { minLength: 1 }),
}) as fc.Arbitrary<Asker>;
const step = fc.record({
  asker,
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<ReviewDeed>('send', 'approve', 'pass') },
    { weight: 1, arbitrary: fc.constantFrom(...reviewDeeds) },
  ),
  edits: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

describe('from a working copy to publication', () => {
  test('whoever holds how many roles: an editor never approves, and a publication has three pairs of eyes (property)', () => {
    let published = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: CopyState = 'editing';
        let hands: Hands = { editors: ['editor'], approvedBy: null };
        for (const { asker: who, deed, edits } of steps) {
          if (edits && state === 'editing' && who.personId !== null) hands = { ...hands, editors: [...hands.editors, who.personId] };
          if (hindrance(state, deed, who, hands) !== null) continue;
          if (deed === 'approve') {
            expect(hands.editors).not.toContain(who.personId);
            hands = { ...hands, approvedBy: who.personId };
          }
          if (deed === 'pass' || deed === 'schedule') {
            expect(hands.approvedBy).not.toBeNull();
            expect(new Set([...hands.editors, hands.approvedBy, who.personId]).size).toBe(new Set(hands.editors).size + 2);
          }
          state = reviewRules[deed].to;
          if (state === 'editing') hands = { ...hands, approvedBy: null };
          if (state === 'published') {
            published++;
            break;
          }
        }
      }),
      { numRuns: process.env['TONGBAN_FULL'] === '1' ? 20_000 : 2000 },
    );
    expect(published).toBeGreaterThan(5);
  });
  test('published and abandoned are for ever; every other state has a way on', () => {
    const all: Asker = { personId: 'somebody', is: ['editor', 'department', 'bureau', 'programme'] };
    const hands: Hands = { editors: ['editor'], approvedBy: null };
    for (const state of copyStates)
      expect([state, openDeeds(state, all, hands).length > 0]).toEqual([state, state !== 'published' && state !== 'abandoned']);
  });
  test('a programme publishes only what a person has scheduled', () => {
    const programme: Asker = { personId: null, is: ['programme'] };
    const may = (state: CopyState): ReviewDeed[] => openDeeds(state, programme, { editors: [], approvedBy: null });
    expect(copyStates.filter((state) => may(state).length > 0)).toEqual(['scheduled']);
    expect(may('scheduled')).toEqual(['publish', 'stop']);
  });
});
