import type { Day } from '#platform/clock';
import type { Json } from '#platform/errors';
import type { CaseState } from '../lifecycle/facts.ts';

/** The row of a case. */
export type CaseRow = {
  homeRegion: string;
  id: string;
  seq: number;
  state: CaseState;
  itemKey: string;
  handlingKey: string;
  itemName: string;
  versionId: string;
  regimeKey: string;
  door: string;
  draftId: string;
  parentId: string | null;
  applicantId: string;
  applicantName: string;
  regionCode: string;
  regionPath: string;
  organId: string | null;
  organName: string | null;
  competence: Json;
  receivingOrganId: string | null;
  receivingOrganName: string | null;
  receivingPointId: string | null;
  receivingRegionPath: string;
  receiveMode: string;
  intakeAt: 'receiving' | 'deciding';
  position: number;
  receivedAt: Date;
  receivedDay: Day;
  acceptedAt: Date | null;
  acceptedDay: Day | null;
  acceptedBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  outcome: 'grant' | 'refuse' | null;
  endedAt: Date | null;
  rounds: number;
  extensions: number;
  proposal: { outcome: 'grant' | 'refuse'; by: string; byName: string; seq: number } | null;
  pauseKind: string | null;
  standsSince: Date | null;
  pauseDue: Day | null;
  noticeDue: Day | null;
  answerDue: Day | null;
  duePromised: Day | null;
  dueStatutory: Day | null;
  promisedDue: Day | null;
  deliveryDue: Day | null;
  serviceDue: Day | null;
  renewalDue: Day | null;
  dueFlagged: boolean;
  nextLook: Day | null;
  missing: number;
  promisable: number;
  onTheSpot: boolean;
  grantedOnTheSpot: boolean;
  served: boolean;
  deliveryWay: string | null;
  slipVersion: number;
  fieldsMet: number;
  fieldsRetyped: number;
  fieldsChanged: number;
};

/** Columns written once at receipt. */
const fixedKeys = [
  'homeRegion',
  'id',
  'itemKey',
  'handlingKey',
  'versionId',
  'regimeKey',
  'door',
  'draftId',
  'parentId',
  'applicantId',
  'receivingOrganId',
  'receivingOrganName',
  'receivingPointId',
  'receivingRegionPath',
  'receiveMode',
  'receivedAt',
  'receivedDay',
  'onTheSpot',
  'fieldsMet',
  'fieldsRetyped',
  'fieldsChanged',
  'itemName',
  'applicantName',
] as const satisfies readonly (keyof CaseRow)[];

/** Columns a deed may change. */
export const movingKeys = [
  'seq',
  'state',
  'regionCode',
  'regionPath',
  'organId',
  'organName',
  'competence',
  'intakeAt',
  'position',
  'acceptedAt',
  'acceptedDay',
  'acceptedBy',
  'decidedAt',
  'decidedBy',
  'outcome',
  'endedAt',
  'rounds',
  'extensions',
  'proposal',
  'pauseKind',
  'standsSince',
  'pauseDue',
  'noticeDue',
  'answerDue',
  'duePromised',
  'dueStatutory',
  'promisedDue',
  'deliveryDue',
  'serviceDue',
  'renewalDue',
  'dueFlagged',
  'nextLook',
  'missing',
  'promisable',
  'grantedOnTheSpot',
  'served',
  'deliveryWay',
  'slipVersion',
] as const satisfies readonly (keyof CaseRow)[];

/** All columns of a case. */
export const caseKeys: readonly (keyof CaseRow)[] = [...fixedKeys, ...movingKeys];
