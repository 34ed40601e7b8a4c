import { listPoints, listPointsFor, openState } from '#places';
import type { House } from '#platform/house';
import type { Visitor } from '../visitor.ts';
import { findWords } from './words.ts';

/** Places that serve the reader's region, nearest first: open or not, where, which telephone. */
export async function placeRows(house: House, visitor: Visitor): Promise<{ href: string; name: string; now: string; line: string }[]> {
  const words = findWords(visitor.lang);
  const nearest = await listPointsFor(house.db, visitor.region);
  // Who has chosen no smaller place sees those of the whole region, the large halls first.
  const beneath = nearest.length < 3 ? await listPoints(house.db, { within: visitor.region }) : [];
  const points = [...nearest, ...beneath.filter((point) => !nearest.some((n) => n.id === point.id))];
  return points.map((point) => {
    const state = openState(point.hours, house.clock.now(), house.calendar);
    return {
      href: `/places/${point.key}`,
      name: point.name,
      now: state.open
        ? words.openUntil(state.closes ?? '')
        : state.next === null
          ? words.closed
          : words.opensAt(state.next.day, state.next.opens),
      line: `${point.address}${visitor.lang === 'zh' ? '，' : ', '}${point.phone}`,
    };
  });
}
