import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { listOrgans, regionLabels } from '#places';
import type { BlockLists } from '../contract/editing.ts';
import { lifeEvents } from '../document/item.format.ts';
import { toText } from '../document/resolve-item.ts';
import { sharedBlocks } from './report.ts';

type Block = { name?: string | Text; 'x-label'?: string | Text; 'x-type'?: string; source?: number; type?: number };
const text = (given: string | Text | undefined, key: string): Text => (given === undefined ? { zh: key } : toText(given));

/** Everything an item may refer to, by the names people know: shared papers and fields, procedures, departments, life events, regions. */
export async function listBlocks(house: House): Promise<BlockLists> {
  const shared = await sharedBlocks(house.db);
  const organs = await listOrgans(house.db);
  const departments = new Map<string, Text>();
  // The highest office of a kind gives the kind its name; what a village committee is called says nothing of the kind.
  for (const organ of organs) if (!departments.has(organ.kind)) departments.set(organ.kind, organ.label);
  // An item is arranged for where somebody keeps its catalogue: the regions of service bureaus.
  const regions = await regionLabels(
    house.db,
    organs.filter((organ) => organ.kind === 'government-service-bureau').map((organ) => organ.regionCode),
  );
  const blocks = <T>(of: unknown, row: (key: string, block: Block) => T): T[] =>
    Object.entries(of as Record<string, Block>).map(([key, block]) => row(key, block));
  return {
    materials: blocks(shared.materials, (key, block) => ({
      key,
      name: text(block.name, key),
      source: block.source ?? 99,
      type: block.type ?? 3,
    })),
    fields: blocks(shared.fields, (key, block) => ({ key, name: text(block['x-label'], key), kind: block['x-type'] ?? 'text' })),
    regimes: Object.entries(shared.regimes).map(([key, regime]) => ({
      key,
      name: toText(regime.name),
      onTheSpot: regime.onTheSpot,
      reviewDays: regime.review.days,
      pauses: regime.pauses.map((pause) => ({ key: pause.kind, name: toText(pause.name) })),
    })),
    departments: [...departments].map(([key, name]) => ({ key, name })),
    events: Object.entries(lifeEvents).map(([key, { zh, en }]) => ({ key, name: { zh, en } })),
    regions: [...regions].map(([key, zh]) => ({ key, name: { zh } })),
  };
}
