import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addLookupKey } from '#platform/crypto';
import { inTransaction, sql } from '#platform/db';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { findOrMakeParty, findPartyByDocument } from './find-or-make-party.ts';
import { renewDocumentLookups } from './renew-lookups.ts';

const numbers = ['329901196803042817', '329901194406171528', '329901200105061024'];
let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

const enter = (number: string): Promise<{ partyId: string; made: boolean }> =>
  inTransaction(t.house.db, (tx) => findOrMakeParty(tx, t.house, { name: '测试甲', documentType: '111', number, how: 'typed' }));

describe('a new look-up key', () => {
  it('loses nobody: found before, between and after the columns are made anew, and nobody is made twice', async () => {
    const first = await Promise.all(numbers.map(enter));
    expect(first.every((one) => one.made)).toBe(true);
    expect(addLookupKey(join(t.dataDir, 'keys'))).toBe(2);
    for (const [n, number] of numbers.entries()) {
      expect((await findPartyByDocument(t.house, { type: '111', number }))?.id).toBe(first[n]?.partyId);
      expect((await enter(number)).made).toBe(false);
    }
    expect(await renewDocumentLookups(t.house, 2)).toBe(3);
    expect(await renewDocumentLookups(t.house)).toBe(0);
    expect(await t.house.db.many(sql`select distinct get_byte(lookup, 0) as version from identity.document`)).toEqual([{ version: 2 }]);
    for (const [n, number] of numbers.entries()) {
      expect((await findPartyByDocument(t.house, { type: '111', number }))?.id).toBe(first[n]?.partyId);
      expect((await enter(number)).made).toBe(false);
    }
  });
});
