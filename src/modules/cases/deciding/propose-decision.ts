import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Two officers: the first writes the decision. */
export function proposeDecision(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { outcome: 'grant' | 'refuse'; reason?: string; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'proposeDecision', input, {
    by: 'staff',
    own: () => ({
      deed: { outcome: input.outcome, reason: (input.reason ?? '').trim() !== '' },
      words: { ...(input.reason === undefined ? {} : { reason: input.reason }), ...(input.note === undefined ? {} : { note: input.note }) },
    }),
  });
}
