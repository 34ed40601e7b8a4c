import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { findBinaries, SHARED_HOME } from './binaries.ts';
import { barrier, chooseUser } from './postgres-user.ts';
import { startPostgres } from './start-postgres.ts';

const root = process.getuid?.() === 0;
const NOBODY = 65_534;
const tidy: string[] = [];
const children: ChildProcess[] = [];
const servers: { stop: () => Promise<void> }[] = [];

function folder(mode = 0o755): string {
  const path = mkdtempSync(join(tmpdir(), 'tongban-launcher-'));
  chmodSync(path, mode);
  tidy.push(path);
  return path;
}

async function start(options: Parameters<typeof startPostgres>[0]) {
  const server = await startPostgres(options);
  servers.push(server);
  return server;
}

type Told = { url: string; adopted: boolean; pid: number };
async function startInChild(
  dataDir: string,
  { umask = '022', uid }: { umask?: string; uid?: number } = {},
): Promise<Told & { child: ChildProcess; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start-in-child.ts'), dataDir, umask], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (d) => {
    errors += d;
  });
  const told = await new Promise<Told>((done, fail) => {
    child.stdout.once('data', (d) => done(JSON.parse(String(d))));
    child.once('exit', () => fail(new Error(errors)));
  });
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done()).stdin.end();
    });
  return { ...told, child, stop };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const c = new Client(url);
  await c.connect();
  try {
    return (await c.query(sql)).rows[0] ?? {};
  } finally {
    await c.end();
  }
}

const alive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

afterAll(async () => {
  for (const s of servers) await s.stop().catch(() => {});
  for (const c of children) c.kill('SIGKILL');
  for (const path of tidy) rmSync(path, { recursive: true, force: true });
});

test('the server is safe by default and closed to others', async () => {
  const dataDir = join(folder(), 'pg');
  const server = await start({ dataDir });
  expect(server.adopted).toBe(false);
  expect(
    await ask(
      server.url,
      `select current_database() db, current_setting('fsync') fsync, current_setting('synchronous_commit') sync, current_setting('jit') jit,
    current_setting('listen_addresses') at, current_setting('unix_socket_directories') sockets, current_setting('max_connections') max, datcollate, pg_encoding_to_char(encoding) enc,
    similarity_needed from pg_database, (select '政务服务' ~ '^\\w+$' similarity_needed) x where datname = current_database()`,
    ),
  ).toEqual({
    db: 'tongban',
    fsync: 'on',
    sync: 'on',
    jit: 'off',
    at: '127.0.0.1',
    sockets: '',
    max: '100',
    datcollate: 'C.UTF-8',
    enc: 'UTF8',
    similarity_needed: true,
  });
  expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  await expect(ask(server.url.replace(/:[^:@]+@/, ':postgres@'), 'select 1')).rejects.toThrow(/password/);
  if (root) expect(statSync(`/proc/${server.pid()}`).uid).not.toBe(0);

  const pid = server.pid() as number;
  await Promise.all([server.stop(), server.stop()]);
  expect(alive(pid)).toBe(false);
  const again = await start({ dataDir });
  expect(again.url).toBe(server.url); // Same port, same password: a pool left over would find it again.
});

test.runIf(root && !barrier(import.meta.dirname, { uid: NOBODY, gid: NOBODY, name: 'nobody' }))(
  'a normal user starts it; root later finds the same data',
  async () => {
    const dataDir = join(folder(), 'pg');
    chownSync(dirname(dataDir), NOBODY, NOBODY);
    const first = await startInChild(dataDir, { uid: NOBODY });
    expect(statSync(`/proc/${first.pid}`).uid).toBe(NOBODY);
    await ask(first.url, 'create table kept (n int)');
    await first.stop();
    const second = await start({ dataDir });
    await ask(second.url, 'select * from kept');
    expect(statSync(`/proc/${second.pid()}`).uid).toBe(NOBODY);
    await second.stop();

    const other = join(folder(), 'pg');
    const server = await start({ dataDir: other });
    await expect(startInChild(other, { uid: NOBODY + 1 })).rejects.toThrow(/belongs to another user/);
    await server.stop();
  },
);

test.runIf(root)('under a folder closed to others (like /root) it settles elsewhere, and stays there', async () => {
  const dataDir = join(folder(0o700), 'pg');
  const first = await start({ dataDir });
  const home = readFileSync(`${dataDir}.where`, 'utf8');
  tidy.push(home);
  expect(home.startsWith(SHARED_HOME)).toBe(true);
  await ask(first.url, 'create table kept (n int)');
  await first.stop();
  chmodSync(dirname(dataDir), 0o755);
  const second = await start({ dataDir });
  expect(second.url).toBe(first.url);
  await ask(second.url, 'select * from kept');
  await second.stop();
});

test.runIf(root)('programs the account cannot reach or read are copied once', () => {
  const user = chooseUser();
  const source = findBinaries(undefined);
  const hidden = join(folder(0o700), 'native');
  cpSync(source, hidden, { recursive: true, verbatimSymlinks: true });
  const version = `test-${process.pid}`;
  tidy.push(join(SHARED_HOME, `postgresql-${version}`));
  expect(findBinaries(user, { native: hidden, version })).toBe(join(SHARED_HOME, `postgresql-${version}`));
  expect(findBinaries(user, { native: hidden, version })).toBe(join(SHARED_HOME, `postgresql-${version}`));
});

test('a start under umask 077 works', async () => {
  const server = await startInChild(join(folder(), 'a', 'pg'), { umask: '077' });
  expect(await ask(server.url, 'select 1 one')).toEqual({ one: 1 });
  const moved = join(tidy.at(-1) as string, 'a', 'pg.where');
  if (existsSync(moved)) tidy.push(readFileSync(moved, 'utf8'));
  await server.stop();
});

describe('one folder through all its troubles', () => {
  const dataDir = join(folder(), 'pg');
  let url = '';

  test('two starts at once on an empty folder share one server', async () => {
    const [a, b] = await Promise.all([startInChild(dataDir), startInChild(dataDir)]);
    url = a.url;
    expect(b.url).toBe(url);
    expect([a.adopted, b.adopted].sort()).toEqual([false, true]);
    expect(a.pid).toBe(b.pid);
    // The server stays while anybody uses it, whoever leaves first.
    const [starter, guest] = a.adopted ? [b, a] : [a, b];
    await starter.stop();
    expect(await ask(url, 'select 1 one')).toEqual({ one: 1 });
    await guest.stop();
    expect(alive(a.pid)).toBe(false);
  });

  test('an orphan left by kill -9 is joined and later stopped', async () => {
    const first = await startInChild(dataDir);
    expect(first.url).toBe(url);
    first.child.kill('SIGKILL');
    await new Promise((done) => first.child.once('exit', done));
    expect(alive(first.pid)).toBe(true);
    const second = await start({ dataDir });
    expect([second.adopted, second.url, second.pid()]).toEqual([true, url, first.pid]);
    await second.stop();
    expect(alive(first.pid)).toBe(false);
  });

  test('a stale pid that now belongs to a living stranger does not stop it', async () => {
    const owner = statSync(join(dataDir, 'cluster'));
    const stranger = spawn('sleep', ['60'], root ? { uid: owner.uid, gid: owner.gid } : {});
    children.push(stranger);
    const note = join(dataDir, 'cluster', 'postmaster.pid');
    writeFileSync(note, `${stranger.pid}\n${join(dataDir, 'cluster')}\n1700000000\n15432\n\n127.0.0.1\n\nready   \n`);
    chownSync(note, owner.uid, owner.gid);
    const server = await start({ dataDir });
    expect(server.adopted).toBe(false);
    await server.stop();
    expect(stranger.exitCode).toBe(null);
    stranger.kill();
  });

  test('kill -9 of the server: it comes back by itself on its port and nothing acknowledged is lost', async () => {
    const server = await start({ dataDir });
    await ask(server.url, 'create table if not exists kept (n int)');
    await ask(server.url, 'insert into kept values (42)');
    const killed = server.pid() as number;
    process.kill(killed, 'SIGKILL');
    let back: unknown;
    for (let tries = 0; tries < 200 && !back; tries++) {
      await sleep(50);
      back = await ask(server.url, 'select n from kept').catch(() => undefined);
    }
    expect(back).toEqual({ n: 42 });
    expect(server.pid()).not.toBe(killed);
    await server.stop();
    expect(server.pid()).toBe(undefined);
  });

  test('a port taken by a stranger is left to him; a port asked for is reported', async () => {
    const port = Number(new URL(url).port);
    const stranger = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await new Promise((done) => stranger.once('listening', done));
    await expect(start({ dataDir, port })).rejects.toThrow(`Port ${port} for the database is already in use`);
    const server = await start({ dataDir });
    expect(server.url).not.toBe(url);
    await server.stop();
    await new Promise((done) => stranger.close(done));
    const kept = await start({ dataDir });
    expect(kept.url).toBe(server.url); // The new port is kept in its turn.
    await kept.stop();
  });

  test('a server that cannot start says why', async () => {
    await expect(start({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /did not start[\s\S]*invalid value for parameter "shared_buffers"/,
    );
    const full = folder();
    writeFileSync(join(full, 'notes.txt'), 'not a database');
    await expect(start({ dataDir: full })).rejects.toThrow(/not empty and holds no database/);
  });
});
