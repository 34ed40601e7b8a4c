import startDatabase from '../tools/vitest-global.ts';
import { openCity } from './city.ts';

/**
 * Before the journeys: the program is built once, and one city goes through its first start an hour before the day of the
 * journeys. Each journey then begins with a copy of it, stopped cleanly, and not with a first start of its own.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const stopDatabase = await startDatabase();
  const city = await openCity({ clock: '2026-11-25T08:30:00+08:00' });
  await city.stop();
  process.env['TONGBAN_FIRST_CITY'] = city.dataDir;
  return async () => {
    await city.close();
    await stopDatabase?.();
  };
}
