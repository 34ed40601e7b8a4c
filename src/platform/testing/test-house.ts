import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixedClock, fixedClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { listMigrations, migrate, openDb } from '#platform/db';
import { cloneDatabase, databaseUrl, dropDatabase, ensureDatabase } from '#platform/db/launcher';
import type { House } from '#platform/house';
import { furnish } from '#platform/furnish';
import { prepareQueue } from '#platform/jobs';

/** A house for one test file: own database (cloned from a migrated template), own files and keys, a clock that stands. */
export type TestHouse = { house: House; clock: FixedClock; url: string; dataDir: string; close(): Promise<void> };

/** Wednesday morning, offices open. */
const morning = '2026-11-25T09:30:00+08:00';

/** Opens a test house; needs TEST_DATABASE_URL, which the test runner's set-up provides. */
export async function openTestHouse(at = morning): Promise<TestHouse> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set: run tests with `npm test` or `npx vitest`');
  const template = await migratedTemplate(server);
  const name = `t_${randomBytes(6).toString('hex')}`;
  const url = await cloneDatabase(server, template, name);
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-test-'));
  const clock = fixedClock(at);
  const { config } = readConfig({ TONGBAN_ENV: 'test', DATA_DIR: dataDir, PORT: '8080' });
  const house = await furnish(config, url, clock);
  return {
    house,
    clock,
    url,
    dataDir,
    close: async () => {
      await house.close();
      await dropDatabase(server, name);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A template per set of migrations, made once by whoever comes first; the others wait on a lock. */
async function migratedTemplate(server: string): Promise<string> {
  const migrations = listMigrations();
  const name = `tpl_${createHash('sha256')
    .update(migrations.map((m) => m.checksum).join())
    .digest('hex')
    .slice(0, 16)}`;
  const admin = openDb(databaseUrl(server, 'postgres'), { max: 1 });
  const client = await admin.pool.connect();
  try {
    await client.query('select pg_advisory_lock(7106012)');
    const made = `${name}_making`;
    const there = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (there.rowCount === 0) {
      await dropDatabase(server, made);
      await ensureDatabase(server, made);
      const url = databaseUrl(server, made);
      await migrate(url, new Date('2026-01-01T00:00:00Z'), migrations);
      const db = openDb(url, { max: 2 });
      await prepareQueue({ db } as House);
      await db.close();
      await client.query(`alter database ${made} rename to ${name}`);
    }
    await client.query('select pg_advisory_unlock(7106012)');
  } finally {
    client.release();
    await admin.close();
  }
  return name;
}
