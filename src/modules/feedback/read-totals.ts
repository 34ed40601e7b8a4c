import type { House } from '#platform/house';
import { levels } from './levels.ts';
import { countInvitations, countLevels, listOpenRows, type OpenRow } from './rating.sql.ts';

/** Gross totals: how many were invited, how many rated, how many of each level. */
export type Totals = { invited: number; total: number; levels: { level: number; code: string; count: number }[] };

/** The public totals, of everything or of one item. */
export async function readTotals(house: House, filter: { itemKey?: string } = {}): Promise<Totals> {
  const [counts, invited] = await Promise.all([countLevels(house.db, filter), countInvitations(house.db, filter)]);
  const rows = levels.map((l) => ({ level: l.level, code: l.code, count: counts.find((n) => n.level === l.level)?.count ?? 0 }));
  return { invited, total: rows.reduce((sum, row) => sum + row.count, 0), levels: rows };
}

/** Every rating as the open export shows it. */
export const readOpenRows = (house: House): Promise<OpenRow[]> => listOpenRows(house.db);
