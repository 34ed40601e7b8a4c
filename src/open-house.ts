import { join } from 'node:path';
import { learnCalendar } from '#cases';
import { type Config, readConfig } from '#platform/config';
import { migrate } from '#platform/db';
import { startPostgres } from '#platform/db/launcher';
import { problem } from '#platform/errors';
import { furnish } from '#platform/furnish';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { prepareQueue } from '#platform/jobs';

/** Reads the environment or says everything that is wrong with it. */
export function settings(): Config {
  const { config: read, errors } = readConfig(process.env);
  if (errors.length === 0) return read;
  throw problem(
    'invalid',
    'cli.settings',
    { zh: `设置有${errors.length}处不对。`, en: `${errors.length} settings are wrong.` },
    { zh: '改好环境变量再启动。', en: 'Correct the environment and start again.' },
    { fields: errors.map((e) => ({ field: e.name, say: { zh: e.say, en: e.say } })) },
  );
}

/** An open house and the address of its database for what a pooler cannot do. */
export type Open = { house: House & { close(): Promise<void> }; direct: string; close(): Promise<void> };

/** Opens database and house, tables up to date. A worker holds locks and listens, so it goes past a transaction pooler. */
export async function openHouse(config: Config): Promise<Open> {
  const own = config.databaseUrl === null ? await startPostgres({ dataDir: join(config.dataDir, 'postgres') }) : undefined;
  const url = own?.url ?? config.databaseUrl ?? '';
  const direct = own?.url ?? config.databaseDirectUrl ?? url;
  const house = await furnish(config, config.role === 'worker' ? direct : url);
  let asking: NodeJS.Timeout | undefined;
  const closing = async (): Promise<void> => {
    clearInterval(asking);
    await house.close();
    await own?.stop();
  };
  try {
    await migrate(direct, house.clock.now());
    await prepareQueue(house);
    await learnCalendar(house);
    // A year published in another process counts here within this time.
    asking = setInterval(
      () => void learnCalendar(house).catch((error: unknown) => house.log.warn(errorFields(error), 'the calendar was not asked again')),
      20_000,
    );
    asking.unref();
    return { house, direct, close: closing };
  } catch (error) {
    await closing();
    throw error;
  }
}

/** Does one piece of work in an open house and closes it again. */
export async function inHouse<T>(work: (house: House, direct: string) => Promise<T>): Promise<T> {
  const { house, direct, close } = await openHouse(settings());
  try {
    return await work(house, direct);
  } finally {
    await close();
  }
}
