import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { lockJob } from './jobs.sql.ts';
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
