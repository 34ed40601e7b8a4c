import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** The second officer does not agree: back to the first, with the reason. */
export function sendBackProposal(actor: Actor, house: House, key: string, input: OnCase & { reason: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'sendBackProposal', input, {
    by: 'staff',
    own: () => ({ deed: { reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
