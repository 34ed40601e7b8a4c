/** I5 and I8 over the table as data: what happens by itself may help a person, never harm one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '#platform/config';
import { plant } from '../../../../tools/plant.ts';
import { edgesOf, receivedFacts, table } from './case.ts';
import { type CaseFacts, states, type StepKind } from './facts.ts';
import { regimesForTests, threeSteps } from './lifecycle.fixtures.ts';
import { planOf } from './plan.ts';
import type { Regime } from './regime.ts';
import type { Rule } from './rule.ts';
import type { Deed } from './verbs.ts';

const demo = parse(readFileSync(join(projectRoot(), 'demo/catalog/shared/regimes.yaml'), 'utf8')) as Record<string, Omit<Regime, 'key'>>;
const regimes: Regime[] = [...Object.entries(demo).map(([key, r]): Regime => ({ ...r, key })), ...Object.values(regimesForTests)];

const kinds: readonly StepKind[] = ['intake', 'correction', 'unanswered', 'review', 'decision', 'second', 'delivery', 'escalation'];
/** Every state with everything that might stand open in it, every moment passed: whatever could be done by itself may be tried. */
function* situations(regime: Regime): Generator<CaseFacts> {
  const all = kinds.map((kind, i) => ({ id: `s${i}`, kind, key: kind, system: kind === 'review' ? 'elsewhere' : null }));
  const start = receivedFacts(
    planOf(threeSteps),
    { competenceKnown: true, intakeAt: 'deciding', missing: { count: 0, promisable: 0 }, onTheSpot: regime.onTheSpot },
    { id: 's0', kind: 'intake', key: 'intake', system: null },
  );
  // The review still open, and the review done: the decision is due.
  for (const [steps, position] of [
    [all, 0],
    [all.filter((s) => s.kind !== 'review'), start.plan.groups.length],
  ] as const)
    for (const state of states)
      for (const count of [0, 2])
        for (const passed of [true, false])
          yield {
            ...start,
            state,
            steps: [...steps],
            position,
            missing: { count, promisable: 0 },
            clocks: { notice: state === 'received', answer: state === 'correcting', review: 'runs', delivery: state === 'decided' },
            passed: { notice: passed, answer: passed, review: passed, renewal: passed },
            ...(state === 'decided' ? { decidedBy: 'b' } : {}),
            ...(state === 'paused' ? { pauseKind: regime.pauses[0]?.kind ?? null } : {}),
          };
}
const against = ['notAccepted', 'terminated', 'withdrawn'];
const papersAgainst = ['notAccepted', 'refusal', 'termination', 'withdrawal'];

/** What a table lets happen without a person that refuses, ends or says no. */
function harm(rules: readonly Rule[]): string[] {
  const found = new Set<string>();
  for (const rule of rules) {
    if (!rule.by.includes('system')) continue;
    for (const [from, to] of edgesOf(rule)) if (from !== to && against.includes(to)) found.add(`${rule.verb}: ${from} → ${to}`);
    for (const regime of regimes)
      for (const facts of situations(regime)) {
        if (!rule.from.includes(facts.state)) continue;
        for (const outcome of ['grant', 'refuse'] as const)
          for (const step of facts.steps) {
            const deed: Deed = {
              verb: rule.verb,
              by: 'system',
              actor: null,
              step: step.id,
              reason: true,
              lacks: 1,
              outcome,
              ground: 'notEntitled',
            };
            if (rule.guard(facts, deed, regime) !== null) continue;
            const move = rule.go(facts, deed, regime);
            for (const paper of move.papers ?? [])
              if (papersAgainst.includes(paper)) found.add(`${rule.verb} writes ${paper} in ${facts.state} of ${regime.key}`);
            if (move.to !== undefined && move.to !== facts.state && against.includes(move.to))
              found.add(`${rule.verb} leads to ${move.to} of ${regime.key}`);
          }
      }
  }
  return [...found];
}

test('I5 nothing that happens by itself refuses, ends or says no, in any state of any regime', () => {
  expect(table.filter((rule) => rule.by.includes('system')).length).toBeGreaterThan(4);
  expect(harm(table)).toEqual([]);
});

test('I5 plant: the system may decide, refuse acceptance or end an unanswered case', async () => {
  for (const verb of ['decide', 'refuseAcceptance', 'terminate'] as const)
    await plant(`by itself: ${verb}`, () => harm(table.map((rule) => (rule.verb === verb ? { ...rule, by: ['system'] } : rule))));
  await plant('the reminder closes the case', () =>
    harm(
      table.map((rule) =>
        rule.verb === 'remindUnanswered'
          ? {
              ...rule,
              to: ['withdrawn'],
              edges: [['correcting', 'withdrawn']],
              go: (...given) => ({ ...rule.go(...given), to: 'withdrawn' }),
            }
          : rule,
      ),
    ),
  );
  await plant('a table in which deeming accepted writes a refusal', () =>
    harm(
      table.map((rule) =>
        rule.verb === 'deemAccepted' ? { ...rule, go: (...given) => ({ ...rule.go(...given), papers: ['refusal'] }) } : rule,
      ),
    ),
  );
});

/** Regimes in which silence makes a benefit accepted or granted. */
function benefitsBySilence(rules: readonly Rule[], all: readonly Regime[]): string[] {
  return all
    .filter((regime) => regime.key.startsWith('benefit'))
    .flatMap((regime) =>
      rules
        .filter((rule) => rule.by.includes('system') && (rule.verb === 'deemAccepted' || rule.verb === 'deemGranted'))
        .flatMap((rule) =>
          [...situations(regime)]
            .filter(
              (facts) =>
                rule.from.includes(facts.state) && rule.guard(facts, { verb: rule.verb, by: 'system', actor: null }, regime) === null,
            )
            .map((facts) => `${regime.key}: ${rule.verb} in ${facts.state}`),
        ),
    );
}

test('I8 a benefit is never accepted or granted by silence, in any state', () => {
  expect(regimes.filter((regime) => regime.key.startsWith('benefit')).length).toBeGreaterThan(1);
  expect(benefitsBySilence(table, regimes)).toEqual([]);
});

test('I8 plant: a regime of benefits whose missed notice counts as acceptance, and a table that does not ask the regime', async () => {
  await plant('missed: deemedAccepted', () =>
    benefitsBySilence(
      table,
      regimes.map((regime) => ({ ...regime, correction: { ...regime.correction, missed: 'deemedAccepted' } })),
    ),
  );
  await plant('no guard', () =>
    benefitsBySilence(
      table.map((rule) => ({ ...rule, guard: () => null })),
      regimes,
    ),
  );
});
