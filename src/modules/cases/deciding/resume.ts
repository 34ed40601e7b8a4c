import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Ends a special procedure: the clock runs on, the days it covered whole are given back. */
export function resume(actor: Actor, house: House, key: string, input: OnCase & { note?: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'resume', input, {
    by: 'staff',
    own: () => (input.note === undefined ? {} : { words: { note: input.note } }),
  });
}
