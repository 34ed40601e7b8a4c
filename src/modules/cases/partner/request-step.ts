import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import { emit } from '#platform/outbox';
import type { CaseRow, StepRow } from '../record/rows.ts';
import { insertRef } from './external.sql.ts';

/** Steps that lie with another system are asked for in the deed's transaction; the message leaves through the outbox (model 22). */
export async function requestFromSystems(tx: Tx, _house: House, c: CaseRow, opened: readonly StepRow[], at: Date): Promise<void> {
  for (const step of opened) {
    if (step.system === null) continue;
    await insertRef(tx, { homeRegion: c.homeRegion, caseId: c.id, stepId: step.id, system: step.system, requestedAt: at });
    await emit(tx, at, {
      type: 'cases.step_requested',
      subject: { kind: 'case', id: c.id, seq: c.seq },
      data: { caseId: c.id, stepId: step.id, system: step.system },
    });
  }
}
