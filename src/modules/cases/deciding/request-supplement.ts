import type { Actor } from '#platform/actor';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { checkLacks, type Lack } from '../intake/issue-correction.ts';
import { countingDemands } from '../intake/refuse-demand.ts';
import { act, type OnCase } from '../record/act.ts';
import { countWindowError } from '../record/case.sql.ts';

/** After acceptance the window's error is asked for, not demanded: the clock goes on and the window is counted (model 4). */
export function requestSupplement(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { items: Lack[]; note?: string },
): Promise<CaseReceipt> {
  return countingDemands(actor, house, { caseId: input.caseId }, () =>
    act(actor, house, key, 'requestSupplement', input, {
      by: 'staff',
      own: async (bench) => {
        await checkLacks(bench, input.items);
        return {
          deed: { lacks: input.items.length, reason: true },
          note: { items: input.items.map((i) => `${i.kind}:${i.target}`) },
          words: { items: input.items as unknown as Json, note: input.note ?? null },
          also: (b, saved) => countWindowError(b.tx, { ...b.c, seq: saved.seq }, b.at),
        };
      },
    }),
  );
}
