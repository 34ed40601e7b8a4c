/** Browsing by life event, department, object and region, with counts. */
import type { House } from '#platform/house';
import type { CatalogItem } from './catalog-view.ts';
import { catalogView } from './catalog-view.ts';

export interface BrowseFilter {
  event?: string | undefined;
  department?: string | undefined;
  object?: string | undefined;
  /** Codes from the outermost region to the one meant; an item shows when one of its overlays covers it. */
  regionPath?: readonly string[] | undefined;
}
export interface BrowseAnswer {
  items: readonly CatalogItem[];
  /** Items per value, each counted under the other filters: what a click would show. */
  counts: { events: Record<string, number>; departments: Record<string, number>; objects: Record<string, number> };
  total: number;
}

/** Items under a filter, by name, with counts for the next step. */
export async function browse(house: Pick<House, 'db'>, filter: BrowseFilter = {}): Promise<BrowseAnswer> {
  const { items } = await catalogView(house);
  const fits = (item: CatalogItem, but?: keyof BrowseFilter): boolean =>
    (but === 'event' || filter.event === undefined || item.entry.events.includes(filter.event)) &&
    (but === 'department' || filter.department === undefined || item.entry.department === filter.department) &&
    (but === 'object' || filter.object === undefined || item.entry.objects.includes(filter.object)) &&
    (filter.regionPath === undefined || item.versions.some((v) => filter.regionPath?.includes(v.content.overlay.region)));
  const tally = (but: keyof BrowseFilter, values: (item: CatalogItem) => readonly string[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const item of items) if (fits(item, but)) for (const value of values(item)) counts[value] = (counts[value] ?? 0) + 1;
    return counts;
  };
  const found = items.filter((item) => fits(item)).toSorted((a, b) => a.entry.name.zh.localeCompare(b.entry.name.zh, 'zh-CN'));
  return {
    items: found,
    total: found.length,
    counts: {
      events: tally('event', (i) => i.entry.events),
      departments: tally('department', (i) => [i.entry.department]),
      objects: tally('object', (i) => i.entry.objects),
    },
  };
}
