import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** 不予受理: a person, a ground from the list, the reason; the paper names the rights. */
export function refuseAcceptance(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { ground: string; reason: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'refuseAcceptance', input, {
    by: 'staff',
    own: () => ({ deed: { ground: input.ground, reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
