import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { type EventListener, findEvent } from '#platform/outbox';
import { Heartbeat, type Pace, usualPace } from './heartbeat.ts';
import { forgetWorker, inTurn, letGo } from './jobs.sql.ts';
import { patientPool } from './patient-pool.ts';
import { lanes } from './lanes.ts';
import { lookEverySeconds, runIfDue } from './run-job.ts';

/** Work by the clock, once a round however many processes there are. It looks at rows, so that nothing is lost when a round is missed; it must be idempotent. */
export type Job = { name: string; everySeconds: number; run: (house: House) => Promise<void> };

/** A running worker. `alive` is false while it gives no sign of life that the others could see. */
export type Worker = { alive(): boolean; stop(): Promise<void> };

// The library's own log would print payloads and error messages; ours prints ids and codes.
const silent = new Logger(() => () => undefined);
const aDay = 86_400_000;
/** Timed jobs of one process at once: two connections each, so that the pool keeps most for those who wait for an answer. */
const jobsAtOnce = 2;

/** Prepares the queue's own tables; run at start with the migrations, by one process at a time. */
export async function prepareQueue(house: House): Promise<void> {
  await inTurn(house.db, 'platform.queue-tables', async () => {
    const utils = await makeWorkerUtils({ pgPool: house.db.pool, logger: silent });
    await utils.migrate();
    await utils.release();
  });
}

/** What the queue does with a job: the listener it names hears the event it names. */
function tasks(house: House, listeners: readonly EventListener[]) {
  const byName = new Map(listeners.map((l) => [l.name, l]));
  return {
    hear: async (payload: unknown): Promise<void> => {
      const { event: eventId, listener: name } = payload as { event: string; listener: string };
      const listener = byName.get(name);
      const event = await findEvent(house.db, eventId);
      // A listener that no longer exists, or an event past its retention, has nothing left to do.
      if (listener === undefined || event === undefined) return;
      try {
        await listener.hear(event, house);
      } catch (error) {
        house.log.warn({ listener: name, event: eventId, ...errorFields(error) }, 'listener failed, will be tried again');
        throw new Error(`listener ${name} failed`);
      }
    },
  };
}

/**
 * Starts hearing events and running timed jobs. A worker that dies leaves its jobs locked for four hours by the
 * library's default; the heartbeat lets the others unlock them within half a minute. The name under which the library
 * locks jobs is that of its pool, not of the single workers in it: that is the name that beats.
 */
export async function startWorker(
  house: House,
  listeners: readonly EventListener[],
  jobs: readonly Job[],
  pace: Pace = usualPace,
): Promise<Worker> {
  let own = '';
  let stopped = false;
  const heartbeat = new Heartbeat(house, pace);
  const patience = patientPool(house.db.pool);
  const utils = await makeWorkerUtils({ pgPool: house.db.pool, logger: silent });
  const begin = (): Promise<Runner> => {
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => void (own = workerPool.id));
    events.on('job:start', ({ job }: { job: { id: string | number } }) => heartbeat.began(String(job.id)));
    return run({
      pgPool: patience.pool,
      noHandleSignals: true,
      crontab: '',
      logger: silent,
      events: events as never,
      taskList: tasks(house, listeners),
      concurrency: 4,
      pollInterval: 1_000,
    });
  };
  let runner = await begin();
  const keepOn = async (): Promise<void> => {
    for (;;) {
      await runner.promise.catch((error: unknown) => {
        if (!stopped) house.log.warn(errorFields(error), 'the worker lost its hold on the queue and begins anew');
      });
      if (stopped) return;
      const before = own;
      while (!stopped) {
        await sleep(500, undefined, { ref: false });
        try {
          // What the lost one held is ours to give back: it will not come back for it.
          await utils.forceUnlockWorkers([before]);
          runner = await begin();
          break;
        } catch (error) {
          house.log.warn(errorFields(error), 'worker: trying again');
        }
      }
      if (stopped) await runner.stop().catch(() => undefined);
    }
  };
  const running = keepOn();
  const look = async (): Promise<void> => {
    const { silent: gone, lost } = await heartbeat.beat(own);
    if (gone.length > 0) await utils.forceUnlockWorkers(gone);
    if (lost.length > 0) await inTransaction(house.db, (tx) => letGo(tx, own, lost));
  };
  const failed = (name: string) => (error: unknown) => house.log.warn({ job: name, ...errorFields(error) }, 'will be tried again');
  const guarded = (name: string, work: () => Promise<unknown>) => () => void work().catch(failed(name));
  const timed = lanes(jobsAtOnce);
  const timers = [
    setInterval(guarded('heartbeat', look), pace.beatMs),
    ...jobs.map((job) =>
      setInterval(() => timed.ask(job.name, async () => runIfDue(house, job).catch(failed(job.name))), lookEverySeconds(job) * 1000),
    ),
  ];
  guarded('heartbeat', look)();
  return {
    alive: () => heartbeat.fresh,
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await timed.idle();
      await runner.stop().catch(() => undefined);
      await running;
      await patience.close();
      // A mark that was not written any more: the job is free for the others at once.
      await utils.forceUnlockWorkers([own]).catch(() => undefined);
      await utils.release();
      const before = new Date(house.clock.now().getTime() - aDay);
      await inTransaction(house.db, (tx) => forgetWorker(tx, own, before)).catch(() => undefined);
    },
  };
}
