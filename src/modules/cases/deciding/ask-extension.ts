import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** 请示延期: who works on the case asks the head of the organ for more time; no date moves yet. */
export function askExtension(actor: Actor, house: House, key: string, input: OnCase & { reason: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'askExtension', input, {
    by: 'staff',
    own: () => ({ deed: { reason: input.reason.trim() !== '' }, words: { reason: input.reason } }),
  });
}
