import type { Actor } from '#platform/actor';
import { problem, type Json } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type Bench, type OnCase } from '../record/act.ts';
import { lookAgain } from './look-again.ts';
import { countingDemands, demandProblem, whyNot } from './refuse-demand.ts';

/** One thing to correct. */
export type Lack = { kind: 'field' | 'material' | 'other'; target: string; say: string };

/** 补正告知: the one notice, listing everything; a material that is known may not be in it (I4). */
export function issueCorrection(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { items: Lack[]; note?: string },
): Promise<CaseReceipt> {
  return countingDemands(actor, house, { caseId: input.caseId }, () =>
    act(actor, house, key, 'issueCorrection', input, {
      by: 'staff',
      own: async (bench) => {
        await checkLacks(bench, input.items);
        return {
          deed: { lacks: input.items.length },
          note: { items: input.items.map((i) => `${i.kind}:${i.target}`) },
          words: { items: input.items as unknown as Json, note: input.note ?? null },
        };
      },
    }),
  );
}

/** Every thing listed must exist, and no material may be asked for that is waived or was checked. */
export async function checkLacks(bench: Bench, items: readonly Lack[]): Promise<void> {
  const { content } = bench.version;
  for (const item of items) {
    const there =
      item.kind === 'other' ||
      (item.kind === 'field' ? Object.hasOwn(content.form.properties, item.target) : content.materials.some((m) => m.id === item.target));
    if (!there)
      throw problem(
        'invalid',
        'cases.lack-unknown',
        { zh: `这件事里没有“${item.target}”这一项。`, en: `There is no “${item.target}” in this item.` },
        { zh: '请从表单或材料清单里选。', en: 'Choose from the form or the list.' },
      );
  }
  if (!items.some((i) => i.kind === 'material')) return;
  const again = await lookAgain(bench);
  const checked = new Set(again.materials.filter((m) => m.checkedAt !== null).map((m) => m.materialId));
  for (const item of items.filter((i) => i.kind === 'material')) {
    const because = whyNot(item.target, again.looked, checked);
    if (because !== null) throw demandProblem(item.target, because);
  }
}
