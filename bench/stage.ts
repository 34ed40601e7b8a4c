/**
 * The stage of a measurement: the bundled PostgreSQL with its ordinary settings (fsync and synchronous_commit on), the
 * demonstration city with as many seeded cases as asked for, and the built server as a process of its own that is spoken
 * to over HTTP. Sessions are rows such as signing in makes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { seedCases } from '#cases';
import { readConfig } from '#platform/config';
import { sm3 } from '#platform/crypto';
import { migrate, sql } from '#platform/db';
import { databaseUrl, dropDatabase, ensureDatabase, postgresPid, startPostgres } from '#platform/db/launcher';
import { furnish } from '#platform/furnish';
import type { House } from '#platform/house';
import { prepareQueue } from '#platform/jobs';
import { seedDemonstration } from '../src/compose.ts';
import { Client, cpuOf, type Cpu } from './load.ts';

export type Stage = {
  house: House;
  url: string;
  /** An empty database with the same tables on the same server, for floors that write. */
  floorUrl: string;
  port: number;
  cases: number;
  quick: boolean;
  client(clients: number): Client;
  cpu(): Cpu;
  session(kind: 'citizen' | 'staff', partyId: string, postId?: string | null, forPartyId?: string | null): Promise<Record<string, string>>;
  close(): Promise<void>;
};

const root = new URL('..', import.meta.url).pathname;

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** Sets the stage. A data folder that is already seeded is used as it is. */
export async function openStage(options: { dataDir: string; cases: number; quick: boolean; say: (line: string) => void }): Promise<Stage> {
  const { dataDir, say } = options;
  const own = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  const { config } = readConfig({ TONGBAN_ENV: 'demo', DATA_DIR: dataDir, PORT: '8080' });
  const house = await furnish(config, own.url);
  await migrate(own.url, house.clock.now());
  await prepareQueue(house);
  const there = async (): Promise<number> => (await house.db.one<{ n: number }>(sql`select count(*) as n from cases.case_lookup`)).n;
  await seedDemonstration(house);
  let cases = await there();
  for (let seed = 1; cases < options.cases && seed <= 40; seed++) {
    say(`seeding ${options.cases - cases} cases`);
    try {
      await seedCases(house, own.url, { cases: options.cases - cases, seed });
    } catch (error) {
      if ((error as { code?: string }).code !== 'cases.seeded') throw error;
    }
    cases = await there();
  }
  const settings = await house.db.one<{ fsync: string; commit: string }>(
    sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  if (settings.fsync !== 'on' || settings.commit !== 'on') throw new Error('measurements need fsync and synchronous_commit on');
  await dropDatabase(own.url, 'bench_floor');
  await ensureDatabase(own.url, 'bench_floor');
  const floorUrl = databaseUrl(own.url, 'bench_floor');
  await migrate(floorUrl, house.clock.now());
  const port = await freePort();
  const server = await startServer({ dataDir, port, url: own.url });
  const postmaster = postgresPid(join(dataDir, 'postgres')) ?? 0;
  const clients: Client[] = [];
  return {
    house,
    url: own.url,
    floorUrl,
    port,
    cases,
    quick: options.quick,
    client: (n) => {
      const client = new Client(port, n);
      clients.push(client);
      return client;
    },
    cpu: () => cpuOf(server.pid ?? 0, postmaster),
    session: (kind, partyId, postId = null, forPartyId = null) => session(house, { kind, partyId, postId, forPartyId }),
    close: async () => {
      for (const client of clients) client.close();
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      await house.close();
      await dropDatabase(own.url, 'bench_floor').catch(() => undefined);
      await own.stop();
    },
  };
}

async function startServer(o: { dataDir: string; port: number; url: string }): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/server.js'), 'serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      TONGBAN_ENV: 'demo',
      DATA_DIR: o.dataDir,
      DATABASE_URL: o.url,
      PORT: String(o.port),
      HOST: '127.0.0.1',
      TONGBAN_STARTED_BY: String(process.pid),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (piece: Buffer) => (told = (told + piece.toString()).slice(-2000)));
  const until = performance.now() + 120_000;
  const client = new Client(o.port, 1);
  for (;;) {
    const ready = await client.ask({ path: '/readyz' }).catch(() => undefined);
    if (ready?.status === 200) break;
    if (server.exitCode !== null || performance.now() > until) throw new Error(`the server did not start:\n${told}`);
    await new Promise((next) => setTimeout(next, 200));
  }
  client.close();
  return server;
}

async function session(
  house: House,
  s: { kind: 'citizen' | 'staff'; partyId: string; postId: string | null; forPartyId: string | null },
): Promise<Record<string, string>> {
  const token = randomBytes(32).toString('base64url');
  const at = house.clock.now();
  await house.db.many(sql`
    insert into identity.session (id, token_hash, kind, party_id, for_party_id, post_id, level, began_at, seen_at, ends_at)
    values (${randomUUID()}, ${sm3(Buffer.from(token))}, ${s.kind}, ${s.partyId}, ${s.forPartyId}, ${s.postId}, 3, ${at}, ${at}, ${new Date(at.getTime() + 8 * 3_600_000)})`);
  return { cookie: `${s.kind === 'staff' ? 'tb_s' : 'tb_c'}=${token}` };
}
