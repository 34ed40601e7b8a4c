import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** 撤回: by the applicant’s side, at any time before the decision. */
export function withdraw(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { reason?: string; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'withdraw', input, {
    by: 'applicant',
    own: () => ({ words: { reason: input.reason ?? input.note ?? null } }),
  });
}
