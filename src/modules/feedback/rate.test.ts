import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrMakeParty } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { findByReceipt, findContactByLink, levels, listOpenRows, rate, ratingsMirror, receiptHash } from '#feedback';
import { verifyHouse } from '#platform/ledger';
import { plant } from '../../../tools/plant.ts';
import { makeContact } from './make-contact.ts';
import { listContacts } from './contact.sql.ts';
import { listUnratedVisits } from './list-unrated-visits.ts';
import { readTotals } from './read-totals.ts';
import { contactToken } from './token.ts';

let t: TestHouse;
let me: Actor;
beforeAll(async () => {
  t = await openTestHouse();
  const { partyId } = await inTransaction(t.house.db, (tx) =>
    findOrMakeParty(tx, t.house, { kind: 'natural', name: '测试人', documentType: '111', number: '320105194912310029', how: 'typed' }),
  );
  me = { ...anonymous(), kind: 'citizen', personId: partyId, name: '测试人' };
});
afterAll(() => t.close());

async function contact(): Promise<string> {
  t.clock.advance(1_000);
  await inTransaction(t.house.db, (tx) =>
    makeContact(tx, t.house, {
      kind: 'visit',
      subjectId: newId(),
      partyId: me.personId ?? '',
      caseId: null,
      itemKey: null,
      itemName: null,
      organId: null,
      regionCode: '329901',
      staffId: null,
      door: 'window',
      happenedAt: t.house.clock.now(),
    }),
  );
  return (await listContacts(t.house.db, me.personId ?? ''))[0]?.id ?? '';
}
const input = (id: string, level: number, key = newId()) => ({ contact: { id }, level, reasons: ['time', 'made-up'], comment: '', key });

/** The doors a rating comes in by; a later one joins by being listed. */
const ways = {
  'own list': (id: string, level: number) => rate(me, input(id, level), t.house),
  'link of a receipt or device': (id: string, level: number) =>
    rate({ ...anonymous(), door: 'window' }, { ...input(id, level), contact: { token: contactToken(t.house, id) } }, t.house),
};
type Rate = (id: string, level: number) => Promise<{ receipt: string }>;

/** Rates once at each level by a way and says where the public figures moved otherwise than by one at that level. */
async function bent(way: Rate): Promise<string[]> {
  const wrong: string[] = [];
  for (const { level } of levels) {
    const before = await readTotals(t.house);
    const { receipt } = await way(await contact(), level);
    const after = await readTotals(t.house);
    if (after.total !== before.total + 1) wrong.push(`${level}: the total went from ${before.total} to ${after.total}`);
    for (const row of after.levels) {
      const grown = row.count - (before.levels.find((b) => b.level === row.level)?.count ?? 0);
      if (grown !== (row.level === level ? 1 : 0)) wrong.push(`${level}: the figure of ${row.level} grew by ${grown}`);
    }
    const found = await findByReceipt(t.house.db, receiptHash(receipt));
    if (found?.level !== level) wrong.push(`${level}: the receipt finds ${found?.level}`);
  }
  return wrong;
}
/** Where the public figures are not what anyone counts from the open rows. */
async function miscounted(shown: (rows: { level: number }[]) => { level: number }[] = (rows) => rows): Promise<string[]> {
  const totals = await readTotals(t.house);
  const rows = shown(await listOpenRows(t.house.db));
  return totals.levels
    .filter(({ level, count }) => rows.filter((r) => r.level === level).length !== count)
    .map(({ level, count }) => `${level}: said ${count}, counted ${rows.filter((r) => r.level === level).length}`);
}

describe('I10 ratings cannot be bent', () => {
  it.each(Object.entries(ways))('counts every level the same way: %s', async (_name, way) => {
    expect(await bent(way)).toEqual([]);
  });
  it('I10 plant: a door that takes one star for two, one that loses it, one that shows more stars on top', async () => {
    const list = ways['own list'];
    await plant('one star taken for two', () => bent((id, level) => list(id, Math.max(2, level))));
    await plant('one star lost', async () => bent(async (id, level) => (level === 1 ? { receipt: 'none' } : list(id, level))));
    await plant('five stars more on top', () =>
      bent(async (id, level) => {
        const rated = await list(id, level);
        if (level === 1) await list(await contact(), 5);
        return rated;
      }),
    );
  });
  it('has no branch on the level in the verb but the check that it is one', async () => {
    const { readFileSync } = await import('node:fs');
    const source = readFileSync(new URL('./rate.ts', import.meta.url), 'utf8');
    expect(source.match(/level\s*(===|!==|<|>|<=|>=)|switch\s*\(\s*level/g)).toBeNull();
  });
  it('can be recounted by anyone from the open rows', async () => {
    expect(await miscounted()).toEqual([]);
    expect(JSON.stringify(await listOpenRows(t.house.db))).not.toContain(me.personId);
  });
  it('I10 plant: an export without the one star rows, and one with a row twice', async () => {
    await plant('one star rows left out', () => miscounted((rows) => rows.filter((row) => row.level > 1)));
    await plant('a row twice', () => miscounted((rows) => [...rows, ...rows.slice(0, 1)]));
  });
  it('rounds the day to the month below ten ratings a day', async () => {
    const rows = await listOpenRows(t.house.db);
    expect(rows.every((r) => r.period === (rows.length < 10 ? '2026-11' : '2026-11-25'))).toBe(true);
  });
  it('lets no rating leave: update and delete are refused by the table itself', async () => {
    for (const verb of ['update feedback.rating set level = 5', 'delete from feedback.rating', 'truncate feedback.rating cascade'])
      await expect(inTransaction(t.house.db, (tx) => tx.run(sql.raw(verb)))).rejects.toThrow(/append-only/);
  });
});

describe('rate', () => {
  it('answers a repeat with the same receipt and refuses a second rating, saying what was counted', async () => {
    const id = await contact();
    const one = input(id, 1);
    const first = await rate(me, one, t.house);
    expect(await rate(me, one, t.house)).toEqual(first);
    await expect(rate(me, input(id, 5), t.house)).rejects.toMatchObject({ code: 'feedback.rated-already', data: { level: 1 } });
  });
  it('tells nobody who comes by the link which level was counted: it may be the one who was rated', async () => {
    const id = await contact();
    await rate(me, input(id, 1), t.house);
    const again = rate({ ...anonymous(), door: 'window' }, { ...input(id, 5), contact: { token: contactToken(t.house, id) } }, t.house);
    await expect(again).rejects.toMatchObject({ code: 'feedback.rated-already', data: undefined, say: { zh: '这一次已经打过分了。' } });
  });
  it('refuses what is no level, and a contact of somebody else, and changes nothing', async () => {
    const id = await contact();
    const before = await readTotals(t.house);
    for (const level of [0, 6, 1.5, Number.NaN])
      await expect(rate(me, input(id, level), t.house)).rejects.toMatchObject({ code: 'feedback.level' });
    await expect(rate({ ...me, personId: newId() }, input(id, 5), t.house)).rejects.toMatchObject({ code: 'feedback.no-contact' });
    await expect(findContactByLink(t.house, 'AAAA')).rejects.toMatchObject({ code: 'feedback.no-contact' });
    expect(await readTotals(t.house)).toEqual(before);
  });
  it('makes one contact however often the deed is heard', async () => {
    const subjectId = newId();
    const make = () =>
      inTransaction(t.house.db, (tx) =>
        makeContact(tx, t.house, {
          kind: 'case',
          subjectId,
          partyId: me.personId ?? '',
          caseId: subjectId,
          itemKey: 'x',
          itemName: null,
          organId: null,
          regionCode: '329901',
          staffId: null,
          door: 'portal',
          happenedAt: t.house.clock.now(),
        }),
      );
    expect([await make(), await make()]).toEqual([true, false]);
  });
});

describe('I7 a rating and its record', () => {
  const changed = async (): Promise<string[]> => (await verifyHouse(t.house, { mirrors: [ratingsMirror] })).findings.map((f) => f.code);
  it('verify finds nothing changed behind the back of the table', async () => {
    expect(await changed()).toEqual([]);
  });
  it('I7 plant: levels edited with the guard of the table taken away', async () => {
    await inTransaction(t.house.db, async (tx) => {
      await tx.run(sql.raw('alter table feedback.rating disable trigger rating_append_only'));
      await tx.run(sql.raw('update feedback.rating set level = 5 where level = 1'));
      await tx.run(sql.raw('alter table feedback.rating enable trigger rating_append_only'));
    });
    await plant('one star edited to five', changed);
  });
});

it('a visit invites by one event and stands in the own list with its link until it is rated; a deed told twice invites once', async () => {
  const { happenedAt } = { happenedAt: t.house.clock.now() };
  const visit = { kind: 'visit' as const, subjectId: newId(), partyId: me.personId ?? '', caseId: null, itemKey: null, itemName: null };
  const deed = { ...visit, organId: null, regionCode: '329901', staffId: null, door: 'window', happenedAt };
  const invited = () =>
    t.house.db.one<{ n: number }>(sql`select count(*)::int as n from platform.outbox where type = 'feedback.invited'`).then((r) => r.n);
  const before = [await invited(), (await listUnratedVisits(me, t.house)).length] as const;
  expect(await inTransaction(t.house.db, (tx) => makeContact(tx, t.house, deed))).toBe(true);
  expect(await inTransaction(t.house.db, (tx) => makeContact(tx, t.house, deed))).toBe(false);
  const open = await listUnratedVisits(me, t.house);
  expect([await invited(), open.length]).toEqual([before[0] + 1, before[1] + 1]);
  const { token } = open[0] as { token: string };
  await rate({ ...anonymous(), door: 'window' }, { contact: { token }, level: 1, reasons: [], comment: '', key: newId() }, t.house);
  expect((await listUnratedVisits(me, t.house)).map((v) => v.token)).not.toContain(token);
  expect(await listUnratedVisits(anonymous(), t.house)).toEqual([]);
});
