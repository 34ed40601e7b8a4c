import type { Day } from '#platform/clock';
import type { LoadedCase } from '../record/case.sql.ts';
import type { CaseFacts, Clocks, Plan } from './facts.ts';

/** Clocks as the columns of a case tell them: there is no second place where a clock could run. */
export function clocksOf(c: Pick<LoadedCase, 'state' | 'noticeDue' | 'answerDue' | 'deliveryDue'>): Clocks {
  return {
    notice: c.noticeDue !== null,
    answer: c.answerDue !== null,
    review: c.state === 'accepted' ? 'runs' : c.state === 'paused' ? 'stands' : 'off',
    delivery: c.deliveryDue !== null,
  };
}

/** The facts the transition table reads, on a day. */
export function factsOf(c: LoadedCase, plan: Plan, today: Day): CaseFacts {
  const past = (due: Day | null): boolean => due !== null && due < today;
  return {
    state: c.state,
    steps: c.steps.map((s) => ({ id: s.id, kind: s.kind, key: s.key, system: s.system })),
    clocks: clocksOf(c),
    rounds: c.rounds,
    position: c.position,
    plan,
    acceptedBy: c.acceptedBy,
    decidedBy: c.decidedBy,
    proposal: c.proposal === null ? null : { outcome: c.proposal.outcome, by: c.proposal.by },
    extensions: c.extensions,
    extensionAskedBy: c.steps.find((s) => s.kind === 'extension')?.openedBy ?? null,
    pauseKind: c.pauseKind,
    missing: { count: c.missing, promisable: c.promisable },
    competenceKnown: c.organId !== null,
    intakeAt: c.intakeAt,
    onTheSpot: c.onTheSpot,
    served: c.served,
    passed: { notice: past(c.noticeDue), answer: past(c.answerDue), review: past(c.dueStatutory), renewal: past(c.renewalDue) },
  };
}
