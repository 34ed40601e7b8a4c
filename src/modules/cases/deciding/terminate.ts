import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** 终止: the case ends without a decision, on a ground from the list. */
export function terminate(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { ground: string; reason: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'terminate', input, {
    by: 'staff',
    own: () => ({ deed: { ground: input.ground, reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
