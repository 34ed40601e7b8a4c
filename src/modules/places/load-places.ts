import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { systemActor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { accessibility } from './accessibility.ts';
import { readHours } from './hours.ts';
import { putOrgan, putPoint, putRegion, putWindow, type WrittenOrgan, type WrittenPoint, type WrittenRegion } from './places-load.sql.ts';
import { levelNumber, type RegionKind, regionKinds, type RegionLevel } from './region.ts';
import { settlePaths } from './region-import.sql.ts';

type RegionTree = { code: string; kind: RegionKind; name: string; en?: string; children?: RegionTree[] };
type PointFile = {
  hours: Record<string, Record<string, string>>;
  points: (Omit<WrittenPoint, 'hours'> & {
    hours: string;
    windows?: { number: number; name: string; en?: string; lowCounter?: boolean }[];
  })[];
};

const levelOfKind: Record<RegionKind, RegionLevel> = {
  province: 'province',
  city: 'city',
  district: 'county',
  county: 'county',
  'development-zone': 'county',
  subdistrict: 'town',
  town: 'town',
  township: 'town',
  community: 'village',
  village: 'village',
};

function flatten(tree: readonly RegionTree[], parent: WrittenRegion | null = null): WrittenRegion[] {
  return tree.flatMap((node) => {
    if (!regionKinds.includes(node.kind)) throw new Error(`regions.yaml: ${node.code}: no kind ${node.kind}`);
    const region: WrittenRegion = {
      code: node.code,
      kind: node.kind,
      level: levelNumber(levelOfKind[node.kind]),
      name: node.name,
      en: node.en ?? null,
      parent: parent?.code ?? null,
      path: parent === null ? node.code : `${parent.path}/${node.code}`,
    };
    return [region, ...flatten(node.children ?? [], region)];
  });
}

/**
 * Loads divisions, organs, points and windows from the YAML files of a folder (`demo/city` shows their form).
 * Running it again brings texts up to date and keeps every id. One transaction.
 */
export async function loadPlaces(
  house: House,
  folder: string,
): Promise<{ regions: number; organs: number; points: number; windows: number }> {
  const read = <T>(file: string): T => parse(readFileSync(join(folder, file), 'utf8')) as T;
  const regions = flatten(read<{ regions: RegionTree[] }>('regions.yaml').regions);
  const { organs } = read<{ organs: WrittenOrgan[] }>('organs.yaml');
  const { hours, points } = read<PointFile>('points.yaml');
  const at = house.clock.now();
  return inTransaction(house.db, async (tx) => {
    const since = shanghaiDate(at);
    let changed = 0;
    for (const region of regions) changed += await putRegion(tx, region, since);
    if (changed > 0) await settlePaths(tx);
    for (const organ of organs) changed += await putOrgan(tx, organ, since);
    let windows = 0;
    for (const point of points) {
      const written = hours[point.hours];
      if (written === undefined) throw new Error(`points.yaml: ${point.key}: no hours ${point.hours}`);
      for (const word of point.accessibility)
        if (accessibility[word] === undefined) throw new Error(`points.yaml: ${point.key}: no word ${word}`);
      if ((await putPoint(tx, { ...point, hours: readHours(written) })) === 0)
        throw new Error(`points.yaml: ${point.key}: no organ ${point.organ}`);
      for (const window of point.windows ?? []) windows += await putWindow(tx, point.key, window);
    }
    if (changed > 0) await audit(tx, systemActor('load places'), at, { word: 'PLACES_LOAD', details: { changed } });
    return { regions: regions.length, organs: organs.length, points: points.length, windows };
  });
}
