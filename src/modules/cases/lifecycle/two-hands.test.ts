/** I13 over the whole table: from every state that can be reached, every staff verb by everybody who did an earlier one. */
import { expect, test } from 'vitest';
import { reached } from '../../../../tools/counts.ts';
import { plant } from '../../../../tools/plant.ts';
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

type Table = typeof transition;

/** Pairs “earlier verb → later verb” one person may not do both of, and those it may, over all that can be reached. */
function pairsOf(
  regime: Regime,
  depth: number,
  transition: Table,
  tries = table.map((r) => r.verb),
): { forbidden: Set<string>; allowed: Set<string>; looked: number } {
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
      for (const verb of tries)
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
  'askExtension→extend',
  'decide→supersedeDecision',
  'refuseAcceptance→supersedeDecision',
  'supersedeDecision→supersedeDecision',
  'terminate→supersedeDecision',
];

const deciding = ['decide', 'proposeDecision', 'sendBackProposal', 'supersedeDecision', 'terminate'];
const accepting = ['accept', 'acceptWithPromise'];
const refused = [
  // Whoever accepted has no hand in what becomes of it.
  ...accepting.flatMap((earlier) => deciding.map((later) => `${earlier}→${later}`)),
  // A grant on the spot is the one deed where both hands are one person’s: never a second one after it.
  ...['decide', 'supersedeDecision', 'terminate'].map((later) => `onTheSpotGrant→${later}`),
  'proposeDecision→decide',
  // Whoever asks the head for more time is not the head who gives it.
  'askExtension→extend',
  // Nobody changes the decision he made himself, whichever ending it was.
  ...['decide', 'refuseAcceptance', 'terminate', 'supersedeDecision'].map((earlier) => `${earlier}→supersedeDecision`),
];

type Found = { forbidden: Set<string>; allowed: Set<string>; looked: number };
/** The pairs of several regimes together. */
function pairsOfAll(regimes: readonly Regime[], move: Table, tries?: Verb[]): Found {
  const all = regimes.map((regime) => pairsOf(regime, 5, move, tries));
  return {
    forbidden: new Set(all.flatMap((one) => [...one.forbidden])),
    allowed: new Set(all.flatMap((one) => [...one.allowed])),
    looked: all.reduce((sum, one) => sum + one.looked, 0),
  };
}
/** Where what was let and what was refused differ from the rule. */
function wrongPairs({ forbidden, allowed }: Found, wanted: readonly string[] = refused): string[] {
  return [
    ...wanted.filter((pair) => !forbidden.has(pair)).map((pair) => `never refused: ${pair}`),
    ...[...forbidden].filter((pair) => !wanted.includes(pair)).map((pair) => `refused without need: ${pair}`),
    // Of some pairs one person may do both when another stood between: his proposal was sent back, his decision superseded.
    ...[...allowed].filter((pair) => wanted.includes(pair) && !between.includes(pair)).map((pair) => `one person did both: ${pair}`),
  ];
}

test('I13 of all pairs of staff verbs that one person could do, exactly these are refused, in every regime', { timeout: 120_000 }, () => {
  const found = pairsOfAll(Object.values(regimesForTests), transition);
  expect(wrongPairs(found)).toEqual([]);
  reached('I13 pairs looked at', found.looked);
  expect(found.looked).toBeGreaterThan(1_000_000);
});

test('I13 plant: a table that forgets who accepted, who proposed or who decided, and one that refuses too much', async () => {
  const tries: Verb[] = ['accept', 'completeStep', 'decide', 'proposeDecision', 'supersedeDecision'];
  const wanted = refused.filter((pair) => pair.split('→').every((verb) => tries.includes(verb as Verb)));
  const findings = (move: Table): string[] =>
    wrongPairs(pairsOfAll([regimesForTests.substantive, regimesForTests.benefit], move, tries), wanted);
  expect(findings(transition)).toEqual([]);
  await plant('forgets who accepted', () => findings((facts, deed, regime) => transition({ ...facts, acceptedBy: null }, deed, regime)));
  await plant('forgets who proposed', () =>
    findings((facts, deed, regime) =>
      transition({ ...facts, proposal: facts.proposal && { ...facts.proposal, by: 'nobody' } }, deed, regime),
    ),
  );
  await plant('forgets who decided', () => findings((facts, deed, regime) => transition({ ...facts, decidedBy: null }, deed, regime)));
  await plant('lets who accepted do no step either', () =>
    findings((facts, deed, regime) =>
      deed.verb === 'completeStep' && deed.actor === facts.acceptedBy
        ? transition(facts, { ...deed, verb: 'decide', outcome: 'grant' }, regime)
        : transition(facts, deed, regime),
    ),
  );
});
