import { inTransaction } from '#platform/db';
import { ownerName } from '#platform/crypto';
import type { House } from '#platform/house';
import { lookupText } from './party.ts';
import { claimOldLookups, setLookup } from './party.sql.ts';

/**
 * After a new look-up key: makes the look-up column of every document anew from its sealed number, page by page while
 * the house works. Reading tries all versions, so nobody is missed meanwhile. Can be called again wherever it stopped.
 */
export async function renewDocumentLookups(house: Pick<House, 'db' | 'keys'>, page = 200): Promise<number> {
  let renewed = 0;
  for (let after: string | null = null; ; ) {
    const rows: { id: string }[] = await inTransaction(house.db, async (tx) => {
      const newest = house.keys.lookupHash('document', '')[0] as number;
      const claimed = await claimOldLookups(tx, newest, after, page);
      const owners = [...new Set(claimed.map((row) => row.partyId))].map((id) => ({ kind: 'person', id }));
      const keys = await house.keys.keysOf(tx, owners);
      for (const row of claimed) {
        // Of an erased person nothing can be made anew: the old column stays and leads to nobody.
        const key = keys.get(ownerName({ kind: 'person', id: row.partyId }));
        if (key === undefined) continue;
        const number = key.open<string>(row.sealed, 'identity.document');
        await setLookup(tx, row.id, house.keys.lookupHash('document', lookupText(row.type, number)));
        renewed++;
      }
      return claimed;
    });
    after = rows.at(-1)?.id ?? null;
    if (after === null) return renewed;
  }
}
