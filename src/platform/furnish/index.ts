import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuseHalfRestored } from '#platform/backup';
import { livingCalendar, officialYears } from '#platform/calendar';
import { type Clock, systemClock } from '#platform/clock';
import type { Config } from '#platform/config';
import { openKeyVault } from '#platform/crypto';
import { openDb } from '#platform/db';
import { filesOf } from '#platform/files';
import { makeLive } from '#platform/live';
import { errorFields, makeLogger } from '#platform/log';
import type { House } from '#platform/house';

/** Builds the furniture of a process on a database that answers. Closing it closes what it opened. */
export async function furnish(config: Config, databaseUrl: string, clock?: Clock): Promise<House & { close(): Promise<void> }> {
  refuseHalfRestored(config.dataDir);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o755 });
  const log = makeLogger();
  const db = openDb(databaseUrl, { onError: (error) => log.warn(errorFields(error), 'an idle database connection was lost') });
  return {
    db,
    clock: clock ?? clockOf(),
    calendar: livingCalendar(officialYears),
    keys: openKeyVault(join(config.dataDir, 'keys')),
    files: filesOf(config),
    live: makeLive(),
    config,
    log,
    close: () => db.close(),
  };
}

/** Drills and journeys start on a set instant and run on from there; a real site has no such setting. */
export function clockOf(start: string | undefined = process.env['TONGBAN_CLOCK']): Clock {
  if (start === undefined || start === '') return systemClock();
  return systemClock(new Date(start).getTime() - systemClock().now().getTime());
}
