import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import type { Deed } from '../lifecycle/verbs.ts';
import { act, type OnCase } from '../record/act.ts';

/** 更正、撤销、复议、判决: a later decision takes the place of an earlier one, with its ground; the earlier stays on record. */
export function supersedeDecision(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { ground: string; leaves: NonNullable<Deed['leaves']>; reason: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'supersedeDecision', input, {
    by: 'staff',
    over: 'supersedeDecision',
    own: () => ({
      deed: { ground: input.ground, leaves: input.leaves, reason: input.reason.trim() !== '' },
      note: { leaves: input.leaves },
      words: { reason: input.reason },
    }),
  });
}
