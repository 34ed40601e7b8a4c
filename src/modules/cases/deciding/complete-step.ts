import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Closes a step of the process, an answered question of the approver, or a manager’s look. */
export function completeStep(actor: Actor, house: House, key: string, input: OnCase & { note?: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'completeStep', input, { by: 'staff', own: () => ({ ...(input.note === undefined ? {} : { words: { note: input.note } }) }) });
}
