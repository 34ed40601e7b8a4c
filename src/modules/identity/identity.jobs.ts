import { shanghaiDate, shanghaiInstant } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { Job } from '#platform/jobs';
import { dropOldSessions } from './session/session.sql.ts';
import { dropOldCodes } from './visit/presence-code.sql.ts';
import { dropOldReadings } from './visit/reader.sql.ts';
import { endStaleVisits } from './visit/visit.sql.ts';
import { dropOldOidc } from './sandbox-issuer/store.sql.ts';

/** Timed work: forgotten visits are closed by the next morning, ended sessions forgotten after a month. */
export const identityJobs: Job[] = [
  {
    name: 'identity.close-forgotten-visits',
    everySeconds: 600,
    run: async (house) => {
      const at = house.clock.now();
      await inTransaction(house.db, (tx) => endStaleVisits(tx, shanghaiInstant(shanghaiDate(at)), at));
    },
  },
  {
    name: 'identity.drop-old-sessions',
    everySeconds: 3600,
    run: async (house) => {
      const at = house.clock.now();
      await inTransaction(house.db, async (tx) => {
        await dropOldSessions(tx, new Date(at.getTime() - 30 * 86_400_000));
        await dropOldCodes(tx, at);
        await dropOldReadings(tx, new Date(at.getTime() - 86_400_000));
        await dropOldOidc(tx, at);
      });
    },
  },
];
