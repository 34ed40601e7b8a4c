import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** Another officer looks at an on-the-spot grant; a wrong one is then superseded as a deed of its own. */
export function recheck(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { stepId: string; right: boolean; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'recheck', input, {
    by: 'staff',
    own: () => ({
      deed: { reason: !input.right },
      note: { right: input.right },
      ...(input.note === undefined ? {} : { words: { note: input.note, internal: true } }),
    }),
  });
}
