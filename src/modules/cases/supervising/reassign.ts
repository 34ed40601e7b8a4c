import type { Actor } from '#platform/actor';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { ReassignReply } from '../contract.ts';
import { assignPerson } from '../deciding/assign-person.ts';
import { managerScope } from './list-waiting.ts';

/** Steps to be given to somebody, each as it was seen. */
export type Reassign = { steps: { caseId: string; stepId: string; expectedSeq: number }[]; personId: string; reason: string };

/**
 * Gives several steps to one person. Each is a command of its own under a key made of the one given: what is done is
 * done, what could not be is answered in words, and a repeat does nothing twice.
 */
export async function reassign(actor: Actor, house: House, key: string, input: Reassign): Promise<ReassignReply> {
  managerScope(actor);
  const rows: ReassignReply['rows'] = [];
  for (const step of input.steps) {
    const { caseId, stepId } = step;
    try {
      const { number } = await assignPerson(actor, house, `${key}:${stepId}`, { ...step, personId: input.personId, reason: input.reason });
      rows.push({ caseId, stepId, number, done: true, say: null, next: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      rows.push({ caseId, stepId, number: null, done: false, say: error.say, next: error.next });
    }
  }
  return { done: rows.filter((r) => r.done).length, rows };
}
