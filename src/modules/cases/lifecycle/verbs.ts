import type { Text } from '#platform/text';

/** Deeds that move a case. One verb = one file beside its sub-domain. */
export const verbs = [
  'submit',
  'assignOffice',
  'forward',
  'issueCorrection',
  'answerCorrection',
  'takeUpUnanswered',
  'accept',
  'acceptWithPromise',
  'refuseAcceptance',
  'onTheSpotGrant',
  'completeStep',
  'returnStep',
  'askWindow',
  'requestSupplement',
  'answerSupplement',
  'handInPromised',
  'pause',
  'resume',
  'askExtension',
  'extend',
  'declineExtension',
  'proposeDecision',
  'sendBackProposal',
  'decide',
  'recordDelivery',
  'recordService',
  'close',
  'recheck',
  'withdraw',
  'terminate',
  'supersedeDecision',
  'transfer',
  'assign',
  'answerFromSystem',
  'deemAccepted',
  'remindUnanswered',
  'escalate',
  'deemGranted',
] as const;
/** A deed. */
export type Verb = (typeof verbs)[number];

/** Who may do a deed at all; the policy says which of them. */
export type Doer = 'applicant' | 'staff' | 'system' | 'department';

/** The deed as the table needs to know it; what was written lies elsewhere. */
export type Deed = {
  verb: Verb;
  by: Doer;
  /** Party id of who acts; null for the system. */
  actor: string | null;
  /** The step the deed is done at. */
  step?: string;
  /** A reason was written. */
  reason?: boolean;
  ground?: string;
  outcome?: 'grant' | 'refuse';
  pauseKind?: string;
  /** How many things a correction notice lists. */
  lacks?: number;
  /** Superseding: what the case becomes. */
  leaves?: 'granted' | 'refused' | 'revoked' | 'reopened';
  /** A paper may carry this deed with it: who proposed, for the forwarded step. */
  proposes?: 'acceptance' | 'correction' | 'refusal';
  answer?: 'accepted' | 'refused';
  /** Serving this paper is the whole delivery: nothing else has to be brought. */
  delivers?: boolean;
  /** How many officers stand for it, when a department decides elsewhere. */
  officers?: number;
};

/** Names of the verbs as a clerk reads them, on the button that does them too. */
export const verbNames: Readonly<Record<Verb, Text>> = {
  submit: { zh: '收件', en: 'Receive' },
  assignOffice: { zh: '分派承办部门', en: 'Assign an office' },
  forward: { zh: '转实施部门', en: 'Forward to the office' },
  issueCorrection: { zh: '补正告知', en: 'Send a correction notice' },
  answerCorrection: { zh: '交来补正', en: 'Answer a correction notice' },
  takeUpUnanswered: { zh: '接手未补正', en: 'Take up an unanswered notice' },
  accept: { zh: '受理', en: 'Accept' },
  acceptWithPromise: { zh: '容缺受理', en: 'Accept with a promise' },
  refuseAcceptance: { zh: '不予受理', en: 'Decline to accept' },
  onTheSpotGrant: { zh: '当场办结', en: 'Grant on the spot' },
  completeStep: { zh: '办完环节', en: 'Finish this step' },
  returnStep: { zh: '退回上一环节', en: 'Return to the step before' },
  askWindow: { zh: '请窗口核实', en: 'Ask the window to check' },
  requestSupplement: { zh: '请您补一份', en: 'Ask for one more document' },
  answerSupplement: { zh: '补来材料', en: 'Hand in a supplement' },
  handInPromised: { zh: '交来容缺材料', en: 'Hand in what was promised' },
  pause: { zh: '进入特别程序', en: 'Begin a special procedure' },
  resume: { zh: '特别程序结束', en: 'End the special procedure' },
  askExtension: { zh: '请示延期', en: 'Ask for an extension' },
  extend: { zh: '批准延期', en: 'Approve the extension' },
  declineExtension: { zh: '不同意延期', en: 'Decline the extension' },
  proposeDecision: { zh: '拟出决定', en: 'Propose a decision' },
  sendBackProposal: { zh: '退回拟出的决定', en: 'Send the proposal back' },
  decide: { zh: '决定', en: 'Decide' },
  recordService: { zh: '文书送达', en: 'Record service of a paper' },
  recordDelivery: { zh: '送达结果', en: 'Record the delivery' },
  close: { zh: '办结', en: 'Close' },
  recheck: { zh: '复核当场办结', en: 'Recheck the on-the-spot grant' },
  withdraw: { zh: '撤回申请', en: 'Withdraw' },
  terminate: { zh: '终止', en: 'End without a decision' },
  supersedeDecision: { zh: '更正或撤销决定', en: 'Correct or revoke the decision' },
  transfer: { zh: '移送', en: 'Transfer' },
  assign: { zh: '指定经办人', en: 'Assign a person' },
  answerFromSystem: { zh: '部门系统答复', en: 'Answer from a department system' },
  deemAccepted: { zh: '逾期未告知，视为受理', en: 'Deemed accepted' },
  remindUnanswered: { zh: '补正到期，转窗口联系', en: 'Unanswered notice goes to a clerk' },
  escalate: { zh: '到期未办，转负责人', en: 'Escalated to a manager' },
  deemGranted: { zh: '逾期未决定，视为准予', en: 'Deemed granted' },
};
