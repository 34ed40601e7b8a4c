import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { startWorker } from '#platform/jobs';
import { emit, type EventListener, hearOnce, relayOnce } from '#platform/outbox';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

const say = (n: number, type = 'test.happened') =>
  inTransaction(t.house.db, async (tx) => {
    for (let i = 0; i < n; i++) await emit(tx, t.house.clock.now(), { type, subject: { kind: 'thing', id: newId(), seq: i }, data: {} });
  });
const until = async (ready: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !ready(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('outbox', () => {
  it('loses nothing and doubles nothing with two relays at once and a listener that fails at first', async () => {
    const acted: string[] = [];
    let failures = 0;
    const steady: EventListener = {
      name: 'test.steady',
      on: ['test.*'],
      hear: (event, house) =>
        inTransaction(house.db, async (tx) => {
          if (await hearOnce(tx, house.clock.now(), 'test.steady', event.id)) tx.afterCommit(() => acted.push(event.id));
        }),
    };
    const shaky: EventListener = {
      name: 'test.shaky',
      on: ['test.happened'],
      hear: async () => {
        if (failures++ < 1) throw new Error('not yet');
      },
    };
    await say(40);
    await Promise.all([relayOnce(t.house, [steady, shaky], 7), relayOnce(t.house, [steady, shaky], 7)]);
    while ((await relayOnce(t.house, [steady, shaky])) > 0);
    const worker = await startWorker(t.house, [steady, shaky], []);
    await until(() => acted.length >= 40 && failures >= 41);
    await worker.stop();
    expect(acted.length).toBe(40);
    expect(new Set(acted).size).toBe(40);
  });
  it('does not let an event of a rolled-back deed out', async () => {
    await inTransaction(t.house.db, async (tx) => {
      await emit(tx, t.house.clock.now(), { type: 'test.never', subject: { kind: 'thing', id: newId(), seq: 1 }, data: {} });
      throw new Error('stop');
    }).catch(() => undefined);
    expect(await t.house.db.many(sql`select 1 from platform.outbox where type = 'test.never'`)).toEqual([]);
  });
});
