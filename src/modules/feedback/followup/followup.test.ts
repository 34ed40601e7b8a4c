import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enoughMissed, type Followup, hindrance, isLate, type Verb } from './followup.ts';

const fresh: Followup = {
  id: 'f',
  ratingId: 'r',
  contactId: 'c',
  regionCode: '329901',
  regionPath: '329900/329901',
  seq: 1,
  stage: 'toCall',
  ruleVersion: 1,
  openedOn: '2026-11-25',
  callBy: '2026-11-26',
  answerBy: '2026-12-16',
  flagged: false,
  kind: null,
  missed: 0,
  calledOn: null,
  answeredOn: null,
  outcome: null,
  handlerId: null,
  againLevel: null,
  againOn: null,
  appealBy: null,
  appealGround: null,
  appealOn: null,
  appealDecidedBy: null,
  appealUpheld: null,
  appealDecidedOn: null,
};
const today = '2026-11-25';
const verbs: Verb[] = ['miss', 'reach', 'answer', 'again', 'appeal', 'decideAppeal'];
/** The plain effect of a verb, as the verb files change the row. */
const effect: Record<Verb, (f: Followup) => Partial<Followup>> = {
  miss: (f) => ({ missed: f.missed + 1 }),
  reach: () => ({ stage: 'toAnswer', kind: 'simple' }),
  answer: () => ({ stage: 'answered', outcome: 'fixed', answeredOn: today }),
  again: () => ({ againLevel: 4 }),
  appeal: () => ({ appealBy: 'someone' }),
  decideAppeal: () => ({ appealDecidedBy: 'another', appealUpheld: true }),
};

describe('the follow-up of a low rating', () => {
  it('ends by being answered, whatever is tried in whatever order: one answer, one second rating, one appeal, and never no way on', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 30 }), (tries) => {
        let f = fresh;
        const done: Verb[] = [];
        for (const verb of tries) {
          if (hindrance(f, verb, today) === null) {
            f = { ...f, ...effect[verb](f) };
            done.push(verb);
          }
          // Somebody at the office can always do the next thing until it is answered.
          if (f.stage !== 'answered') expect((['reach', 'answer'] as const).some((v) => hindrance(f, v, today) === null)).toBe(true);
        }
        for (const once of ['reach', 'answer', 'again', 'appeal', 'decideAppeal'] as const)
          expect(done.filter((v) => v === once).length).toBeLessThanOrEqual(1);
        if (done.includes('answer') && !done.includes('reach'))
          expect(done.filter((v) => v === 'miss').length).toBeGreaterThanOrEqual(enoughMissed);
        if (done.includes('again')) expect(done.indexOf('again')).toBeGreaterThan(done.indexOf('answer'));
        if (done.includes('decideAppeal')) expect(done.indexOf('decideAppeal')).toBeGreaterThan(done.indexOf('appeal'));
      }),
      { numRuns: 500 },
    );
  });
  it('is late by the day after, and not once it is answered', () => {
    expect(isLate(fresh, '2026-11-26')).toBe(false);
    expect(isLate(fresh, '2026-11-27')).toBe(true);
    expect(isLate({ ...fresh, stage: 'toAnswer' }, '2026-12-16')).toBe(false);
    expect(isLate({ ...fresh, stage: 'toAnswer' }, '2026-12-17')).toBe(true);
    expect(isLate({ ...fresh, stage: 'answered' }, '2027-12-17')).toBe(false);
  });
});
