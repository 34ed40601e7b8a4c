import { defineRoute, type Route } from '#platform/http';
import { accessibility } from './accessibility.ts';
import { childrenQuery, foundRegions, nameQuery, type PointRow, pointQuery, pointRows, type RegionRow, regionRows } from './contract.ts';
import { hoursSentence, openState } from './hours.ts';
import { listPoints, listPointsFor, type Point } from './point.sql.ts';
import type { Region } from './region.ts';
import { findRegionsByName, getRegion, listChildren, parentsAmong, regionLabels } from './region.sql.ts';

const toRow = (region: Region, parents: Set<string>): RegionRow => ({
  code: region.code,
  level: region.level,
  name: region.name,
  label: region.nameEn === null ? { zh: region.name } : { zh: region.name, en: region.nameEn },
  hasChildren: parents.has(region.code),
});

const toPointRow = (point: Point, state: ReturnType<typeof openState>): PointRow => ({
  id: point.id,
  kind: point.kind,
  name: point.label,
  organ: point.organName,
  address: point.addressText,
  phone: point.phone,
  hours: point.hours,
  hoursText: hoursSentence(point.hours),
  open: state.open,
  closes: state.closes,
  nextOpen: state.next,
  accessibility: point.accessibility.map((word) => accessibility[word] ?? { zh: word }),
  helper: point.helper,
  position: point.lat === null || point.lon === null ? null : { lat: point.lat, lon: point.lon, approx: point.approx },
});

/** Public routes: divisions for pickers, and where to go. */
export const placesRoutes: Route[] = [
  defineRoute({
    method: 'GET', path: '/api/regions', permission: 'public', audit: null, cacheSeconds: 300,
    summary: 'Divisions beneath a division, for pickers',
    query: childrenQuery, reply: regionRows,
    handle: async ({ house, query }) => {
      // Without a parent a picker starts with what lies in this city.
      const parent = await getRegion(house.db, query.parent ?? house.config.cityRegion);
      const rows = await listChildren(house.db, parent.code);
      const parents = await parentsAmong(house.db, rows.map((row) => row.code));
      return { parent: toRow(parent, new Set([parent.code])), rows: rows.map((row) => toRow(row, parents)) };
    },
  }),
  defineRoute({
    method: 'GET', path: '/api/regions/search', permission: 'public', audit: null, cacheSeconds: 300,
    summary: 'Divisions by name',
    query: nameQuery, reply: foundRegions,
    handle: async ({ house, query }) => {
      const found = await findRegionsByName(house.db, query.name, { within: query.within ?? house.config.cityRegion, ...(query.level === undefined ? {} : { level: query.level }) });
      const labels = await regionLabels(house.db, found.map((region) => region.code));
      return { rows: found.map(({ code, level, name }) => ({ code, level, label: labels.get(code) ?? name })) };
    },
  }),
  defineRoute({
    method: 'GET', path: '/api/points', permission: 'public', audit: null, cacheSeconds: 60,
    summary: 'Service points: of a division nearest first, or all of the city',
    query: pointQuery, reply: pointRows,
    handle: async ({ house, query }) => {
      const points = query.region === undefined
        ? await listPoints(house.db, { within: house.config.cityRegion })
        : await listPointsFor(house.db, (await getRegion(house.db, query.region)).code);
      return { rows: points.map((point) => toPointRow(point, openState(point.hours, house.clock.now(), house.calendar))) };
    },
  }),
];
