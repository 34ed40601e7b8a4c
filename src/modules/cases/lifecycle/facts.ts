import type { Text } from '#platform/text';

/** Where a case stands: few states, the steps say the rest (model 4). */
export const states = [
  'received',
  'correcting',
  'accepted',
  'paused',
  'decided',
  'closed',
  'notAccepted',
  'withdrawn',
  'terminated',
] as const;
/** State of a case. */
export type CaseState = (typeof states)[number];

/** States in which nobody is awaited; what may still come is written in the table. */
export const restingStates: readonly CaseState[] = ['closed', 'notAccepted', 'withdrawn', 'terminated'];

/** Kinds of open steps. Every state that awaits anyone has at least one (model 4). */
export const stepKinds = [
  'intake', // 收件核对: accept, correct or refuse to accept
  'assign', // competence unresolved: a person assigns
  'correction', // on the citizen's desk: answer the notice
  'unanswered', // the notice stayed unanswered: a clerk takes it up
  'escalation', // a legal moment passed without a deed: a manager looks
  'review', // a step of the item's own process
  'query', // the approver asks the window
  'supplement', // on the citizen's desk, voluntary, the clock goes on
  'promised', // on the citizen's desk: the promised material
  'extension', // a head of the office is asked for more time
  'special', // a special procedure runs, the clock stands
  'decision', // the deciding office decides
  'second', // the second officer of a proposed decision
  'delivery', // the result reaches the person
  'recheck', // an on-the-spot grant looked at by another officer
] as const;
/** Kind of a step. */
export type StepKind = (typeof stepKinds)[number];

/** Kinds that lie on the citizen's desk. */
export const citizenSteps: readonly StepKind[] = ['correction', 'supplement', 'promised'];

/** Who has a step, before the office is looked up. */
export type StepOffice = 'receiving' | 'deciding' | 'applicant' | 'manager' | { level: string; organKind: string };

/** A step as it is to be opened. */
export type StepToOpen = {
  kind: StepKind;
  /** Id of the item's own step, or the kind. */
  key: string;
  name: Text;
  office: StepOffice;
  role: 'clerk' | 'approver' | 'manager' | 'applicant' | 'system';
  /** Working days the step has by the item; null when only the case's clock counts. */
  days: number | null;
  /** Steps with the same word are open together. */
  parallel: string | null;
  /** A system elsewhere that answers (model 22). */
  system: string | null;
};

/** A step that is open. */
export type OpenStep = { id: string; kind: StepKind; key: string; system: string | null };

/** A step of the item's own process. */
export type PlannedStep = Omit<StepToOpen, 'kind'>;

/** The item's process as a case walks it: intake, then groups one after the other, then the decision. */
export type Plan = { intake: PlannedStep; groups: PlannedStep[][]; decision: PlannedStep };

/** Which clocks exist now. `notice`: the office must accept or send its one notice; `answer`: the citizen's time. */
export type Clocks = { notice: boolean; answer: boolean; review: 'off' | 'runs' | 'stands'; delivery: boolean };

/** All the transition table may know of a case. No dates: whether a day has passed is told to it. */
export type CaseFacts = {
  state: CaseState;
  steps: OpenStep[];
  clocks: Clocks;
  /** Correction notices sent so far. */
  rounds: number;
  /** The group of the plan that is open; `groups.length` when the decision is. */
  position: number;
  plan: Plan;
  acceptedBy: string | null;
  decidedBy: string | null;
  /** A decision one officer has written and a second must confirm. */
  proposal: { outcome: 'grant' | 'refuse'; by: string } | null;
  extensions: number;
  /** Who asked the head for more time, while that waits for an answer. */
  extensionAskedBy: string | null;
  pauseKind: string | null;
  /** Required materials neither given, waived nor promised. */
  missing: { count: number; promisable: number };
  competenceKnown: boolean;
  /** Where intake lies: with the receiving place until it forwards. */
  intakeAt: 'receiving' | 'deciding';
  onTheSpot: boolean;
  /** The decision's paper has reached the person. */
  served: boolean;
  /** Legal moments that have passed, by the calendar. */
  passed: { notice: boolean; answer: boolean; review: boolean; renewal: boolean };
};
