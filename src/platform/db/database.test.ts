import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, listMigrations, sql } from '#platform/db';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await inTransaction(t.house.db, (tx) => tx.run(sql`create table platform.scratch (id integer primary key, word text)`));
});
afterAll(() => t.close());

it('migrations of every room are numbered 1, 2, 3 without a gap and without two of one number', () => {
  const rooms = new Map<string, number[]>();
  for (const { room, file } of listMigrations()) rooms.set(room, [...(rooms.get(room) ?? []), Number(file.slice(0, 4))]);
  for (const [room, numbers] of rooms) expect([room, ...numbers]).toEqual([room, ...numbers.map((_, i) => i + 1)]);
  expect(rooms.size).toBeGreaterThan(8);
});

describe('the sql tag', () => {
  it('makes parameters of values and text of nested pieces', () => {
    const where = sql`word = ${"a'; drop table x"} and id > ${3}`;
    expect(sql`select * from t where ${where} limit ${1}`.compile()).toEqual({
      text: 'select * from t where word = $1 and id > $2 limit $3',
      values: ["a'; drop table x", 3, 1],
    });
  });
  it('refuses two texts under one statement name', () => {
    sql.named('test.one')`select 1`.compile();
    expect(() => sql.named('test.one')`select 2`.compile()).toThrow(/two texts/);
  });
  it('joins pieces', () => {
    expect(sql.join([sql`${1}`, sql`${2}`]).compile()).toEqual({ text: '$1, $2', values: [1, 2] });
  });
});

describe('inTransaction', () => {
  it('commits all or nothing', async () => {
    await expect(
      inTransaction(t.house.db, async (tx) => {
        await tx.run(sql`insert into platform.scratch values (1, 'a')`);
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await t.house.db.many(sql`select * from platform.scratch`)).toEqual([]);
  });
  it('runs afterCommit only when it was committed', async () => {
    const ran: string[] = [];
    await inTransaction(t.house.db, async (tx) => tx.afterCommit(() => ran.push('yes')));
    await inTransaction(t.house.db, async (tx) => {
      tx.afterCommit(() => ran.push('no'));
      throw new Error('stop');
    }).catch(() => undefined);
    expect(ran).toEqual(['yes']);
  });
  it('tries the victim of a deadlock again', async () => {
    const { db } = t.house;
    await inTransaction(db, (tx) => tx.run(sql`insert into platform.scratch values (10, ''), (11, '')`));
    const cross = (first: number, second: number) =>
      inTransaction(db, async (tx) => {
        await tx.run(sql`update platform.scratch set word = word || 'x' where id = ${first}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await tx.run(sql`update platform.scratch set word = word || 'x' where id = ${second}`);
      });
    await Promise.all([cross(10, 11), cross(11, 10)]);
    expect(await db.many(sql`select word from platform.scratch where id in (10, 11)`)).toEqual([{ word: 'xx' }, { word: 'xx' }]);
  });
  it('says in words that the database is away, and comes back by itself', async () => {
    const { db } = t.house;
    await expect(
      inTransaction(db, async (tx) => {
        await tx.many(sql`select pg_terminate_backend(pg_backend_pid())`);
      }),
    ).rejects.toMatchObject({ kind: 'unavailable', code: 'platform.database-away' });
    expect(await db.one(sql`select 1 as ok`)).toEqual({ ok: 1 });
  });
});

describe('append-only tables', () => {
  it.each(['audit', 'clear_view'])('%s refuses update, delete and truncate', async (table) => {
    for (const verb of [`delete from platform.${table}`, `truncate platform.${table}`]) {
      await expect(inTransaction(t.house.db, (tx) => tx.run(sql.raw(verb)))).rejects.toThrow(/append-only/);
    }
  });
});
