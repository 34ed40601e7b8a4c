import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Hours } from './hours.ts';

/** A division as data files write it, flattened. */
export type WrittenRegion = {
  code: string;
  kind: string;
  level: number;
  name: string;
  en: string | null;
  parent: string | null;
  path: string;
};

/** Puts a division in place; an existing one takes the new name and place. */
export async function putRegion(tx: Tx, r: WrittenRegion, since: string): Promise<number> {
  return tx.run(sql`
    insert into places.region as t (code, kind, level, name, name_en, parent, path, valid_from)
    values (${r.code}, ${r.kind}, ${r.level}, ${r.name}, ${r.en}, ${r.parent}, ${r.path}, ${since})
    on conflict (code) do update set kind = excluded.kind, level = excluded.level, name = excluded.name, name_en = excluded.name_en,
      parent = excluded.parent, path = excluded.path
    where (t.kind, t.level, t.name, t.name_en, t.parent, t.path)
      is distinct from (excluded.kind, excluded.level, excluded.name, excluded.name_en, excluded.parent, excluded.path)`);
}

/** An organ as data files write it. */
export type WrittenOrgan = {
  key: string;
  kind: string;
  name: string;
  en?: string;
  region: string;
  uscc?: string;
  phone?: string;
  address?: string;
};

/** Puts an organ in place by its key; its id never changes. */
export async function putOrgan(tx: Tx, o: WrittenOrgan, since: string): Promise<number> {
  return tx.run(sql`
    insert into places.organ as t (id, key, name, name_en, kind, uscc, region, phone, address, valid_from)
    values (${newId()}, ${o.key}, ${o.name}, ${o.en ?? null}, ${o.kind}, ${o.uscc ?? null}, ${o.region}, ${o.phone ?? null}, ${o.address ?? null}, ${since})
    on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind, uscc = excluded.uscc,
      region = excluded.region, phone = excluded.phone, address = excluded.address
    where (t.name, t.name_en, t.kind, t.uscc, t.region, t.phone, t.address)
      is distinct from (excluded.name, excluded.name_en, excluded.kind, excluded.uscc, excluded.region, excluded.phone, excluded.address)`);
}

/** A service point as data files write it, its hours read. */
export type WrittenPoint = {
  key: string;
  kind: string;
  name: string;
  en?: string;
  region: string;
  organ: string;
  address: string;
  addressEn?: string;
  phone: string;
  hours: Hours;
  accessibility: string[];
  helper?: string;
  at?: [number, number];
  approx?: boolean;
};

/** Puts a service point in place by its key; 0 rows also when its organ is unknown. */
export async function putPoint(tx: Tx, p: WrittenPoint): Promise<number> {
  return tx.run(sql`
    insert into places.point as t (id, key, name, name_en, kind, region, organ_id, address, address_en, phone, hours, accessibility, helper, lat, lon, approx)
    select ${newId()}::uuid, ${p.key}, ${p.name}, ${p.en ?? null}, ${p.kind}, ${p.region}, o.id, ${p.address}, ${p.addressEn ?? null}, ${p.phone},
      ${JSON.stringify(p.hours)}::jsonb, ${p.accessibility}::text[], ${p.helper ?? null}, ${p.at?.[0] ?? null}::float8, ${p.at?.[1] ?? null}::float8, ${p.approx ?? true}
    from places.organ o where o.key = ${p.organ}
    on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, kind = excluded.kind, region = excluded.region,
      organ_id = excluded.organ_id, address = excluded.address, address_en = excluded.address_en, phone = excluded.phone, hours = excluded.hours,
      accessibility = excluded.accessibility, helper = excluded.helper, lat = excluded.lat, lon = excluded.lon, approx = excluded.approx`);
}

/** Puts a window of a point in place. */
export async function putWindow(
  tx: Tx,
  pointKey: string,
  w: { number: number; name: string; en?: string; lowCounter?: boolean },
): Promise<number> {
  return tx.run(sql`
    insert into places.window (id, key, point_id, number, name, name_en, low_counter)
    select ${newId()}::uuid, ${`${pointKey}/${w.number}`}, p.id, ${w.number}::smallint, ${w.name}, ${w.en ?? null}, ${w.lowCounter ?? false}
    from places.point p where p.key = ${pointKey}
    on conflict (key) do update set name = excluded.name, name_en = excluded.name_en, low_counter = excluded.low_counter`);
}
