/** What is in force, in memory: search index and browse counts, renewed when the catalogue's revision goes up. */
import type { House } from '#platform/house';
import { toVersion, type ItemVersion } from '../publish/find-item.ts';
import { listInForce, readRevision } from '../version.sql.ts';
import { buildItemIndex, type ItemIndex, type SearchEntry } from './item-index.ts';

/** A snapshot of everything published. */
export interface CatalogView {
  revision: number;
  items: readonly CatalogItem[];
  index: ItemIndex;
}
/** One base item with its kinds of handling now in force. */
export interface CatalogItem {
  entry: SearchEntry;
  versions: readonly ItemVersion[];
}

// One view per database; asked at most once a second whether it is still the newest (publication reaches a door in < 2 s).
const views = new WeakMap<object, { view: Promise<CatalogView>; checkedAt: number }>();
const checkEvery = 1000;

/** The view of this house; built on first use. Monotonic time, so that a test's standing clock does not freeze it. */
export async function catalogView(house: Pick<House, 'db'>): Promise<CatalogView> {
  const known = views.get(house.db);
  if (known === undefined) return remember(house, build(house));
  if (performance.now() - known.checkedAt < checkEvery) return known.view;
  known.checkedAt = performance.now();
  const [view, revision] = [await known.view, await readRevision(house.db)];
  if (view.revision === revision) return view;
  return remember(house, build(house));
}

/** Looks again at once; the hearer of `catalog.version_published` and the start call it. */
export async function refreshCatalogView(house: Pick<House, 'db'>): Promise<void> {
  const known = views.get(house.db);
  if (known !== undefined) known.checkedAt = Number.NEGATIVE_INFINITY;
  await catalogView(house);
}

function remember(house: Pick<House, 'db'>, view: Promise<CatalogView>): Promise<CatalogView> {
  views.set(house.db, { view, checkedAt: performance.now() });
  // A failed build must not be kept: the next question tries again.
  view.catch(() => views.delete(house.db));
  return view;
}

async function build(house: Pick<House, 'db'>): Promise<CatalogView> {
  // Revision first: what is published in between shows as a difference at the next look.
  const revision = await readRevision(house.db);
  const byItem = new Map<string, ItemVersion[]>();
  for (const version of (await listInForce(house.db)).map(toVersion))
    byItem.set(version.itemKey, [...(byItem.get(version.itemKey) ?? []), version]);
  const items = [...byItem.values()].map((versions): CatalogItem => {
    const sorted = versions.toSorted(
      (a, b) => a.content.handling.seq.localeCompare(b.content.handling.seq) || a.handlingKey.localeCompare(b.handlingKey),
    );
    return { versions: sorted, entry: entryOf(sorted) };
  });
  return { revision, items, index: buildItemIndex(items.map((i) => i.entry)) };
}

function entryOf(versions: readonly ItemVersion[]): SearchEntry {
  const { item } = (versions[0] as ItemVersion).content;
  return {
    key: item.key,
    name: item.name,
    legalName: item.legalName,
    aliases: item.aliases,
    said: item.words,
    summary: item.summary,
    handlings: versions.map((v) => ({ key: v.handlingKey, name: v.content.handling.name })),
    department: item.department,
    objects: item.objects,
    events: item.events,
  };
}
