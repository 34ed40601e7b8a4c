/** Schemas and types of the requests and answers of `cases`; the only file of the module a browser may import. */
export * from './contract/parts.ts';
export * from './contract/draft.ts';
export * from './contract/deeds.ts';
export * from './contract/supervising.ts';
export * from './contract/auditing.ts';
export * from './contract/calendar.ts';
export {
  callerAnswer,
  callerBody,
  caseMaterial,
  caseSummary,
  caseView,
  clockView,
  deskLine,
  findBody,
  neededItem,
  staffCaseView,
  statusView,
  timelineEvent,
  workPage,
  workQuery,
  workRow,
  workSearch,
} from './contract/reading.ts';
export type { CallerAnswer, CaseSummary, CaseView, ClockView, StaffCaseView, StatusView, WorkPage, WorkRow } from './contract/reading.ts';
