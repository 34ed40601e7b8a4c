/** What kind of city it is: how many people, which items they come for, when, and what becomes of it. All of it follows from the seed. */
import type { Calendar } from '#platform/calendar';
import { addDays, type Day, weekday } from '#platform/clock';
import { type Draw, drawFrom } from '#platform/ids';
import type { CaseState } from '../lifecycle/facts.ts';
import type { Fate } from './walk.ts';

/** Years the cases go back. */
const years = 3;

/** How many people and enterprises a number of cases comes from. */
export const populationOf = (cases: number): { people: number; organisations: number } => ({
  people: Math.max(20, Math.ceil(cases / 5)),
  organisations: Math.max(6, Math.ceil(cases / 120)),
});

/** Weights that fall like 1/(n+2): a few make most. */
export function skewed(draw: Draw, n: number): (d: Draw) => number {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  const sums: number[] = [];
  let total = 0;
  for (let i = 0; i < n; i++) sums.push((total += 1 / (i + 2)));
  return (d) => {
    const x = d.unit() * total;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < x) low = middle + 1;
      else high = middle;
    }
    return order[low] as number;
  };
}

/** Days of three years with their share of the cases: growing, Mondays busy, weekends and holidays nearly nothing, few in February. */
export function daysOf(calendar: Calendar, today: Day): { days: Day[]; pick: (d: Draw) => Day } {
  const days: Day[] = [];
  const sums: number[] = [];
  let total = 0;
  const length = years * 365;
  for (let i = 0; i < length; i++) {
    const day = addDays(today, i - length);
    const office = calendar.isWorkday(day) ? (weekday(day) === 1 ? 1.35 : 1) : 0.08;
    const month = day.slice(5, 7) === '02' ? 0.7 : day.slice(5, 7) === '12' ? 1.15 : 1;
    days.push(day);
    sums.push((total += office * month * (0.7 + (0.6 * i) / length)));
  }
  return {
    days,
    pick: (d) => {
      const x = d.unit() * total;
      let low = 0;
      let high = length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sums[middle] as number) < x) low = middle + 1;
        else high = middle;
      }
      return days[low] as Day;
    },
  };
}

/** States in which cases of the last days are left open, so that every one is there however small the city is. */
const leftOpen: readonly CaseState[] = ['received', 'correcting', 'accepted', 'paused', 'decided'];

/** What becomes of the n-th case. The first ones make sure that nothing is missing. */
export function fateOf(draw: Draw, n: number): Fate & { recent: boolean } {
  const first = n % 100_000;
  const stopAt = first < 40 ? leftOpen[first % leftOpen.length] : draw.chance(0.008) ? draw.of(leftOpen) : undefined;
  const ends: Fate['end'][] = ['refuse', 'notAccepted', 'withdraw', 'terminate'];
  const end = stopAt !== undefined ? 'grant' : first < 80 ? (ends[first % 4] as Fate['end']) : ending(draw.unit());
  return {
    end,
    correction: stopAt === 'correcting' || (stopAt === undefined && draw.chance(0.06)),
    pause: stopAt === 'paused' || (stopAt === undefined && draw.chance(0.02)),
    extend: draw.chance(0.01),
    pace: 0.2 + 0.75 * draw.unit(),
    ...(stopAt === undefined ? {} : { stopAt }),
    recent: stopAt !== undefined,
  };
}

function ending(x: number): Fate['end'] {
  if (x < 0.018) return 'refuse';
  if (x < 0.03) return 'notAccepted';
  if (x < 0.044) return 'withdraw';
  return x < 0.047 ? 'terminate' : 'grant';
}

/** Numbers of one part of a seed: people, places, and each case have a row of their own. */
export const part = (seed: number, what: 'plan' | 'people' | 'organisations' | number): Draw =>
  drawFrom(seed, typeof what === 'number' ? what + 1_000 : ['plan', 'people', 'organisations'].indexOf(what));
