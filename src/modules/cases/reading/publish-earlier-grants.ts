import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { versionById } from '../outside/items.ts';
import type { Regime } from '../lifecycle/regime.ts';
import { markGrants, selectEarlierGrants } from './public-grants.sql.ts';

const atOnce = 200;

/** Brings grants from before the public list began into it, some at a time. Answers how many were looked at. */
export function publishEarlierGrants(house: House): Promise<number> {
  return inTransaction(house.db, async (tx) => {
    const rows = await selectEarlierGrants(tx, atOnce);
    const marks = new Map<string | null, string[]>();
    for (const { id, versionId, itemKey } of rows) {
      const regime = (await versionById(tx, versionId)).content.regime as Regime;
      const mark = regime.publishGrant ? itemKey : null;
      marks.set(mark, [...(marks.get(mark) ?? []), id]);
    }
    for (const [mark, ids] of marks) await markGrants(tx, ids, mark);
    return rows.length;
  });
}
