import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock';
import { inTransaction, openDb, sql } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { inTurn, runIfDue, runJob, startWorker } from '#platform/jobs';
import { emit, type EventListener, hearOnce, relayOnce, startRelay } from '#platform/outbox';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

const quick = { beatMs: 40, silentMs: 400 };
/** Two machines on one database; the clock of the second is wrong by an hour. */
const here = (): House => ({ ...t.house, clock: systemClock() });
const elsewhere = (): House => ({ ...t.house, clock: systemClock(3_600_000) });
const say = (n: number, type: string) =>
  inTransaction(t.house.db, async (tx) => {
    for (let i = 0; i < n; i++) await emit(tx, t.house.clock.now(), { type, subject: { kind: 'thing', id: newId(), seq: i }, data: {} });
  });
const until = async (ready: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 300 && !(await ready()); i++) await sleep(30);
};

describe('I6 any number of workers on one database', () => {
  it('a job that outlasts many heartbeats is begun once, with two workers whose clocks differ by an hour', async () => {
    const begun: string[] = [];
    const slow: EventListener = { name: 'test.slow', on: ['slow.*'], hear: (e) => (begun.push(e.id), sleep(900)) };
    await say(3, 'slow.happened');
    while ((await relayOnce(t.house, [slow])) > 0);
    const workers = [await startWorker(here(), [slow], [], quick), await startWorker(elsewhere(), [slow], [], quick)];
    await until(() => begun.length >= 3);
    await sleep(1_000);
    expect(workers.map((w) => w.alive())).toEqual([true, true]);
    await Promise.all(workers.map((w) => w.stop()));
    expect([begun.length, new Set(begun).size]).toEqual([3, 3]);
  });

  it('what a dead worker held is taken over after its silence, not after four hours', async () => {
    const heard: string[] = [];
    const plain: EventListener = { name: 'test.heir', on: ['left.*'], hear: async (e) => void heard.push(e.id) };
    await say(2, 'left.behind');
    while ((await relayOnce(t.house, [plain])) > 0);
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`update graphile_worker._private_jobs set locked_by = 'pool-of-a-dead-one', locked_at = statement_timestamp()`),
    );
    const worker = await startWorker(here(), [plain], [], quick);
    await sleep(200);
    expect(heard).toEqual([]);
    await until(() => heard.length >= 2);
    await worker.stop();
    expect(heard.length).toBe(2);
  });

  it('a job taken on a connection that was cut before the answer is given back by the worker it was counted to', async () => {
    const heard: string[] = [];
    const plain: EventListener = { name: 'test.lost', on: ['lost.*'], hear: async (e) => void heard.push(e.id) };
    const worker = await startWorker(here(), [plain], [], quick);
    await sleep(100);
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`insert into graphile_worker._private_jobs (task_id, payload, locked_by, locked_at)
        select t.id, '{"event":"00000000-0000-7000-8000-000000000000","listener":"test.lost"}', w.id, statement_timestamp()
        from graphile_worker._private_tasks t, platform.worker w where t.identifier = 'hear'`),
    );
    const held = async (): Promise<number> =>
      (await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from graphile_worker._private_jobs where locked_by is not null`))
        .n;
    expect(await held()).toBeGreaterThan(0);
    await until(() => held().then((n) => n === 0));
    expect(await held()).toBe(0);
    await worker.stop();
  });

  it('every connection cut again and again: the workers go on by themselves and every effect is there once', {
    timeout: 60_000,
  }, async () => {
    const effects: string[] = [];
    const careful: EventListener = {
      name: 'test.careful',
      on: ['cut.*'],
      hear: (event, house) =>
        inTransaction(house.db, async (tx) => {
          if (await hearOnce(tx, house.clock.now(), 'test.careful', event.id)) tx.afterCommit(() => effects.push(event.id));
        }),
    };
    const workers = [await startWorker(here(), [careful], [], quick), await startWorker(elsewhere(), [careful], [], quick)];
    const relays = [startRelay(t.house, [careful], 20)];
    const cut = () =>
      inTransaction(t.house.db, (tx) =>
        tx.run(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`),
      ).catch(() => undefined);
    for (let round = 0; round < 12; round++) {
      await until(() =>
        say(20, 'cut.off').then(
          () => true,
          () => false,
        ),
      );
      await sleep(40);
      await cut();
    }
    const left = async (): Promise<number> => {
      // The queue waits longer after each failure; here nobody wants to wait.
      await inTransaction(t.house.db, (tx) =>
        tx.run(
          sql`update graphile_worker._private_jobs set run_at = statement_timestamp() where locked_by is null and run_at > statement_timestamp()`,
        ),
      );
      const { n } = await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from platform.outbox o
        where type = 'cut.off' and not exists (select 1 from platform.inbox i where i.event_id = o.id and i.listener = 'test.careful')`);
      return n;
    };
    await until(() =>
      left().then(
        (n) => n === 0,
        () => false,
      ),
    );
    expect(await left()).toBe(0);
    await until(() => workers.every((w) => w.alive()));
    expect(workers.map((w) => w.alive())).toEqual([true, true]);
    await Promise.all([...workers.map((w) => w.stop()), ...relays.map((r) => r.stop())]);
    // A connection may be cut after the commit and before its answer, so that an effect is there and was not told; never twice.
    expect(new Set(effects).size).toBe(effects.length);
  });

  it('a timed job runs in one process at a time, and what is done once is done by one after another', async () => {
    let inside = 0;
    let most = 0;
    const job = {
      name: 'test.alone',
      everySeconds: 1,
      run: async () => void ((most = Math.max(most, ++inside)), await sleep(80), inside--),
    };
    const runs = await Promise.all([runJob(t.house, job), runJob(t.house, job), runJob(elsewhere(), job)]);
    expect(runs.toSorted()).toEqual(['elsewhere', 'elsewhere', 'ran']);
    const turn = () => inTurn(t.house.db, 'test.first', async () => void ((most = Math.max(most, ++inside)), await sleep(20), inside--));
    await Promise.all([turn(), turn(), turn()]);
    expect([most, inside]).toEqual([1, 0]);
  });

  it('whoever waits for his turn waits longer than anybody waits for a row, and then finds that limit again', async () => {
    const limits: string[] = [];
    const impatient = async () => {
      const client = await t.house.db.pool.connect();
      await client.query(`set lock_timeout = '50ms'`);
      const reset = client.query.bind(client);
      return Object.assign(client, { query: (...args: Parameters<typeof reset>) => (limits.push(String(args[0])), reset(...args)) });
    };
    const db = { ...t.house.db, pool: { connect: impatient } } as unknown as typeof t.house.db;
    const order: string[] = [];
    await Promise.all([
      inTurn(t.house.db, 'test.patience', async () => (await sleep(400), void order.push('first'))),
      sleep(50).then(() => inTurn(db, 'test.patience', async () => void order.push('second'))),
    ]);
    expect(order).toEqual(['first', 'second']);
    expect(limits.filter((q) => q.includes('lock_timeout'))).toEqual(['set lock_timeout = 0', 'reset lock_timeout']);
  });

  it('a round of a timed job is run by one of several processes; one that failed is still due; no restart and no wrong clock puts it off', async () => {
    let runs = 0;
    const job = { name: 'test.rounds', everySeconds: 60, run: async () => void runs++ };
    const round = async (): Promise<string[]> => [await runIfDue(t.house, job), await runIfDue({ ...t.house }, job)];
    expect(await round()).toEqual(['ran', 'done']);
    // The other process is there half a round later, and a minute after the first it is the first one's turn again.
    t.clock.advance(30_000);
    expect(await round()).toEqual(['done', 'done']);
    t.clock.advance(30_000);
    expect(await round()).toEqual(['ran', 'done']);
    t.clock.advance(60_000);
    expect(await runIfDue(t.house, { ...job, run: () => Promise.reject(new Error('planted')) })).toBe('failed');
    expect(await round()).toEqual(['ran', 'done']);
    // A clock that was a year ahead and was put right.
    t.clock.advance(365 * 86_400_000);
    expect(await round()).toEqual(['ran', 'done']);
    t.clock.advance(-365 * 86_400_000);
    expect(await round()).toEqual(['ran', 'done']);
    expect(runs).toBe(5);
  });

  it('many timed jobs that fall due together leave connections for those who ask: none waits for another for ever', async () => {
    const db = openDb(t.url, { max: 7 });
    const house = { ...here(), db };
    const ran = new Set<string>();
    let inside = 0;
    let most = 0;
    const jobs = Array.from({ length: 16 }, (_, i) => ({
      name: `test.together-${i}`,
      everySeconds: 1,
      run: async () => {
        most = Math.max(most, ++inside);
        await db.one(sql`select pg_sleep(0.02)::text as slept`);
        inside--;
        ran.add(`${i}`);
      },
    }));
    const worker = await startWorker(house, [], jobs, quick);
    let slowest = 0;
    await until(async () => {
      const asked = performance.now();
      await db.one(sql`select 1 as one`);
      slowest = Math.max(slowest, performance.now() - asked);
      return ran.size === jobs.length;
    });
    await worker.stop();
    await db.close();
    expect([ran.size, most]).toEqual([16, 2]);
    expect(slowest).toBeLessThan(2_000);
  });

  it('two workers with the same timed job run it once a round, not twice', async () => {
    let runs = 0;
    const job = { name: 'test.two-workers', everySeconds: 1, run: async () => void runs++ };
    const began = performance.now();
    const workers = [await startWorker(here(), [], [job], quick)];
    await sleep(500);
    workers.push(await startWorker(here(), [], [job], quick));
    await until(() => runs >= 3);
    const rounds = (performance.now() - began) / 1000;
    await Promise.all(workers.map((w) => w.stop()));
    expect(runs).toBeLessThanOrEqual(Math.floor(rounds / 0.9));
    // Each of them by itself would have run it in every round: so many more.
    expect(runs).toBeGreaterThanOrEqual(3);
  });
});
