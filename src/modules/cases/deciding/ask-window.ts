import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** The reviewer asks the receiving window; review goes on beside it. */
export function askWindow(actor: Actor, house: House, key: string, input: OnCase & { reason: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'askWindow', input, {
    by: 'staff',
    own: () => ({ deed: { reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
