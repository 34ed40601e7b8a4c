import { inTransaction } from '#platform/db';
import type { Job } from '#platform/jobs';
import { sweepDeadlines } from './clocks/sweep-deadlines.ts';
import { endDraft, staleDrafts } from './draft/draft.sql.ts';

/** Days an untouched draft is kept. */
const draftDays = 90;

/** Timed work: rows are swept, so a missed round is made up by the next one. */
export const casesJobs: Job[] = [
  { name: 'cases.deadlines', everySeconds: 60, run: async (house) => void (await sweepDeadlines(house)) },
  {
    name: 'cases.stale-drafts',
    everySeconds: 3600,
    run: async (house) => {
      const at = house.clock.now();
      for (const id of await staleDrafts(house.db, new Date(at.getTime() - draftDays * 86_400_000), 200))
        await inTransaction(house.db, async (tx) => {
          await endDraft(tx, id, 'expired', at, null);
          await house.files.dropOwner(tx, at, { kind: 'draft', id });
          await house.keys.destroyKey(tx, at, { kind: 'draft', id });
        });
    },
  },
];
