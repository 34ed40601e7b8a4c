import type { Calendar, Day } from '#platform/calendar';
import type { Read } from '#platform/db';
import { newId } from '#platform/ids';
import { warnFrom } from '../clocks/lamp.ts';
import { citizenSteps, type StepToOpen } from '../lifecycle/facts.ts';
import { maskName } from '../outside/people.ts';
import { officeFor } from '../outside/offices.ts';
import type { CaseRow, StepRow, WorkItemRow } from './rows.ts';

type Desk = { office: StepRow['office']; organId: string | null; organName: string | null };

/** Which office a step lies with. A receiving place without an organ (online) leaves it to the deciding office. */
async function deskOf(read: Read, c: CaseRow, step: StepToOpen): Promise<Desk> {
  const deciding: Desk = { office: 'deciding', organId: c.organId, organName: c.organName };
  const receiving: Desk = { office: 'receiving', organId: c.receivingOrganId, organName: c.receivingOrganName };
  if (step.office === 'applicant') return { office: 'applicant', organId: null, organName: null };
  if (step.office === 'manager') return { ...(c.organId === null ? receiving : deciding), office: 'manager' };
  if (step.office === 'receiving') return c.receivingOrganId === null ? deciding : receiving;
  if (step.office === 'deciding') return deciding;
  const near = (c.competence as { near?: string | null } | null)?.near ?? c.regionCode;
  const other = await officeFor(read, { regionCode: near, level: step.office.level, organKind: step.office.organKind });
  // An organ that does not exist here leaves the step with the deciding office: a person sees it, nothing is lost.
  return other === undefined ? deciding : { office: 'other', organId: other.organId, organName: other.organName };
}

/** Rows of the steps to open. */
export async function openSteps(
  read: Read,
  c: CaseRow,
  steps: readonly StepToOpen[],
  at: Date,
  today: Day,
  calendar: Calendar,
  makeId: () => string = newId,
): Promise<StepRow[]> {
  const rows: StepRow[] = [];
  for (const step of steps)
    rows.push({
      homeRegion: c.homeRegion,
      caseId: c.id,
      id: makeId(),
      kind: step.kind,
      key: step.key,
      name: step.name,
      ...(await deskOf(read, c, step)),
      role: step.role,
      parallel: step.parallel,
      system: step.system,
      openedSeq: c.seq,
      openedAt: at,
      due: step.days === null ? null : calendar.addWorkdays(today, step.days).due,
      closedSeq: null,
      closedAt: null,
      closedBy: null,
      outcome: null,
      assigneeId: null,
      assigneeName: null,
    });
  return rows;
}

/** The day by which the case as a whole must move in its present state. */
export function caseDue(c: CaseRow): Day | null {
  switch (c.state) {
    case 'received':
      return c.noticeDue;
    case 'correcting':
      return c.answerDue ?? c.serviceDue;
    case 'accepted':
    case 'paused':
      return c.duePromised;
    case 'decided':
      return c.deliveryDue;
    default:
      return null;
  }
}

/** The lines of the work queue for all open steps, written anew with each deed. */
export function workItems(
  c: CaseRow,
  number: string,
  steps: readonly Pick<StepRow, 'id' | 'kind' | 'name' | 'office' | 'organId' | 'role' | 'due' | 'assigneeId'>[],
  today: Day,
  parts: { calendar: Calendar; promiseDays: number },
): WorkItemRow[] {
  const whole = caseDue(c);
  const marks = [
    ...(c.rounds > 0 && c.state === 'received' ? ['corrected'] : []),
    ...(c.promisedDue !== null ? ['promise'] : []),
    ...(c.extensions > 0 ? ['extended'] : []),
    ...(c.grantedOnTheSpot ? ['onTheSpot'] : []),
    ...(c.dueFlagged ? ['calendar'] : []),
  ];
  return steps.map((step) => {
    const yours = citizenSteps.includes(step.kind);
    const own = step.kind === 'promised' ? c.promisedDue : step.due;
    const due = [own, whole].reduce((a, b) => (a === null ? b : b === null ? a : a < b ? a : b)) ?? today;
    const running = c.state === 'accepted' || c.state === 'paused';
    return {
      homeRegion: c.homeRegion,
      caseId: c.id,
      stepId: step.id,
      kind: step.kind,
      stepName: step.name,
      organId: step.organId ?? (c.intakeAt === 'receiving' ? c.receivingOrganId : null) ?? c.organId,
      pointId: step.office === 'receiving' ? c.receivingPointId : null,
      regionPath: step.office === 'receiving' ? c.receivingRegionPath : c.regionPath,
      role: step.role,
      itemKey: c.itemKey,
      itemName: c.itemName,
      caseNumber: number,
      caseState: c.state,
      caseSeq: c.seq,
      applicantName: c.applicantName,
      applicantMasked: maskName(c.applicantName),
      door: c.door,
      receivedAt: c.receivedAt,
      due,
      duePromised: whole,
      dueStatutory: running ? c.dueStatutory : whole,
      warnFrom: warnFrom(parts.calendar, due, running ? parts.promiseDays : 1),
      stands: c.state === 'paused',
      yourTurn: yours,
      assigneeId: step.assigneeId,
      marks,
    };
  });
}
