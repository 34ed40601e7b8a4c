import { type Read, sql } from '#platform/db';
import { problem } from '#platform/errors';
import type { Text } from '#platform/text';
import type { Hours } from './hours.ts';

/** Kinds of places people go to, from the city down; item documents use the same words. */
export const pointKinds = ['city-hall', 'county-hall', 'town-centre', 'village-station'] as const;
/** A kind of service point. */
export type PointKind = (typeof pointKinds)[number];

/** A place people go to; `accessibility` lists what it offers, in the words of `accessibility.ts`. */
export type Point = {
  id: string;
  key: string;
  name: string;
  label: Text;
  kind: PointKind;
  regionCode: string;
  regionPath: string;
  organId: string;
  organName: string;
  address: string;
  addressText: Text;
  phone: string;
  hours: Hours;
  accessibility: string[];
  /** Who helps at home or at the station, where someone does. */
  helper: string | null;
  lat: number | null;
  lon: number | null;
  /** The coordinates are of the locality, not of the door. */
  approx: boolean;
};

/** A counter of a point. */
export type Window = {
  id: string;
  key: string;
  pointId: string;
  number: number;
  name: string;
  label: Text;
  lowCounter: boolean;
};

const columns = sql.raw(`p.id, p.key, p.name, jsonb_strip_nulls(jsonb_build_object('zh', p.name, 'en', p.name_en)) as label, p.kind,
  p.region as "regionCode", r.path as "regionPath", p.organ_id as "organId", o.name as "organName", p.address,
  jsonb_strip_nulls(jsonb_build_object('zh', p.address, 'en', p.address_en)) as "addressText", p.phone, p.hours, p.accessibility, p.helper,
  p.lat, p.lon, p.approx`);
const from = sql.raw('places.point p join places.region r on r.code = p.region join places.organ o on o.id = p.organ_id');
const windowColumns = sql.raw(`w.id, w.key, w.point_id as "pointId", w.number, w.name,
  jsonb_strip_nulls(jsonb_build_object('zh', w.name, 'en', w.name_en)) as label, w.low_counter as "lowCounter"`);

/** A service point, closed ones too: old papers name them. */
export async function findPoint(read: Read, id: string): Promise<Point | undefined> {
  return read.maybe<Point>(sql.named('places.point')`select ${columns} from ${from} where p.id = ${id}`);
}

/** A service point by its stable key. */
export async function findPointByKey(read: Read, key: string): Promise<Point | undefined> {
  return read.maybe<Point>(sql`select ${columns} from ${from} where p.key = ${key}`);
}

/** A service point. @throws Problem notFound `places.no-point`. */
export async function getPoint(read: Read, id: string): Promise<Point> {
  const point = await findPoint(read, id);
  if (point === undefined)
    throw problem(
      'notFound',
      'places.no-point',
      { zh: '没有这个服务点。', en: 'There is no such service point.' },
      { zh: '请从列表里重新选，或打服务电话问最近的服务点。', en: 'Please choose from the list, or ask by telephone for the nearest one.' },
    );
  return point;
}

/**
 * Where people of a division go, nearest first: its own station, then the town's centre, the county's hall, the city's.
 * Points of neighbouring divisions are not in it.
 */
export async function listPointsFor(read: Read, regionCode: string, options: { kinds?: readonly PointKind[] } = {}): Promise<Point[]> {
  return read.many<Point>(sql`
    select ${columns} from ${from}
    where p.valid_to is null and p.region = any(string_to_array((select path from places.region where code = ${regionCode}), '/'))
      ${options.kinds === undefined ? sql`` : sql`and p.kind = any(${[...options.kinds]}::text[])`}
    order by r.level desc, p.kind, p.name`);
}

/** All points of a division and everything beneath it, halls first. */
export async function listPoints(read: Read, options: { within?: string; kinds?: readonly PointKind[] } = {}): Promise<Point[]> {
  return read.many<Point>(sql`
    select ${columns} from ${from} where p.valid_to is null
      ${options.within === undefined ? sql`` : sql`and ${options.within} = any(string_to_array(r.path, '/'))`}
      ${options.kinds === undefined ? sql`` : sql`and p.kind = any(${[...options.kinds]}::text[])`}
    order by r.level, r.path, p.name`);
}

/** A window by its id. */
export async function findWindow(read: Read, id: string): Promise<Window | undefined> {
  return read.maybe<Window>(sql.named('places.window')`select ${windowColumns} from places.window w where w.id = ${id}`);
}

/** A window by its stable key. */
export async function findWindowByKey(read: Read, key: string): Promise<Window | undefined> {
  return read.maybe<Window>(sql`select ${windowColumns} from places.window w where w.key = ${key}`);
}

/** A window by its id. @throws Problem notFound `places.no-window`. */
export async function getWindow(read: Read, id: string): Promise<Window> {
  const window = await findWindow(read, id);
  if (window === undefined)
    throw problem(
      'notFound',
      'places.no-window',
      { zh: '没有这个窗口。', en: 'There is no such window.' },
      { zh: '请让管理员看看窗口设置。', en: 'Please ask the administrator about the windows.' },
    );
  return window;
}

/** Windows of a point, by number. */
export async function listWindows(read: Read, pointId: string): Promise<Window[]> {
  return read.many<Window>(
    sql`select ${windowColumns} from places.window w where w.point_id = ${pointId} and w.valid_to is null order by w.number`,
  );
}
