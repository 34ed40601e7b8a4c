import { type Read, sql } from '#platform/db';
import { problem } from '#platform/errors';
import { levelNumber, levelOf, type Region, type RegionLevel } from './region.ts';

type Row = Omit<Region, 'level'> & { level: number };
const columns = sql.raw(
  'r.code, r.kind, r.level, r.name, r.name_en as "nameEn", r.parent, r.path, r.valid_from as "validFrom", r.valid_to as "validTo", r.successor',
);
const toRegion = (row: Row): Region => ({ ...row, level: levelOf(row.level) });

/** The division with this code, ended ones too. */
export async function findRegion(read: Read, code: string): Promise<Region | undefined> {
  const row = await read.maybe<Row>(sql.named('places.region')`select ${columns} from places.region r where r.code = ${code}`);
  return row && toRegion(row);
}

/** The division with this code. @throws Problem notFound `places.no-region`. */
export async function getRegion(read: Read, code: string): Promise<Region> {
  const region = await findRegion(read, code);
  if (region === undefined)
    throw problem(
      'notFound',
      'places.no-region',
      { zh: '没有这个地区。', en: 'There is no such division.' },
      { zh: '请从列表里重新选地区，选不到可以打服务电话问。', en: 'Please choose from the list, or ask by telephone.' },
    );
  return region;
}

/** Divisions in force on `day` whose name contains `text`, short paths first; at most `limit`. */
export async function findRegionsByName(
  read: Read,
  text: string,
  options: { within?: string; level?: RegionLevel; limit?: number } = {},
): Promise<Region[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const rows = await read.many<Row>(sql`
    select ${columns} from places.region r
    where r.name like ${`%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`} and r.valid_to is null
      ${options.level === undefined ? sql`` : sql`and r.level = ${levelNumber(options.level)}`}
      ${options.within === undefined ? sql`` : sql`and exists (select 1 from places.region a where a.code = ${options.within} and (r.path = a.path or r.path like a.path || '/%'))`}
    order by r.level, length(r.name), r.code limit ${options.limit ?? 20}`);
  return rows.map(toRegion);
}

/** The divisions directly beneath, by code; without a parent the roots. Ended ones only on request. */
export async function listChildren(read: Read, parent: string | null, options: { ended?: boolean } = {}): Promise<Region[]> {
  const rows = await read.many<Row>(sql`
    select ${columns} from places.region r
    where ${parent === null ? sql`r.parent is null` : sql`r.parent = ${parent}`}
      ${options.ended === true ? sql`` : sql`and r.valid_to is null`}
    order by r.code`);
  return rows.map(toRegion);
}

/** The division and everything above it, from the root down. */
export async function listAncestors(read: Read, code: string): Promise<Region[]> {
  const rows = await read.many<Row>(sql.named('places.ancestors')`
    select ${columns} from places.region r
    where r.code = any(string_to_array((select path from places.region where code = ${code}), '/'))
    order by r.level`);
  return rows.map(toRegion);
}

/** The division of that level above (or the division itself); undefined when the chain has none. */
export async function ancestorAt(read: Read, code: string, level: RegionLevel): Promise<Region | undefined> {
  return (await listAncestors(read, code)).find((region) => region.level === level);
}

/** Whether a division is `ancestor` or lies beneath it; false for unknown codes. */
export async function isWithin(read: Read, code: string, ancestor: string): Promise<boolean> {
  const row = await read.one<{ within: boolean }>(sql.named('places.within')`
    select exists (select 1 from places.region r, places.region a where r.code = ${code} and a.code = ${ancestor}
      and (r.path = a.path or r.path like a.path || '/%')) as within`);
  return row.within;
}

/** The full name from the city down (云渚市临河区柳桥镇荷塘村); the code itself when it is unknown. */
export async function regionLabel(read: Read, code: string): Promise<{ zh: string; en?: string }> {
  const chain = (await listAncestors(read, code)).filter((region) => region.level !== 'province');
  if (chain.length === 0) return { zh: (await findRegion(read, code))?.name ?? code };
  const zh = chain.map((region) => region.name).join('');
  return chain.every((region) => region.nameEn !== null)
    ? {
        zh,
        en: chain
          .map((region) => region.nameEn)
          .reverse()
          .join(', '),
      }
    : { zh };
}

/** Full names of many divisions at once, by code. */
export async function regionLabels(read: Read, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await read.many<{ code: string; label: string }>(sql`
    select r.code, (select string_agg(a.name, '' order by a.level) from places.region a
      where a.code = any(string_to_array(r.path, '/')) and (a.level > 1 or a.code = r.code)) as label
    from places.region r where r.code = any(${[...new Set(codes)]}::text[])`);
  return new Map(rows.map((row) => [row.code, row.label]));
}

/** Which of these divisions have others beneath. */
export async function parentsAmong(read: Read, codes: readonly string[]): Promise<Set<string>> {
  const rows = await read.many<{ code: string }>(sql`
    select distinct parent as code from places.region where parent = any(${[...codes]}::text[]) and valid_to is null`);
  return new Set(rows.map((row) => row.code));
}
