import type { House } from '#platform/house';
import { accessibility } from './accessibility.ts';
import type { PointRow } from './contract.ts';
import { hoursSentence, openState } from './hours.ts';
import { listPoints, listPointsFor, type Point } from './point.sql.ts';
import { getRegion } from './region.sql.ts';

/** Where to go, as people read it: of a division nearest first, or all of the city. */
export async function listPointRows(house: House, region: string | undefined): Promise<PointRow[]> {
  const points =
    region === undefined
      ? await listPoints(house.db, { within: house.config.cityRegion })
      : await listPointsFor(house.db, (await getRegion(house.db, region)).code);
  return points.map((point) => toRow(point, house));
}

function toRow(point: Point, house: House): PointRow {
  const state = openState(point.hours, house.clock.now(), house.calendar);
  return {
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
  };
}
