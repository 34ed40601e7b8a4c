/** What `cases` says. Ids and codes only (model 15); hearers that need order use `subject.seq` (model 19). */
import type { Emitted } from '#platform/outbox';
import type { Verb } from './lifecycle/verbs.ts';
import type { CaseRow } from './record/rows.ts';

/** Event of each deed, a fact in the past. */
export const eventTypes: Readonly<Record<Verb, string>> = {
  submit: 'cases.received',
  assignOffice: 'cases.office_assigned',
  forward: 'cases.forwarded',
  issueCorrection: 'cases.correction_issued',
  answerCorrection: 'cases.correction_answered',
  takeUpUnanswered: 'cases.unanswered_taken_up',
  accept: 'cases.accepted',
  acceptWithPromise: 'cases.accepted',
  refuseAcceptance: 'cases.not_accepted',
  onTheSpotGrant: 'cases.decided',
  completeStep: 'cases.step_completed',
  returnStep: 'cases.step_returned',
  askWindow: 'cases.window_asked',
  requestSupplement: 'cases.supplement_requested',
  answerSupplement: 'cases.supplement_given',
  handInPromised: 'cases.promise_kept',
  pause: 'cases.paused',
  resume: 'cases.resumed',
  askExtension: 'cases.extension_asked',
  extend: 'cases.extended',
  declineExtension: 'cases.extension_declined',
  proposeDecision: 'cases.decision_proposed',
  sendBackProposal: 'cases.proposal_sent_back',
  decide: 'cases.decided',
  recordDelivery: 'cases.closed',
  recordService: 'cases.paper_served',
  close: 'cases.closed',
  recheck: 'cases.rechecked',
  withdraw: 'cases.withdrawn',
  terminate: 'cases.terminated',
  supersedeDecision: 'cases.decision_superseded',
  transfer: 'cases.transferred',
  assign: 'cases.assigned',
  answerFromSystem: 'cases.system_answered',
  deemAccepted: 'cases.accepted',
  remindUnanswered: 'cases.correction_unanswered',
  escalate: 'cases.escalated',
  deemGranted: 'cases.decided',
};

/** All types. The dated papers of a deed ride in its own event (`data.papers`): one outbox row a deed. */
export const caseEventTypes: readonly string[] = [
  ...new Set(Object.values(eventTypes)),
  'cases.draft_opening_asked',
  'cases.clock_due',
  'cases.step_requested',
  'cases.system_contradicted',
];

/** Data of a deed's event. */
export type CaseEventData = {
  caseId: string;
  verb: Verb;
  state: string;
  itemKey: string;
  organId: string | null;
  regionCode: string;
  door: string;
  applicantId: string;
  staffId: string | null;
  outcome: string | null;
  onTheSpot: boolean;
  papers: { id: string; kind: string }[];
};

/** The event of a deed. A department's decision is a decision like any other. */
export function eventOf(verb: Verb, c: CaseRow, more: Pick<CaseEventData, 'staffId' | 'papers' | 'outcome'>): Emitted {
  const type = verb === 'answerFromSystem' && c.state === 'decided' ? 'cases.decided' : eventTypes[verb];
  const data: CaseEventData = {
    caseId: c.id,
    verb,
    state: c.state,
    itemKey: c.itemKey,
    organId: c.organId,
    regionCode: c.regionCode,
    door: c.door,
    applicantId: c.applicantId,
    onTheSpot: c.grantedOnTheSpot,
    ...more,
  };
  return { type, subject: { kind: 'case', id: c.id, seq: c.seq }, data };
}
