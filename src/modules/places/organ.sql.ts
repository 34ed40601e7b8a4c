import { type Read, sql } from '#platform/db';
import { problem } from '#platform/errors';
import type { Text } from '#platform/text';

/** An office of government or another body that receives or decides. */
export type Organ = {
  id: string;
  /** Stable key of the demonstration data or of an import. */
  key: string;
  name: string;
  label: Text;
  /** What it does, as item documents name it: civil-affairs, human-resources, market-supervision … */
  kind: string;
  uscc: string | null;
  regionCode: string;
  regionPath: string;
  phone: string | null;
  address: string | null;
};

const columns = sql.raw(`o.id, o.key, o.name, jsonb_strip_nulls(jsonb_build_object('zh', o.name, 'en', o.name_en)) as label, o.kind, o.uscc,
  o.region as "regionCode", r.path as "regionPath", o.phone, o.address`);
const from = sql.raw('places.organ o join places.region r on r.code = o.region');

/** An organ by its id. @throws Problem notFound `places.no-organ`. */
export async function getOrgan(read: Read, id: string): Promise<Organ> {
  const organ = await findOrganById(read, id);
  if (organ === undefined)
    throw problem(
      'notFound',
      'places.no-organ',
      { zh: '没有这个部门。', en: 'There is no such office.' },
      { zh: '请从列表里重新选，或打服务电话问。', en: 'Please choose from the list, or ask by telephone.' },
    );
  return organ;
}

/** An organ by its id, ended ones too: old cases name them. */
export async function findOrganById(read: Read, id: string): Promise<Organ | undefined> {
  return read.maybe<Organ>(sql.named('places.organ')`select ${columns} from ${from} where o.id = ${id}`);
}

/** An organ by its stable key. */
export async function findOrganByKey(read: Read, key: string): Promise<Organ | undefined> {
  return read.maybe<Organ>(sql`select ${columns} from ${from} where o.key = ${key}`);
}

/**
 * The organ of a kind that is in force for exactly this division; with `upwards` the nearest one above it when
 * the division has none. Competence (model 6) first takes `ancestorAt(region, level)`, then asks here.
 */
export async function findOrgan(read: Read, wanted: { kind: string; regionCode: string; upwards?: boolean }): Promise<Organ | undefined> {
  const rows = await read.many<Organ>(
    wanted.upwards === true
      ? sql`select ${columns} from ${from}
          where o.kind = ${wanted.kind} and o.valid_to is null
            and o.region = any(string_to_array((select path from places.region where code = ${wanted.regionCode}), '/'))
          order by r.level desc limit 1`
      : sql.named('places.organ_of')`select ${columns} from ${from}
          where o.region = ${wanted.regionCode} and o.kind = ${wanted.kind} and o.valid_to is null`,
  );
  return rows[0];
}

/** Organs in force by a part of their name, within a region, the highest first. */
export async function findOrgansByName(read: Read, wanted: { text: string; regionPath: string }, limit: number): Promise<Organ[]> {
  const part = `%${wanted.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return read.many<Organ>(sql`
    select ${columns} from ${from} where o.valid_to is null and o.name like ${part}
      and (r.path = ${wanted.regionPath} or starts_with(r.path, ${`${wanted.regionPath}/`}))
    order by r.level, r.path, o.name limit ${limit}`);
}

/** Organs in force of a division, or of it and everything beneath; by kind when given. */
export async function listOrgans(read: Read, options: { regionCode?: string; beneath?: boolean; kind?: string } = {}): Promise<Organ[]> {
  const { regionCode, kind } = options;
  return read.many<Organ>(sql`
    select ${columns} from ${from} where o.valid_to is null
      ${kind === undefined ? sql`` : sql`and o.kind = ${kind}`}
      ${regionCode === undefined ? sql`` : options.beneath === true ? sql`and ${regionCode} = any(string_to_array(r.path, '/'))` : sql`and o.region = ${regionCode}`}
    order by r.level, r.path, o.name`);
}
