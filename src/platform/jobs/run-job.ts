import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { lastRound, lockJob, markRound } from './jobs.sql.ts';
import type { Job } from './worker.ts';

/** Runs a timed job unless another process is running it just now. Errors are logged; the next round tries again. */
export async function runJob(house: House, job: Job): Promise<'ran' | 'elsewhere' | 'failed'> {
  try {
    return await lockJob(house.db, job.name, () => job.run(house));
  } catch (error) {
    house.log.error({ job: job.name, ...errorFields(error) }, 'job failed, next round tries again');
    return 'failed';
  }
}

/**
 * Runs a timed job if no process has run it in this round. Who comes a little early counts as punctual, and a mark that lies
 * in the future is one of a clock that was wrong. A round that failed or was cut off leaves no mark: it is still due.
 */
export async function runIfDue(house: House, job: Job): Promise<'ran' | 'elsewhere' | 'failed' | 'done'> {
  const began = house.clock.now();
  const round = job.everySeconds * 900;
  let done = false;
  const outcome = await runJob(house, {
    ...job,
    run: async () => {
      const last = await lastRound(house.db, job.name);
      done = last !== undefined && Math.abs(began.getTime() - last.getTime()) < round;
      if (done) return;
      await job.run(house);
      await inTransaction(house.db, (tx) => markRound(tx, job.name, began));
    },
  });
  return done ? 'done' : outcome;
}

/** How often to look whether a job is due: rare ones are looked at every minute, so that restarts do not put them off. */
export const lookEverySeconds = (job: Job): number => Math.min(job.everySeconds, 60);
