import { addDays, shanghaiDate, type Day } from '#platform/clock';
import type { House } from '#platform/house';
import { countIndicators, type IndicatorCounts } from './indicators.sql.ts';

/**
 * Figures of 好差评 by formula (GB/T 39734 names the families, its annex B is not public; each formula stands beside its
 * figure). A share without anything to divide by is null, never 0 or 1.
 */
export type Indicators = {
  since: Day;
  counts: IndicatorCounts;
  /** Items rated at least once ÷ items served. */
  coverage: number | null;
  /** Ratings ÷ service contacts. */
  ratingRate: number | null;
  /** Levels 5, 4, 3 ÷ all ratings. */
  positiveRate: number | null;
  /** Levels 2, 1 ÷ all ratings. */
  negativeRate: number | null;
  /** Negatives less upheld appeals ÷ all ratings: the net figure, beside the gross one. */
  netNegativeRate: number | null;
  /** Called back ÷ followed up. */
  callBackRate: number | null;
  /** Answered within the limit ÷ answers that were due. */
  inTimeRate: number | null;
  /** Satisfied with the answer ÷ rated again. */
  satisfiedAgainRate: number | null;
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);

/** The figures of the last 365 days, for anyone. */
export async function readIndicators(house: House): Promise<Indicators> {
  const today = shanghaiDate(house.clock.now());
  const since = addDays(today, -365);
  const n = await countIndicators(house.db, since, today);
  return {
    since,
    counts: n,
    coverage: share(n.itemsRated, n.itemsServed),
    ratingRate: share(n.ratings, n.contacts),
    positiveRate: share(n.positive, n.ratings),
    negativeRate: share(n.negative, n.ratings),
    netNegativeRate: share(n.negative - n.upheld, n.ratings),
    callBackRate: share(n.called, n.followups),
    inTimeRate: share(n.answeredInTime, n.dueAnswers),
    satisfiedAgainRate: share(n.againPositive, n.again),
  };
}
