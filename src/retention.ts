import { inTransaction } from '#platform/db';
import { dropOldKeys } from '#platform/command';
import type { Job } from '#platform/jobs';
import { dropOldRates } from '#platform/limits';
import { dropOldRecords } from '#platform/outbox';

const day = 86_400_000;

/** Keeping only as long as stated: answers of commands 90 days (model 20), relayed events 30 days, counters of tries 2 days. docs/retention.md is the whole table. */
export const recordsJobs: readonly Job[] = [
  {
    name: 'platform.retention',
    everySeconds: 3600,
    run: async (house) => {
      const at = house.clock.now().getTime();
      await inTransaction(house.db, async (tx) => {
        await dropOldKeys(tx, new Date(at - 90 * day));
        await dropOldRecords(tx, new Date(at - 30 * day));
        await dropOldRates(tx, new Date(at - 2 * day));
      });
    },
  },
];
