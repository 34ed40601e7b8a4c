import { EventEmitter } from 'node:events';
import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { type EventListener, findEvent } from '#platform/outbox';
import { beat, forgetWorker, silentWorkers } from './jobs.sql.ts';
import { runJob } from './run-job.ts';

/** Work by the clock. It looks at rows, so that nothing is lost when a round is missed; it must be idempotent. */
export type Job = { name: string; everySeconds: number; run: (house: House) => Promise<void> };

/** A running worker. */
export type Worker = { stop(): Promise<void> };

// The library's own log would print payloads and error messages; ours prints ids and codes.
const silent = new Logger(() => () => undefined);

/** Prepares the queue's own tables; run once at start with the migrations. */
export async function prepareQueue(house: House): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: house.db.pool, logger: silent });
  await utils.migrate();
  await utils.release();
}

/**
 * Starts hearing events and running timed jobs. A worker that dies leaves its jobs locked for four hours by the
 * library's default; the heartbeat lets the others unlock them within half a minute.
 */
export async function startWorker(house: House, listeners: readonly EventListener[], jobs: readonly Job[]): Promise<Worker> {
  const byName = new Map(listeners.map((l) => [l.name, l]));
  const alive = new Set<string>();
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => void alive.add(worker.workerId));
  const runner: Runner = await run({
    pgPool: house.db.pool,
    concurrency: 4,
    noHandleSignals: true,
    crontab: '',
    pollInterval: 1_000,
    logger: silent,
    events: events as never,
    taskList: {
      hear: async (payload) => {
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
    },
  });
  const utils = await makeWorkerUtils({ pgPool: house.db.pool, logger: silent });
  const heartbeat = async (): Promise<void> => {
    const at = house.clock.now();
    await inTransaction(house.db, async (tx) => {
      for (const worker of alive) await beat(tx, worker, at);
    });
    const gone = await silentWorkers(house.db, new Date(at.getTime() - 30_000));
    const others = gone.filter((worker) => !alive.has(worker));
    if (others.length > 0) await utils.forceUnlockWorkers(others);
  };
  const guarded = (name: string, work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => house.log.warn({ job: name, ...errorFields(error) }, 'will be tried again'));
  };
  const timers = [
    setInterval(guarded('heartbeat', heartbeat), 10_000),
    ...jobs.map((job) =>
      setInterval(
        guarded(job.name, () => runJob(house, job)),
        job.everySeconds * 1000,
      ),
    ),
  ];
  guarded('heartbeat', heartbeat)();
  runner.promise.catch((error: unknown) => house.log.error(errorFields(error), 'worker stopped'));
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await runner.stop().catch(() => undefined);
      await utils.release();
      await inTransaction(house.db, async (tx) => {
        for (const worker of alive) await forgetWorker(tx, worker);
      }).catch(() => undefined);
    },
  };
}
