import { systemActor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { findCopy, listDueCopies } from '../editing/working-copy.sql.ts';
import { moveOn } from './do-review.ts';
import { publishCopy } from './publish-copy.ts';

/** Publishes what is due. What cannot be published any more goes back to its editors with the reason, and nothing is half published. */
export async function publishDue(house: House): Promise<{ published: number; stopped: number }> {
  const actor = systemActor('catalogue by the clock');
  const done = { published: 0, stopped: 0 };
  for (const id of await listDueCopies(house.db, house.clock.now())) {
    const copy = await findCopy(house.db, id);
    // Another process was quicker, or somebody has just moved the hour.
    if (copy?.state !== 'scheduled') continue;
    const input = { copyId: id, rev: copy.rev };
    try {
      await inTransaction(house.db, (tx) =>
        moveOn(tx, actor, house, {
          deed: 'publish',
          input,
          words: null,
          change: async (bench) => {
            await publishCopy(bench);
            return { publishOn: null };
          },
        }),
      );
      done.published++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'catalog.wrong-state') continue;
      await inTransaction(house.db, (tx) =>
        moveOn(tx, actor, house, {
          deed: 'stop',
          input,
          words: `${error.say.zh}${error.next.zh}`,
          details: { code: error.code },
          change: async () => ({ publishOn: null, sentRev: null, sentHash: null }),
        }),
      );
      done.stopped++;
    }
  }
  return done;
}
