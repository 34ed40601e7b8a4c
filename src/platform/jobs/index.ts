/** The door of `platform/jobs`: work after the deed, and work by the clock. See README.md. */
export { prepareQueue, startWorker } from './worker.ts';
export type { Job, Worker } from './worker.ts';
export { runIfDue, runJob } from './run-job.ts';
/** One process after another does what is done once: first tables, first data. */
export { inTurn } from './jobs.sql.ts';
