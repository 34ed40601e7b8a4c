import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Closes a decided case whose result could not be brought, with the reason; the person may still fetch it. */
export function closeCase(actor: Actor, house: House, key: string, input: OnCase & { reason: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'close', input, {
    by: 'staff',
    own: () => ({ deed: { reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
