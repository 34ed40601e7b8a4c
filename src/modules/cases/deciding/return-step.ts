import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Gives the case back to the step before, with the reason. */
export function returnStep(actor: Actor, house: House, key: string, input: OnCase & { reason: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'returnStep', input, {
    by: 'staff',
    own: () => ({ deed: { reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
