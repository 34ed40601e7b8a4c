import type { Text } from '#platform/text';
import type { CaseFacts, CaseState, Clocks, OpenStep, PlannedStep, StepKind, StepOffice, StepToOpen } from './facts.ts';
import type { Regime } from './regime.ts';
import type { Deed, Doer, Verb } from './verbs.ts';

/** Kinds of dated papers a deed may bring (facts 3.3). */
export const paperKinds = [
  'receipt',
  'acceptance',
  'notAccepted',
  'correction',
  'pause',
  'extension',
  'grant',
  'refusal',
  'withdrawal',
  'termination',
  'superseding',
  'transfer',
] as const;
/** Kind of a paper. */
export type PaperKind = (typeof paperKinds)[number];

/** Why a deed cannot be done now, and what can (I11). */
export type Refusal = { code: string; say: Text; next: Text };

/** What may change beside state and steps. */
export type Changes = Partial<
  Pick<
    CaseFacts,
    | 'rounds'
    | 'position'
    | 'acceptedBy'
    | 'decidedBy'
    | 'proposal'
    | 'extensions'
    | 'extensionAskedBy'
    | 'pauseKind'
    | 'competenceKnown'
    | 'intakeAt'
    | 'served'
  >
>;

/** What a deed does, as data: the verb files carry it out, the pictures and tests read it. */
export type Move = {
  to: CaseState;
  open: StepToOpen[];
  close: { id: string; outcome: string }[];
  clocks: Clocks;
  papers: PaperKind[];
  counts: ('windowError' | 'onTheSpot')[];
  set: Changes;
};

/** One line of the transition table. */
export type Rule = {
  verb: Verb;
  from: readonly CaseState[];
  to: readonly CaseState[];
  by: readonly Doer[];
  /** Which of `from` × `to` can happen, where not all can. */
  edges?: readonly (readonly [CaseState, CaseState])[];
  /** Null when the deed may be done. Never looks at a date: the facts say which moments have passed. */
  guard: (c: CaseFacts, d: Deed, r: Regime) => Refusal | null;
  go: (c: CaseFacts, d: Deed, r: Regime) => Partial<Move>;
};

/** Makes a refusal. */
export const no = (code: string, zh: string, en: string, nextZh: string, nextEn: string): Refusal => ({
  code: `cases.${code}`,
  say: { zh, en },
  next: { zh: nextZh, en: nextEn },
});

/** No clock runs. */
export const noClock: Clocks = { notice: false, answer: false, review: 'off', delivery: false };

/** Closes all open steps, or those of the kinds, with one word of outcome. */
export const closing = (c: CaseFacts, outcome: string, kinds?: readonly StepKind[]): Move['close'] =>
  c.steps.filter((s) => kinds === undefined || kinds.includes(s.kind)).map((s) => ({ id: s.id, outcome }));

/** Open steps of a kind. */
export const openOf = (c: CaseFacts, ...kinds: StepKind[]): OpenStep[] => c.steps.filter((s) => kinds.includes(s.kind));

const own: Readonly<
  Record<
    Exclude<StepKind, 'review' | 'intake' | 'decision'>,
    { name: Text; office: StepOffice; role: StepToOpen['role']; days: number | null }
  >
> = {
  assign: { name: { zh: '分派承办部门', en: 'Find the office' }, office: 'manager', role: 'manager', days: 1 },
  correction: { name: { zh: '等您补正', en: 'Your correction' }, office: 'applicant', role: 'applicant', days: null },
  unanswered: { name: { zh: '补正到期未交，联系申请人', en: 'Contact the applicant' }, office: 'receiving', role: 'clerk', days: 3 },
  escalation: { name: { zh: '到期未办，负责人过问', en: 'Overdue, a manager looks' }, office: 'manager', role: 'manager', days: 1 },
  query: { name: { zh: '窗口核实', en: 'The window checks' }, office: 'receiving', role: 'clerk', days: 2 },
  supplement: { name: { zh: '等您补一份材料', en: 'A document from you' }, office: 'applicant', role: 'applicant', days: null },
  promised: { name: { zh: '等您交容缺的材料', en: 'The promised document' }, office: 'applicant', role: 'applicant', days: null },
  special: { name: { zh: '特别程序', en: 'Special procedure' }, office: 'deciding', role: 'approver', days: null },
  extension: { name: { zh: '延期待批准', en: 'An extension waits for approval' }, office: 'manager', role: 'manager', days: 1 },
  second: { name: { zh: '第二人审定', en: 'Second officer' }, office: 'deciding', role: 'approver', days: 1 },
  delivery: { name: { zh: '送达结果', en: 'Deliver the result' }, office: 'receiving', role: 'clerk', days: null },
  recheck: { name: { zh: '当场办结复核', en: 'Recheck' }, office: 'deciding', role: 'approver', days: 5 },
};

/** A step of the case itself, not of the item. */
export const ownStep = (kind: keyof typeof own, name?: Text): StepToOpen => ({
  kind,
  key: kind,
  parallel: null,
  system: null,
  ...own[kind],
  ...(name === undefined ? {} : { name }),
});

const as = (kind: StepKind, step: PlannedStep): StepToOpen => ({ ...step, kind });

/** The intake step, at the receiving place or, once forwarded, at the deciding office. */
export const intakeStep = (c: Pick<CaseFacts, 'plan' | 'intakeAt'>): StepToOpen => ({
  ...as('intake', c.plan.intake),
  office: c.intakeAt === 'deciding' ? 'deciding' : c.plan.intake.office,
});

/** The steps that are open when the case has come this far in its plan. */
export const stepsAt = (c: CaseFacts, position: number): StepToOpen[] => {
  const group = c.plan.groups[position];
  return group === undefined ? [as('decision', c.plan.decision)] : group.map((s) => as('review', s));
};

/** How many officers a decision of this outcome takes. */
export const officersFor = (r: Regime, outcome: 'grant' | 'refuse'): number =>
  outcome === 'refuse' && r.refusal.twoOfficers === true ? Math.max(2, r.officers) : r.officers;
