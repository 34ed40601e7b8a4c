import { inTransaction, sql, type Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';

type Rule = { scope: string; key: string; max: number; perSeconds: number };
type Counting = Pick<House, 'db' | 'keys'>;

// Under the look-up key: an address or a number is short enough to be found again from a plain hash.
const hashOf = (house: Counting, rule: Rule): Buffer => house.keys.lookupHash('platform.rate', `${rule.scope}\u0000${rule.key}`);

/**
 * Counts one try and refuses when there were more than `max` in `perSeconds`. Written in a transaction of its own:
 * a try that then fails still counts.
 * @throws Problem tooMany with the seconds to wait in `data.retryAfter`.
 */
export async function limit(house: Counting, at: Date, rule: Rule): Promise<void> {
  const key = hashOf(house, rule);
  const since = new Date(at.getTime() - rule.perSeconds * 1000);
  const row = await inTransaction(house.db, (tx) =>
    tx.one<{ count: number; start: Date }>(sql.named('platform.rate')`
      insert into platform.rate as r (scope, key, window_start, count) values (${rule.scope}, ${key}, ${at}, 1)
      on conflict (scope, key) do update set
        count = case when r.window_start <= ${since} then 1 else r.count + 1 end,
        window_start = case when r.window_start <= ${since} then ${at} else r.window_start end
      returning count, window_start as start`),
  );
  if (row.count > rule.max) throw tooMany(at, row.start, rule.perSeconds);
}

/**
 * Refuses when `max` tries were already counted, and counts nothing: for a guess that must not be answered at all any
 * more, be it right. @throws Problem tooMany.
 */
export async function refuseSpent(house: Counting, at: Date, rule: Rule): Promise<void> {
  const key = hashOf(house, rule);
  const row = await house.db.maybe<{ start: Date }>(sql.named('platform.rate_spent')`
    select window_start as start from platform.rate
    where scope = ${rule.scope} and key = ${key} and count >= ${rule.max} and window_start > ${new Date(at.getTime() - rule.perSeconds * 1000)}`);
  if (row !== undefined) throw tooMany(at, row.start, rule.perSeconds);
}

function tooMany(at: Date, start: Date, perSeconds: number): Problem {
  const retryAfter = Math.max(1, Math.ceil((start.getTime() + perSeconds * 1000 - at.getTime()) / 1000));
  const minutes = Math.ceil(retryAfter / 60);
  return problem(
    'tooMany',
    'platform.too-many',
    { zh: '试得太多了，先歇一歇。', en: 'Too many tries for now.' },
    { zh: `请过${minutes}分钟再试。等不及可以打电话或去窗口。`, en: `Please try again in ${minutes} min, or call or visit a window.` },
    { data: { retryAfter } },
  );
}

/** Forgets windows that began before the given time; the longest rule looks back one day. */
export async function dropOldRates(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`delete from platform.rate where window_start < ${before}`);
}
