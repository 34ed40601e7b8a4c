import type { Actor } from '#platform/actor';
import { sm3 } from '#platform/crypto';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { ownStep } from '../lifecycle/rule.ts';
import { act, type OnCase } from '../record/act.ts';
import { acceptance } from './accept.ts';

/** One in how many on-the-spot grants another officer looks at again (I13). */
export const recheckEvery = 5;

/** Which ones: by the case's id, so that nobody can know beforehand and everybody can recount. */
export const isRechecked = (caseId: string): boolean => (sm3(Buffer.from(`recheck:${caseId}`))[0] ?? 0) % recheckEvery === 0;

/** 当场办结: one officer accepts and grants in one deed; marked, counted, a share rechecked. Refusing takes a second person. */
export function onTheSpotGrant(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { note?: string; checkedMaterials?: string[] },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'onTheSpotGrant', input, {
    by: 'staff',
    own: (bench) => ({
      ...acceptance(input),
      deed: { outcome: 'grant' },
      ...(isRechecked(bench.c.id) ? { steps: [ownStep('recheck')] } : {}),
    }),
  });
}
