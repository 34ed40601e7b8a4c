/** Government papers still demanded and why: a closed list, counted in public (I4). */
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import type { NoRouteReason } from '../document/content.ts';
import { catalogView } from './catalog-view.ts';

export interface NoRouteCount {
  reason: NoRouteReason;
  say: Text;
  count: number;
  rows: { item: string; handling: string; material: string; name: Text; owner: Text | null; review: string | null }[];
}

const words: Record<NoRouteReason, Text> = {
  originalCancelled: { zh: '原件要收回注销', en: 'The original is taken back and cancelled' },
  lawDemandsOriginal: { zh: '法律要求原件', en: 'The law demands the original' },
  noRegisterYet: { zh: '还没有可以查的库', en: 'No register can be asked yet' },
  selfProvided: { zh: '申请人自备', en: 'Provided by the applicant' },
};

/** All reasons over the items in force, most used first. */
export async function noRouteReasons(house: Pick<House, 'db'>): Promise<NoRouteCount[]> {
  const counts = new Map<NoRouteReason, NoRouteCount>();
  for (const { versions } of (await catalogView(house)).items)
    for (const { content, handlingKey, itemKey } of versions)
      for (const material of content.materials) {
        if (material.noRouteReason === null) continue;
        const { reason, owner, review } = material.noRouteReason;
        const entry = counts.get(reason) ?? { reason, say: words[reason], count: 0, rows: [] };
        entry.count++;
        entry.rows.push({
          item: itemKey,
          handling: handlingKey,
          material: material.id,
          name: material.name,
          owner: owner ?? null,
          review: review ?? null,
        });
        counts.set(reason, entry);
      }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}
