/**
 * The lifecycle of a case: one pure table (receiving, reviewing, ending rules) and the function that reads it.
 * No I/O, no dates, no item: guards and effects read the procedure regime. docs/lifecycle.md is drawn from it.
 */
import { endingRules } from './ending.rules.ts';
import type { CaseFacts, CaseState, OpenStep, Plan } from './facts.ts';
import { receivingRules } from './receiving.rules.ts';
import type { Regime } from './regime.ts';
import { reviewingRules } from './reviewing.rules.ts';
import { timeRules } from './time.rules.ts';
import { intakeStep, type Move, no, noClock, ownStep, type Refusal, type Rule } from './rule.ts';
import { type Deed, type Doer, verbNames } from './verbs.ts';

/** The whole table. */
export const table: readonly Rule[] = [...receivingRules, ...reviewingRules, ...timeRules, ...endingRules];

/** The moves a rule can make. A rule that may stay where it is and has several states of origin moves between none of them. */
export function edgesOf(rule: Rule): readonly (readonly [CaseState, CaseState])[] {
  if (rule.edges !== undefined) return rule.edges;
  const stays = rule.from.length > 1 && rule.from.every((f) => rule.to.includes(f));
  return rule.from.flatMap((f) => rule.to.filter((to) => !stays || to === f).map((to): [CaseState, CaseState] => [f, to]));
}

/** Names of the states as people read them. */
export const stateNames: Readonly<Record<CaseState, { zh: string; en: string }>> = {
  received: { zh: '已收件', en: 'Received' },
  correcting: { zh: '等您补正', en: 'Waiting for your correction' },
  accepted: { zh: '已受理，办理中', en: 'Accepted, in progress' },
  paused: { zh: '特别程序中，时钟停着', en: 'Special procedure, clock stopped' },
  decided: { zh: '已有结果', en: 'Decided' },
  closed: { zh: '已办结', en: 'Closed' },
  notAccepted: { zh: '不予受理', en: 'Not accepted' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  terminated: { zh: '已终止', en: 'Terminated' },
};

/** What receipt makes of a draft: the first state, its step and its clock. */
export function receive(plan: Plan, competenceKnown: boolean, intakeAt: 'receiving' | 'deciding'): Move {
  return {
    to: 'received',
    open: [competenceKnown ? intakeStep({ plan, intakeAt }) : ownStep('assign')],
    close: [],
    clocks: { ...noClock, notice: true },
    papers: ['receipt'],
    counts: [],
    set: {},
  };
}

/** The facts of a case just received. */
export function receivedFacts(
  plan: Plan,
  given: Pick<CaseFacts, 'competenceKnown' | 'intakeAt' | 'missing' | 'onTheSpot'>,
  step: OpenStep,
): CaseFacts {
  return {
    state: 'received',
    steps: [step],
    clocks: { ...noClock, notice: true },
    rounds: 0,
    position: 0,
    plan,
    acceptedBy: null,
    decidedBy: null,
    proposal: null,
    extensions: 0,
    extensionAskedBy: null,
    pauseKind: null,
    served: false,
    passed: { notice: false, answer: false, review: false, renewal: false },
    ...given,
  };
}

/** Says whether the deed may be done now and, if so, everything it does. */
export function transition(facts: CaseFacts, deed: Deed, regime: Regime): { move: Move } | { refusal: Refusal } {
  const rule = table.find((r) => r.verb === deed.verb);
  if (rule === undefined) throw new Error(`no rule for ${deed.verb}`);
  if (!rule.by.includes(deed.by)) return { refusal: wrongDoer(deed.by) };
  if (!rule.from.includes(facts.state)) return { refusal: wrongState(facts.state, deed) };
  const refusal = rule.guard(facts, deed, regime);
  if (refusal !== null) return { refusal };
  const go = rule.go(facts, deed, regime);
  return {
    move: { to: facts.state, open: [], close: [], clocks: facts.clocks, papers: [], counts: [], set: {}, ...go },
  };
}

/** The facts after a move; `ids` names the steps it opened, in order. */
export function after(facts: CaseFacts, move: Move, ids: readonly string[]): CaseFacts {
  const closed = new Set(move.close.map((c) => c.id));
  return {
    ...facts,
    ...move.set,
    state: move.to,
    clocks: move.clocks,
    steps: [
      ...facts.steps.filter((s) => !closed.has(s.id)),
      ...move.open.map((s, i) => ({ id: ids[i] ?? '', kind: s.kind, key: s.key, system: s.system })),
    ],
  };
}

/** Deeds possible in a state by the table alone, before guards. */
export const possibleIn = (state: CaseState, by: Doer): string[] =>
  table.filter((r) => r.from.includes(state) && r.by.includes(by)).map((r) => r.verb);

function wrongState(state: CaseState, deed: Deed): Refusal {
  const now = stateNames[state];
  const name = verbNames[deed.verb];
  return no(
    'wrong-state',
    `这件现在是“${now.zh}”，不能“${name.zh}”。`,
    `The case is “${now.en}”; “${name.en}” is not possible now.`,
    '请刷新看看现在到哪一步。',
    'Reload to see where it is.',
  );
}

function wrongDoer(by: Doer): Refusal {
  return by === 'system'
    ? no('only-people', '这一步只能由人来做。', 'Only a person may do this.', '转给人处理。', 'A person must do it.')
    : no(
        'not-yours-to-do',
        '这一步不是由您来做的。',
        'This is not yours to do.',
        '请看看这件现在在谁手上。',
        'See on whose desk the case lies.',
      );
}
