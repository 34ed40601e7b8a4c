import type { Day } from '#platform/clock';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import type { CaseState, StepKind } from '../lifecycle/facts.ts';

export { caseKeys, type CaseRow, movingKeys } from './case-row.ts';

/** Keys every row of a case carries. */
type OfCase = { homeRegion: string; caseId: string };

/** A step. */
export type StepRow = OfCase & {
  id: string;
  kind: StepKind;
  key: string;
  name: Text;
  office: 'receiving' | 'deciding' | 'applicant' | 'manager' | 'other';
  organId: string | null;
  organName: string | null;
  role: string;
  parallel: string | null;
  system: string | null;
  openedSeq: number;
  openedAt: Date;
  due: Day | null;
  closedSeq: number | null;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
};
export const stepKeys = [
  'homeRegion',
  'caseId',
  'id',
  'kind',
  'key',
  'name',
  'office',
  'organId',
  'organName',
  'role',
  'parallel',
  'system',
  'openedSeq',
  'openedAt',
  'due',
  'closedSeq',
  'closedAt',
  'closedBy',
  'outcome',
  'assigneeId',
  'assigneeName',
] as const satisfies readonly (keyof StepRow)[];

/** Somebody a case is about, or who acted for it. */
export type PartyRow = OfCase & {
  n: number;
  role: 'applicant' | 'beneficiary' | 'agent' | 'guardian' | 'joint' | 'thirdParty' | 'contact';
  partyId: string;
  name: string;
  relation: string | null;
  basis: Json;
  receivedAt: Date;
};

/** One line of the work queue. */
export type WorkItemRow = OfCase & {
  stepId: string;
  kind: StepKind;
  stepName: Text;
  organId: string | null;
  pointId: string | null;
  regionPath: string;
  role: string;
  itemKey: string;
  itemName: string;
  caseNumber: string;
  caseState: CaseState;
  caseSeq: number;
  applicantName: string;
  applicantMasked: string;
  door: string;
  receivedAt: Date;
  due: Day;
  duePromised: Day | null;
  dueStatutory: Day | null;
  warnFrom: Day | null;
  stands: boolean;
  yourTurn: boolean;
  assigneeId: string | null;
  marks: string[];
};
export const workItemKeys = [
  'homeRegion',
  'caseId',
  'stepId',
  'kind',
  'stepName',
  'organId',
  'pointId',
  'regionPath',
  'role',
  'itemKey',
  'itemName',
  'caseNumber',
  'caseState',
  'caseSeq',
  'applicantName',
  'applicantMasked',
  'door',
  'receivedAt',
  'due',
  'duePromised',
  'dueStatutory',
  'warnFrom',
  'stands',
  'yourTurn',
  'assigneeId',
  'marks',
] as const satisfies readonly (keyof WorkItemRow)[];

/** A deed done. */
export type ActionRow = OfCase & {
  seq: number;
  verb: string;
  fromState: CaseState | null;
  toState: CaseState;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  forPartyId: string | null;
  capacity: string;
  postId: string | null;
  postTitle: string | null;
  organId: string | null;
  door: string;
  visitId: string | null;
  stepId: string | null;
  occurredAt: Date;
  occurredSource: string;
  recordedAt: Date;
  note: Json;
};
export const actionKeys = [
  'homeRegion',
  'caseId',
  'seq',
  'verb',
  'fromState',
  'toState',
  'actorKind',
  'actorId',
  'actorName',
  'forPartyId',
  'capacity',
  'postId',
  'postTitle',
  'organId',
  'door',
  'visitId',
  'stepId',
  'occurredAt',
  'occurredSource',
  'recordedAt',
  'note',
] as const satisfies readonly (keyof ActionRow)[];

/** A material as given. */
export type MaterialRow = OfCase & {
  id: string;
  seq: number;
  materialId: string;
  materialKind: string;
  name: string;
  route: 'file' | 'seen' | 'earlierCase' | 'promise' | 'later';
  fileId: string | null;
  trust: 'A' | 'B' | 'C' | 'D';
  source: Json;
  due: Day | null;
  addedAt: Date;
  addedBy: string | null;
  addedDoor: string;
  checkedAt: Date | null;
  checkedBy: string | null;
  checkedSeq: number | null;
};
export const materialKeys = [
  'homeRegion',
  'caseId',
  'id',
  'seq',
  'materialId',
  'materialKind',
  'name',
  'route',
  'fileId',
  'trust',
  'source',
  'due',
  'addedAt',
  'addedBy',
  'addedDoor',
  'checkedAt',
  'checkedBy',
  'checkedSeq',
] as const satisfies readonly (keyof MaterialRow)[];

/** A dated paper. */
export type PaperRow = OfCase & {
  id: string;
  kind: string;
  number: string;
  dated: Day;
  seq: number;
  organName: string;
  template: string;
  templateVersion: number;
  checkHash: Buffer;
  servedAt: Date | null;
  servedSeq: number | null;
  receipt: Json;
};
export const paperKeys = [
  'homeRegion',
  'caseId',
  'id',
  'kind',
  'number',
  'dated',
  'seq',
  'organName',
  'template',
  'templateVersion',
  'checkHash',
  'servedAt',
  'servedSeq',
  'receipt',
] as const satisfies readonly (keyof PaperRow)[];

/** Something sealed that was written in a deed. */
export type PayloadRow = OfCase & { seq: number; kind: string; sealed: Buffer };

/** A decision as a record. */
export type DecisionRow = OfCase & {
  id: string;
  seq: number;
  outcome: 'grant' | 'refuse' | 'notAccepted' | 'revoked' | 'reopened';
  decidedAt: Date;
  decidedBy: string | null;
  proposedBy: string | null;
  byKind: 'person' | 'department' | 'silence';
  onTheSpot: boolean;
  ground: string | null;
  supersedes: string | null;
  supersededBy: string | null;
  /** Key of the item where anyone may look the decision up (行政许可法第四十条). */
  publicItem: string | null;
};

/** A special procedure. */
export type PauseRow = OfCase & {
  id: string;
  kind: string;
  beganAt: Date;
  beganSeq: number;
  expectedEnd: Day | null;
  endedAt: Date | null;
  countedDays: number | null;
};
