import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { type Postgres, startPostgres } from './start-postgres.ts';

const HOME = resolve(import.meta.dirname, '../../../../.data/test-postgres');

/** The one server all unit tests share; its folder is kept between runs, and runs at the same time share it too. */
export async function startTestPostgres(): Promise<Postgres> {
  const start = () =>
    startPostgres({
      dataDir: HOME,
      // Nothing in these databases outlives a test run, so the disk need not be waited for. Unit tests only:
      // crash tests and everything real use startPostgres, whose settings keep fsync on.
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
    });
  let server: Postgres;
  try {
    server = await start();
  } catch (error) {
    // Without fsync a power cut may spoil the folder; it holds nothing of value. A server still in use is not touched.
    if (!/did not start/.test((error as Error).message)) throw error;
    rmSync(HOME, { recursive: true, force: true });
    server = await start();
  }
  if (!server.adopted) await dropLeftovers(server.url);
  return server;
}

async function dropLeftovers(url: string): Promise<void> {
  await asAdmin(url, async (c) => {
    // Databases of test files that were killed, and templates of old migrations (the newest three stay).
    const { rows } = await c.query(`
      select datname from pg_database where datname like 't\\_%'
      union all (select datname from pg_database where datname like 'tpl\\_%' order by oid desc offset 3)`);
    for (const row of rows) await c.query(`drop database if exists ${c.escapeIdentifier(row.datname)} with (force)`);
  });
}

async function asAdmin<T>(url: string, work: (c: Client) => Promise<T>): Promise<T> {
  const at = new URL(url);
  at.pathname = '/postgres';
  const c = new Client({ connectionString: at.href });
  await c.connect();
  try {
    return await work(c);
  } finally {
    await c.end();
  }
}

/** The same server's URL of another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const at = new URL(serverUrl);
  at.pathname = `/${name}`;
  return at.href;
}

/** Makes an empty database unless it exists; true when it was made. */
export function ensureDatabase(serverUrl: string, name: string): Promise<boolean> {
  return asAdmin(serverUrl, async (c) => {
    try {
      await c.query(`create database ${c.escapeIdentifier(name)}`);
      return true;
    } catch (error) {
      if (['42P04', '23505'].includes((error as { code?: string }).code ?? '')) return false;
      throw error;
    }
  });
}

/** Copies a database in about 0.1 s (name it `t_…`, so that leftovers are swept); every connection to the template is closed first. */
export async function cloneDatabase(serverUrl: string, template: string, name: string): Promise<string> {
  await asAdmin(serverUrl, async (c) => {
    // Copying one template twice at once fails, so test files stand in line.
    await c.query("select pg_advisory_lock(hashtext('tongban clone'))");
    await c.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
    await c.query(`create database ${c.escapeIdentifier(name)} template ${c.escapeIdentifier(template)} strategy file_copy`);
  });
  return databaseUrl(serverUrl, name);
}

/** Drops a database, whoever is still connected. */
export function dropDatabase(serverUrl: string, name: string): Promise<void> {
  return asAdmin(serverUrl, async (c) => {
    await c.query(`drop database if exists ${c.escapeIdentifier(name)} with (force)`);
  });
}
