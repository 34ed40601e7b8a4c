/** I13 over the whole table: from every state that can be reached, every staff verb by everybody who did an earlier one. */
import { expect, test } from 'vitest';
import { reached } from '../../../../tools/counts.ts';
import { after, receivedFacts, table, transition } from './case.ts';
import { terminationGrounds } from './ending.rules.ts';
import type { CaseFacts } from './facts.ts';
import { regimesForTests, threeSteps } from './lifecycle.fixtures.ts';
import { planOf } from './plan.ts';
import { refusalGrounds } from './receiving.rules.ts';
import type { Regime } from './regime.ts';
import type { Deed, Doer, Verb } from './verbs.ts';

const full = { reason: true, lacks: 1, officers: 2 };
/** Every way a verb can be filled in here. */
function ways(verb: Verb, facts: CaseFacts, regime: Regime): Partial<Deed>[] {
  switch (verb) {
    case 'decide':
    case 'proposeDecision':
      return [
        { ...full, outcome: 'grant' },
        { ...full, outcome: 'refuse' },
      ];
    case 'onTheSpotGrant':
      return [{ ...full, outcome: 'grant' }];
    case 'refuseAcceptance':
      return refusalGrounds.map((ground) => ({ ...full, ground }));
    case 'terminate':
      return terminationGrounds.map((ground) => ({ ...full, ground }));
    case 'pause':
      return regime.pauses.map((p) => ({ ...full, pauseKind: p.kind }));
    case 'supersedeDecision':
      return (['correction', 'revocation', 'review', 'court'] as const).flatMap((ground) =>
        (['granted', 'refused', 'revoked', 'reopened'] as const).map((leaves) => ({ ...full, ground, leaves })),
      );
    case 'answerFromSystem':
      return [
        { ...full, answer: 'accepted' },
        { ...full, answer: 'refused' },
      ];
    default:
      return [full];
  }
}

const doers: readonly Doer[] = ['staff', 'applicant', 'system', 'department'];
type Did = { verb: Verb; actor: string };

/** Pairs “earlier verb → later verb” one person may not do both of, and those it may, over all that can be reached. */
function pairsOf(regime: Regime, depth: number): { forbidden: Set<string>; allowed: Set<string>; looked: number } {
  const forbidden = new Set<string>();
  const allowed = new Set<string>();
  const start = receivedFacts(
    planOf(threeSteps),
    { competenceKnown: true, intakeAt: 'receiving', missing: { count: 1, promisable: 1 }, onTheSpot: true },
    { id: 's0', kind: 'intake', key: 'intake', system: null },
  );
  let open: { facts: CaseFacts; did: Did[] }[] = [
    { facts: start, did: [] },
    { facts: { ...start, missing: { count: 0, promisable: 0 } }, did: [] },
  ];
  const seen = new Set<string>();
  let looked = 0;
  for (let level = 0; level < depth; level++) {
    const next: typeof open = [];
    for (const { facts, did } of open)
      for (const { verb } of table)
        for (const by of doers)
          for (const step of [undefined, ...facts.steps.map((s) => s.id)])
            for (const way of ways(verb, facts, regime)) {
              const deed = (actor: string | null): Deed => ({ verb, by, actor, ...(step === undefined ? {} : { step }), ...way });
              const actor = by === 'system' ? null : `p${level}`;
              const result = transition(facts, deed(actor), regime);
              looked++;
              if ('refusal' in result) continue;
              if (by === 'staff')
                for (const earlier of did) {
                  const again = transition(facts, deed(earlier.actor), regime);
                  ('refusal' in again ? forbidden : allowed).add(`${earlier.verb}→${verb}`);
                }
              const then = after(
                facts,
                result.move,
                result.move.open.map((_, i) => `s${level}${i}`),
              );
              const now = [...did, ...(by === 'staff' ? [{ verb, actor: `p${level}` }] : [])];
              const key = JSON.stringify([
                then.state,
                then.decidedBy === null,
                then.rounds,
                then.steps.map((s) => s.kind).sort(),
                now.map((d) => d.verb).sort(),
                then.proposal === null,
              ]);
              if (seen.has(key)) continue;
              seen.add(key);
              next.push({ facts: then, did: now });
            }
    open = next;
  }
  return { forbidden, allowed, looked };
}

const between = [
  'proposeDecision→decide',
  'decide→supersedeDecision',
  'refuseAcceptance→supersedeDecision',
  'supersedeDecision→supersedeDecision',
  'terminate→supersedeDecision',
];

test('I13 of all pairs of staff verbs that one person could do, exactly these are refused, in every regime', { timeout: 120_000 }, () => {
  const forbidden = new Set<string>();
  const allowed = new Set<string>();
  let looked = 0;
  for (const regime of Object.values(regimesForTests)) {
    const pairs = pairsOf(regime, 5);
    for (const pair of pairs.forbidden) forbidden.add(pair);
    for (const pair of pairs.allowed) allowed.add(pair);
    looked += pairs.looked;
  }
  const deciding = ['decide', 'proposeDecision', 'sendBackProposal', 'supersedeDecision', 'terminate'];
  const accepting = ['accept', 'acceptWithPromise'];
  expect([...forbidden].sort()).toEqual(
    [
      // Whoever accepted has no hand in what becomes of it.
      ...accepting.flatMap((earlier) => deciding.map((later) => `${earlier}→${later}`)),
      // A grant on the spot is the one deed where both hands are one person’s: never a second one after it.
      ...['decide', 'supersedeDecision', 'terminate'].map((later) => `onTheSpotGrant→${later}`),
      'proposeDecision→decide',
      // Nobody changes the decision he made himself, whichever ending it was.
      ...['decide', 'refuseAcceptance', 'terminate', 'supersedeDecision'].map((earlier) => `${earlier}→supersedeDecision`),
    ].sort(),
  );
  // Of some pairs one person may do both when another stood between: his proposal was sent back, his decision superseded.
  expect([...forbidden].filter((pair) => allowed.has(pair) && !between.includes(pair))).toEqual([]);
  expect([...allowed].filter((pair) => accepting.some((v) => deciding.includes(pair.replace(`${v}→`, ''))))).toEqual([]);
  reached('I13 pairs looked at', looked);
  expect(looked).toBeGreaterThan(1_000_000);
});
