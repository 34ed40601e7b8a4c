/** The reading side as other rooms call it: actor first, then the house, then what is asked (as everywhere in this module). */
import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseView, StaffCaseView, StatusView, WorkPage } from '../contract.ts';
import { type EarlierValues, earlierValues } from './earlier-values.ts';
import { findCases as find, type FoundCase } from './find-cases.ts';
import { getMyCase } from './get-my-case.ts';
import { getStaffCase } from './get-staff-case.ts';
import { listWork, type WorkQuery } from './list-work.ts';
import { statusBySlip } from './status-by-slip.ts';

/** A case as one of its own people reads it. */
export const getCaseForParty = (actor: Actor, house: House, caseId: string): Promise<CaseView> => getMyCase(actor, caseId, house);
/** A case as staff read it, on a ground that is written down. */
export const getCaseForStaff = (actor: Actor, house: House, caseId: string): Promise<StaffCaseView> => getStaffCase(actor, caseId, house);
/** The work queue of a post. */
export const workQueue = (actor: Actor, house: House, query: WorkQuery): Promise<WorkPage> => listWork(actor, query, house);
/** By number, slip code or name prefix, in scope. */
export const findCases = (actor: Actor, house: House, text: string): Promise<FoundCase[]> => find(actor, text, house);
/** What a slip code shows. */
export const statusBySlipCode = (house: House, input: { code: string; from: string }): Promise<StatusView> =>
  statusBySlip(house, input.code, input.from);
/** What the applicant wrote in the same fields before. */
export const earlierValuesFor = (actor: Actor, house: House, caseId: string): Promise<EarlierValues> => earlierValues(actor, caseId, house);
