import type { House } from '#platform/house';
import type { RegionRow } from './contract.ts';
import type { Region, RegionLevel } from './region.ts';
import { findRegionsByName, getRegion, listChildren, parentsAmong, regionLabels } from './region.sql.ts';

const toRow = (region: Region, parents: Set<string>): RegionRow => ({
  code: region.code,
  level: region.level,
  name: region.name,
  label: region.nameEn === null ? { zh: region.name } : { zh: region.name, en: region.nameEn },
  hasChildren: parents.has(region.code),
});

/** One step of a picker: a division and what lies directly beneath; without one it starts with the city. */
export async function pickRegions(house: House, code: string | undefined): Promise<{ parent: RegionRow; rows: RegionRow[] }> {
  const parent = await getRegion(house.db, code ?? house.config.cityRegion);
  const rows = await listChildren(house.db, parent.code);
  const parents = await parentsAmong(
    house.db,
    rows.map((row) => row.code),
  );
  return { parent: toRow(parent, new Set(rows.length > 0 ? [parent.code] : [])), rows: rows.map((row) => toRow(row, parents)) };
}

/** Divisions by name with their full names, within the city unless said otherwise. */
export async function searchRegions(
  house: House,
  wanted: { name: string; within?: string; level?: RegionLevel },
): Promise<{ code: string; level: RegionLevel; label: string }[]> {
  const found = await findRegionsByName(house.db, wanted.name, {
    within: wanted.within ?? house.config.cityRegion,
    ...(wanted.level === undefined ? {} : { level: wanted.level }),
  });
  const labels = await regionLabels(
    house.db,
    found.map((region) => region.code),
  );
  return found.map(({ code, level, name }) => ({ code, level, label: labels.get(code) ?? name }));
}
