import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { after, edgesOf, possibleIn, receive, receivedFacts, stateNames, table, transition } from './case.ts';
import { type CaseFacts, citizenSteps, restingStates, states } from './facts.ts';
import { regimesForTests, threeSteps } from './lifecycle.fixtures.ts';
import { planOf } from './plan.ts';
import type { Regime } from './regime.ts';
import { terminationGrounds } from './ending.rules.ts';
import { refusalGrounds } from './receiving.rules.ts';
import { type Deed, type Doer, type Verb, verbNames, verbs } from './verbs.ts';

const regimes = Object.values(regimesForTests);
const regime = (key: keyof typeof regimesForTests): Regime => regimesForTests[key];
const fresh = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  ...receivedFacts(
    planOf(threeSteps),
    { competenceKnown: true, intakeAt: 'receiving', missing: { count: 0, promisable: 0 }, onTheSpot: true },
    { id: 's0', kind: 'intake', key: 'intake', system: null },
  ),
  ...more,
});
let n = 0;
const does = (facts: CaseFacts, deed: Partial<Deed> & { verb: Verb }, r: Regime): CaseFacts => {
  const result = transition(facts, { by: 'staff', actor: 'a', ...deed }, r);
  if ('refusal' in result) throw new Error(`${deed.verb}: ${result.refusal.code}`);
  return after(
    facts,
    result.move,
    result.move.open.map(() => `s${++n}`),
  );
};
const refused = (facts: CaseFacts, deed: Partial<Deed> & { verb: Verb }, r: Regime): string => {
  const result = transition(facts, { by: 'staff', actor: 'a', ...deed }, r);
  return 'refusal' in result ? result.refusal.code : 'done';
};
const stepOf = (facts: CaseFacts, kind: CaseFacts['steps'][number]['kind']): string => facts.steps.find((s) => s.kind === kind)?.id ?? '';

/** A deed that could be tried, with everything it might need. */
const anyDeed = (facts: CaseFacts): fc.Arbitrary<Deed> =>
  fc.record({
    verb: fc.constantFrom(...verbs.filter((v) => v !== 'submit')),
    by: fc.constantFrom<Doer>('applicant', 'staff', 'system', 'department'),
    actor: fc.constantFrom('a', 'b', 'c'),
    step: fc.constantFrom(...facts.steps.map((s) => s.id), 'nowhere'),
    reason: fc.constant(true),
    ground: fc.constantFrom(...refusalGrounds, ...terminationGrounds, 'correction', 'court'),
    outcome: fc.constantFrom<'grant' | 'refuse'>('grant', 'refuse'),
    pauseKind: fc.constantFrom('publicity', 'expert', 'nothing'),
    lacks: fc.constantFrom(0, 1, 2),
    leaves: fc.constantFrom<NonNullable<Deed['leaves']>>('granted', 'refused', 'revoked', 'reopened'),
  });

/** What must hold of every case at any time. */
function holds(c: CaseFacts, r: Regime): void {
  const resting = restingStates.includes(c.state);
  if (!resting)
    expect(c.steps.filter((s) => s.kind !== 'escalation' && s.kind !== 'recheck').length, `somebody has it in ${c.state}`).toBeGreaterThan(
      0,
    );
  if (resting) {
    expect(c.clocks).toEqual({ notice: false, answer: false, review: 'off', delivery: false });
    expect(c.steps.filter((s) => s.kind !== 'recheck')).toEqual([]);
  }
  expect(c.clocks.review).toBe(c.state === 'accepted' ? 'runs' : c.state === 'paused' ? 'stands' : 'off');
  if (c.clocks.notice) expect(c.state).toBe('received');
  if (c.clocks.answer) expect(c.state).toBe('correcting');
  if (c.clocks.delivery) expect(c.state).toBe('decided');
  expect(c.rounds).toBeLessThanOrEqual(r.correction.rounds);
  if (c.state === 'paused') expect(r.pauses.map((p) => p.kind)).toContain(c.pauseKind);
  if (c.state === 'correcting') expect(c.steps.some((s) => citizenSteps.includes(s.kind))).toBe(true);
}

describe('the table', () => {
  test('every verb has a rule and a name, every state a name', () => {
    expect(new Set([...table.map((r) => r.verb), 'submit'])).toEqual(new Set(verbs));
    expect(Object.keys(verbNames).sort()).toEqual([...verbs].sort());
    expect(Object.keys(stateNames).sort()).toEqual([...states].sort());
  });
  test('every state that awaits somebody has a way on for a person', () => {
    for (const state of states.filter((s) => !restingStates.includes(s))) {
      const onward = table.filter(
        (r) => r.from.includes(state) && r.to.some((t) => t !== state) && r.by.some((b) => b === 'staff' || b === 'applicant'),
      );
      expect(
        onward.map((r) => r.verb),
        state,
      ).not.toEqual([]);
    }
  });
  test('closed, not accepted and terminated are not the end: a later decision may take their place', () => {
    for (const state of ['closed', 'notAccepted', 'terminated'] as const) expect(possibleIn(state, 'staff')).toContain('supersedeDecision');
  });
  test('whatever is tried in whatever order: somebody has it, only the right clock runs, and a clerk can always end it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...regimes),
        fc.infiniteStream(fc.nat()),
        fc.array(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.nat(2)), { minLength: 10, maxLength: 40 }),
        (r, seeds, moments) => {
          let c = fresh({ onTheSpot: r.onTheSpot });
          for (const [noticePassed, answerPassed, reviewPassed, missing] of moments) {
            c = {
              ...c,
              passed: {
                notice: noticePassed && c.clocks.notice,
                answer: answerPassed && c.clocks.answer,
                review: reviewPassed && c.clocks.review !== 'off',
                renewal: false,
              },
            };
            if (c.state === 'received') c = { ...c, missing: { count: missing, promisable: 1 } };
            // Service of the notice starts the citizen's time.
            if (c.state === 'correcting' && noticePassed) c = { ...c, clocks: { ...c.clocks, answer: true } };
            const deed = fc.sample(anyDeed(c), { numRuns: 1, seed: seeds.next().value as number })[0] as Deed;
            const result = transition(c, deed, r);
            if ('refusal' in result) continue;
            const rule = table.find((one) => one.verb === deed.verb);
            expect(
              rule !== undefined && edgesOf(rule).some(([from, to]) => from === c.state && to === result.move.to),
              `${deed.verb}: ${c.state} → ${result.move.to}`,
            ).toBe(true);
            c = after(
              c,
              result.move,
              result.move.open.map(() => `s${++n}`),
            );
            holds(c, r);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('I5 only people refuse', () => {
  test('no rule lets the system refuse, not accept, terminate or close', () => {
    for (const rule of table.filter((r) => r.by.includes('system'))) {
      expect(
        edgesOf(rule).some(([from, to]) => from !== to && ['notAccepted', 'terminated', 'withdrawn'].includes(to)),
        rule.verb,
      ).toBe(false);
    }
    for (const verb of ['refuseAcceptance', 'decide', 'terminate', 'close', 'takeUpUnanswered'] as const)
      expect(refused(fresh(), { verb, by: 'system', actor: null }, regime('permit'))).toBe('cases.only-people');
  });
  test('an unanswered notice reminds and becomes a clerk’s task; it never closes by itself', () => {
    let c = does(fresh({ missing: { count: 1, promisable: 0 } }), { verb: 'issueCorrection', lacks: 1 }, regime('permit'));
    c = { ...c, clocks: { ...c.clocks, answer: true }, passed: { ...c.passed, answer: true } };
    c = does(c, { verb: 'remindUnanswered', by: 'system', actor: null }, regime('permit'));
    expect(c.state).toBe('correcting');
    expect(c.steps.map((s) => s.kind)).toEqual(['correction', 'unanswered']);
    expect(refused(c, { verb: 'remindUnanswered', by: 'system', actor: null }, regime('permit'))).toBe('cases.already-there');
    expect(does(c, { verb: 'answerCorrection', by: 'applicant' }, regime('permit')).state).toBe('received');
    const taken = does(c, { verb: 'takeUpUnanswered' }, regime('permit'));
    expect(refused(taken, { verb: 'issueCorrection', lacks: 1 }, regime('permit'))).toBe('cases.correction-used-up');
    expect(does(taken, { verb: 'refuseAcceptance', ground: 'notCorrected', reason: true }, regime('permit')).state).toBe('notAccepted');
  });
  test('not accepting for missing things needs the notice first', () => {
    expect(
      refused(
        fresh({ missing: { count: 1, promisable: 0 } }),
        { verb: 'refuseAcceptance', ground: 'notCorrected', reason: true },
        regime('permit'),
      ),
    ).toBe('cases.correct-first');
  });
});

describe('I8 one honest clock', () => {
  test('a benefit is never accepted or granted by silence; a permit is accepted', () => {
    for (const r of regimes) {
      const late = fresh({ passed: { notice: true, answer: true, review: true, renewal: false } });
      const code = refused(late, { verb: 'deemAccepted', by: 'system', actor: null }, r);
      expect(code).toBe(r.correction.missed === 'deemedAccepted' ? 'done' : 'cases.silence-means-nothing');
    }
    expect(regime('benefit').correction.missed).not.toBe('deemedAccepted');
    expect(regime('benefit').silence.onReview).not.toBe('deemedGranted');
  });
  test('pauses only of the regime; the clock stands while one lasts', () => {
    const c = does(fresh(), { verb: 'accept' }, regime('benefit'));
    expect(refused(c, { verb: 'pause', pauseKind: 'nothing', reason: true }, regime('benefit'))).toBe('cases.pause-unknown');
    const paused = does(c, { verb: 'pause', pauseKind: 'publicity', reason: true }, regime('benefit'));
    expect(paused.clocks.review).toBe('stands');
    expect(refused(paused, { verb: 'completeStep', step: stepOf(paused, 'review') }, regime('benefit'))).toBe('cases.paused');
    expect(does(paused, { verb: 'resume' }, regime('benefit')).clocks.review).toBe('runs');
  });
  test('a supplement asked after acceptance leaves the clock running and counts against the window', () => {
    const c = does(fresh(), { verb: 'accept' }, regime('permit'));
    const result = transition(c, { verb: 'requestSupplement', by: 'staff', actor: 'b', reason: true, lacks: 1 }, regime('permit'));
    expect('move' in result && result.move.counts).toEqual(['windowError']);
    expect('move' in result && result.move.clocks.review).toBe('runs');
  });
});

describe('I13 two pairs of hands', () => {
  const toDecision = (accepter: string, r: Regime): CaseFacts => {
    let c = does(fresh(), { verb: 'accept', actor: accepter }, r);
    while (stepOf(c, 'review') !== '') c = does(c, { verb: 'completeStep', step: stepOf(c, 'review'), actor: 'z' }, r);
    return c;
  };
  test('who accepted may not decide, propose, send back or supersede', () => {
    for (const r of regimes) {
      const c = toDecision('a', r);
      const verb = r.officers > 1 ? 'proposeDecision' : 'decide';
      expect(refused(c, { verb, actor: 'a', outcome: 'grant' }, r)).toBe('cases.own-acceptance');
      expect(refused(c, { verb, actor: 'b', outcome: 'grant' }, r)).toBe('done');
    }
  });
  test('every ordered pair of staff verbs by one person: the forbidden ones are exactly these', () => {
    const r = regime('substantive');
    const forbidden = new Set<string>();
    const first = does(fresh(), { verb: 'accept', actor: 'a' }, r);
    let c = first;
    while (stepOf(c, 'review') !== '') c = does(c, { verb: 'completeStep', step: stepOf(c, 'review'), actor: 'a' }, r);
    for (const [name, verb, facts] of [
      ['accept→proposeDecision', 'proposeDecision', c],
      ['accept→sendBackProposal', 'sendBackProposal', does(c, { verb: 'proposeDecision', outcome: 'grant', actor: 'b' }, r)],
      ['accept→decide', 'decide', does(c, { verb: 'proposeDecision', outcome: 'grant', actor: 'b' }, r)],
    ] as const)
      if (refused(facts, { verb, outcome: 'grant', reason: true, actor: 'a' }, r) !== 'done') forbidden.add(name);
    const ending = { verb: 'terminate', ground: 'personGone', reason: true } as const;
    if (refused(c, { ...ending, actor: 'a' }, r) === 'cases.own-acceptance') forbidden.add('accept→terminate');
    expect(refused(c, { ...ending, actor: 'b' }, r)).toBe('done');
    const proposed = does(toDecision('x', r), { verb: 'proposeDecision', outcome: 'grant', actor: 'a' }, r);
    if (refused(proposed, { verb: 'decide', outcome: 'grant', actor: 'a' }, r) === 'cases.own-proposal')
      forbidden.add('proposeDecision→decide');
    const done = does(proposed, { verb: 'decide', outcome: 'grant', actor: 'b' }, r);
    if (
      refused(done, { verb: 'supersedeDecision', ground: 'revocation', reason: true, leaves: 'revoked', actor: 'b' }, r) ===
      'cases.own-decision'
    )
      forbidden.add('decide→supersedeDecision');
    if (
      refused(done, { verb: 'supersedeDecision', ground: 'revocation', reason: true, leaves: 'revoked', actor: 'x' }, r) ===
      'cases.own-acceptance'
    )
      forbidden.add('accept→supersedeDecision');
    expect(refused(done, { verb: 'supersedeDecision', ground: 'revocation', reason: true, leaves: 'revoked', actor: 'c' }, r)).toBe('done');
    expect([...forbidden].sort()).toEqual(
      [
        'accept→decide',
        'accept→proposeDecision',
        'accept→sendBackProposal',
        'accept→supersedeDecision',
        'accept→terminate',
        'decide→supersedeDecision',
        'proposeDecision→decide',
      ].sort(),
    );
    const again = toDecision('x', r);
    expect(does(again, { verb: 'returnStep', step: stepOf(again, 'decision'), reason: true, actor: 'x' }, r).state).toBe('accepted');
  });
  test('on the spot one officer may only grant, and only where the regime says so', () => {
    expect(refused(fresh(), { verb: 'onTheSpotGrant', outcome: 'grant' }, regime('benefit'))).toBe('cases.not-on-the-spot');
    expect(refused(fresh(), { verb: 'onTheSpotGrant', outcome: 'refuse' }, regime('instant'))).toBe('cases.refusal-needs-second');
    const done = does(fresh(), { verb: 'onTheSpotGrant', outcome: 'grant' }, regime('instant'));
    expect([done.acceptedBy, done.decidedBy]).toEqual(['a', 'a']);
  });
});

describe('the walk of the item’s steps', () => {
  test('parallel steps are open together, a returned step goes one group back, an open step holds the decision', () => {
    const r = regime('permit');
    let c = does(
      fresh({
        plan: planOf([
          ...threeSteps.slice(0, 1),
          { id: 'fire', name: { zh: '消防' }, office: 'deciding', role: 'approver', parallel: 'x' },
          { id: 'health', name: { zh: '卫生' }, office: 'deciding', role: 'approver', parallel: 'x' },
          ...threeSteps.slice(1),
        ]),
      }),
      { verb: 'accept' },
      r,
    );
    expect(c.steps.map((s) => s.key)).toEqual(['fire', 'health']);
    c = does(c, { verb: 'completeStep', step: c.steps[0]?.id ?? '' }, r);
    expect(c.steps.map((s) => s.key)).toEqual(['health']);
    c = does(c, { verb: 'completeStep', step: c.steps[0]?.id ?? '' }, r);
    expect(c.steps.map((s) => s.key)).toEqual(['review']);
    expect(refused(c, { verb: 'decide', outcome: 'grant', actor: 'b' }, r)).toBe('cases.steps-open');
    c = does(c, { verb: 'returnStep', step: c.steps[0]?.id ?? '', reason: true }, r);
    expect(c.steps.map((s) => s.key)).toEqual(['fire', 'health']);
  });
  test('a promised material holds the grant but not the refusal', () => {
    const r = regime('permit');
    let c = does(fresh({ missing: { count: 1, promisable: 1 } }), { verb: 'acceptWithPromise' }, r);
    c = does(c, { verb: 'completeStep', step: stepOf(c, 'review') }, r);
    expect(refused(c, { verb: 'decide', outcome: 'grant', actor: 'b' }, r)).toBe('cases.promise-open');
    expect(refused(c, { verb: 'decide', outcome: 'refuse', reason: true, actor: 'b' }, r)).toBe('done');
    const given = does({ ...c, missing: { count: 0, promisable: 0 } }, { verb: 'handInPromised', by: 'applicant' }, r);
    expect(refused(given, { verb: 'decide', outcome: 'grant', actor: 'b' }, r)).toBe('done');
  });
  test('receipt opens intake, or the search for an office', () => {
    expect(receive(planOf(threeSteps), true, 'receiving').open.map((s) => s.kind)).toEqual(['intake']);
    expect(receive(planOf(threeSteps), false, 'receiving').open.map((s) => s.kind)).toEqual(['assign']);
  });
});
