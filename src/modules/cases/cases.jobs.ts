import { inTransaction } from '#platform/db';
import { heldAmong } from '#platform/holds';
import type { Job } from '#platform/jobs';
import { sweepDeadlines } from './clocks/sweep-deadlines.ts';
import { publishEarlierGrants } from './reading/publish-earlier-grants.ts';
import { dropEndedDrafts, endDraft, lockDraft, staleDrafts } from './draft/draft.sql.ts';

/** Days an untouched draft is kept. */
const draftDays = 90;
/** Days the empty row of a draft that ended without a case is kept. */
const endedDays = 30;

/** Timed work: rows are swept, so a missed round is made up by the next one. */
export const casesJobs: Job[] = [
  { name: 'cases.deadlines', everySeconds: 60, run: async (house) => void (await sweepDeadlines(house)) },
  { name: 'cases.earlier-grants', everySeconds: 60, run: async (house) => void (await publishEarlierGrants(house)) },
  {
    name: 'cases.stale-drafts',
    everySeconds: 3600,
    run: async (house) => {
      const at = house.clock.now();
      const before = new Date(at.getTime() - draftDays * 86_400_000);
      for (const id of await staleDrafts(house.db, before, 200))
        await inTransaction(house.db, async (tx) => {
          // Saved or put under a hold since the list was read: then it stays.
          const draft = await lockDraft(tx, id);
          if (draft === undefined || draft.ended !== null || draft.savedAt >= before) return;
          if ((await heldAmong(tx, 'draft', [id])).size > 0) return;
          await endDraft(tx, id, 'expired', at, null);
          await house.files.dropOwner(tx, at, { kind: 'draft', id });
          await house.keys.destroyKey(tx, at, { kind: 'draft', id });
        });
      await inTransaction(house.db, (tx) => dropEndedDrafts(tx, new Date(at.getTime() - endedDays * 86_400_000)));
    },
  },
];
