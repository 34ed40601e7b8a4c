import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPublished } from '#catalog';
import { backUp, restore } from '#platform/backup';
import { migrate, openCopyConnection, sql } from '#platform/db';
import { databaseUrl, dropDatabase, ensureDatabase } from '#platform/db/launcher';
import { furnish } from '#platform/furnish';
import { prepareQueue } from '#platform/jobs';
import { sealPending, verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { mirrors, seedDemonstration } from './compose.ts';
import { notCarried } from './safekeeping.ts';

const server = process.env['TEST_DATABASE_URL'] as string;
const place = mkdtempSync(join(tmpdir(), 'tongban-safe-'));
chmodSync(place, 0o755);
let t: TestHouse;
const backup = join(place, 'city');
beforeAll(async () => {
  t = await openTestHouse();
  await seedDemonstration(t.house);
  await sealPending(t.house);
  await backUp(t.house, t.url, backup, notCarried);
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(place, { recursive: true, force: true });
});

/** A PostgreSQL of another major version on this machine, if there is one. */
function otherPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  const majors = existsSync(root) ? readdirSync(root).filter((name) => name !== '18') : [];
  return majors.map((name) => join(root, name, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Hash of every table read plainly, row by row as JSON: another way than the back-up's own. */
async function hashes(url: string): Promise<Record<string, string>> {
  const on = await openCopyConnection(url);
  try {
    const tables = await on.many<{ name: string }>(sql`
      select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') order by 1`);
    const all: Record<string, string> = {};
    for (const { name } of tables) {
      const rows = await on.many<{ row: string }>(
        sql`select row_to_json(t)::text as row from ${sql.raw(name)} t order by row_to_json(t)::text collate "C"`,
      );
      all[name] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    }
    return all;
  } finally {
    await on.close();
  }
}

async function restored(direct: string): Promise<void> {
  const dataDir = join(place, randomBytes(4).toString('hex'));
  const config = { ...t.house.config, dataDir };
  const { readKeyFile } = await import('#platform/crypto');
  await restore({ config, direct, clock: t.clock, keys: readKeyFile(join(t.dataDir, 'keys')) as string, replace: false }, backup);
  expect(await hashes(direct)).toEqual(await hashes(t.url));
  const house = await furnish(config, direct, t.clock);
  try {
    expect(await migrate(direct, t.clock.now())).toEqual([]);
    await prepareQueue(house);
    expect(await verifyHouse(house, { mirrors })).toMatchObject({ ok: true });
    const broken = await verifyPublished(house.db, house);
    expect(Array.isArray(broken) ? broken : []).toEqual([]);
  } finally {
    await house.close();
  }
}

describe('the demonstration city in a back-up', () => {
  it('comes back with equal hashes of every table, the record verifies, no table is new to it', async () => {
    const name = `t_${randomBytes(6).toString('hex')}`;
    await ensureDatabase(server, name);
    try {
      await restored(databaseUrl(server, name));
    } finally {
      await dropDatabase(server, name);
    }
  }, 60_000);

  const bin = otherPostgres();
  it.skipIf(bin === undefined)(
    'comes back on another major version of PostgreSQL with equal hashes (skipped where the machine has none)',
    async () => {
      const home = join(place, 'other');
      const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
      const as: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
      if (as.uid !== undefined && as.gid !== undefined) chownSync(place, as.uid, as.gid);
      const program = (name: string): string => join(bin as string, name);
      const init = spawnSync(program('initdb'), ['-D', home, '-U', 'tongban', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8', '-N'], {
        ...as,
        cwd: '/',
        encoding: 'utf8',
      });
      expect(init.status, init.stderr).toBe(0);
      const port = await new Promise<number>((done) => {
        const probe = createServer().listen(0, '127.0.0.1', () => {
          const { port: free } = probe.address() as { port: number };
          probe.close(() => done(free));
        });
      });
      const args = ['-D', home, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
      const child = spawn(program('postgres'), args, { ...as, cwd: '/', stdio: 'ignore' });
      const gone = new Promise((done) => child.once('exit', done));
      const url = `postgres://tongban@127.0.0.1:${port}/postgres`;
      try {
        for (let tries = 0; ; tries++) {
          try {
            await (await openCopyConnection(url)).close();
            break;
          } catch (error) {
            if (tries > 200) throw error;
            await sleep(50);
          }
        }
        await ensureDatabase(url, 'city');
        await restored(databaseUrl(url, 'city'));
      } finally {
        child.kill('SIGINT');
        await gone;
      }
    },
    90_000,
  );
});
