import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, linkSync, openSync, readFileSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { program } from './binaries.ts';
import { type Box, choosePort, openBox, owner } from './box.ts';

/** What `startPostgres` needs to know. */
export type PostgresOptions = {
  /** Folder of this server alone, e.g. DATA_DIR/postgres; made when missing. */
  dataDir: string;
  log?: (line: string) => void;
  /** Fixed port; without it a free one is chosen once and kept. */
  port?: number;
  /** Extra server settings (tests only need them). */
  settings?: Record<string, string>;
};

/** A running server. */
export type Postgres = {
  /** Owner's URL of database `tongban`. */
  url: string;
  /** True when a server was already running on this folder and we joined it. */
  adopted: boolean;
  pid: () => number | undefined;
  /** Call after closing your own connections. The server goes down only if nobody else uses it. May be called twice. */
  stop: () => Promise<void>;
};

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  fsync: 'on',
  synchronous_commit: 'on',
  jit: 'off', // It costs more than it gives on small queries.
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};
const PATIENCE_MS = 90_000; // Recovery after a crash may take a while.

/** pg's client can let go of the event loop; its types do not say so. */
type Holder = Client & { ref(): void; unref(): void };
type Running = { pid: number; port: number };

function pidFile(box: Box): { text: string; pid: number; port: number } | undefined {
  try {
    const text = readFileSync(join(box.cluster, 'postmaster.pid'), 'utf8');
    const lines = text.split('\n');
    return { text, pid: Number(lines[0]), port: Number(lines[3] ?? 0) };
  } catch {
    return undefined;
  }
}

/** Is `pid` alive and serving our folder? A pid alone proves nothing: it may have been given to another program. */
function serves(pid: number, box: Box): boolean {
  if (!pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(box.cluster);
  } catch {
    if (process.platform === 'linux') return false;
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.includes(box.cluster) ?? false;
  }
}

/** PostgreSQL waits for ever when a dead server's pid now belongs to somebody else, so such a note is taken away. */
function removeStaleNote(box: Box): void {
  const note = pidFile(box);
  if (!note || serves(note.pid, box)) return;
  const file = join(box.cluster, 'postmaster.pid');
  const aside = join(box.home, `postmaster.pid.stale-${process.pid}`);
  try {
    renameSync(file, aside);
    // A start at the same moment may just have written a fresh note: give it back.
    if (readFileSync(aside, 'utf8') !== note.text) linkSync(aside, file);
    unlinkSync(aside);
  } catch {
    // Somebody else was faster, in either direction; the next look decides.
  }
}

function client(box: Box, port: number, database: string): Client {
  const c = new Client({
    host: '127.0.0.1',
    port,
    user: 'tongban',
    password: box.password,
    database,
    application_name: 'tongban-launcher',
    connectionTimeoutMillis: 5_000,
  });
  c.on('error', () => {});
  return c;
}

/** Connects and makes sure that it is our folder which answers; undefined while it does not. */
async function knock(box: Box, port: number): Promise<Client | undefined> {
  const c = client(box, port, 'postgres');
  try {
    await c.connect();
    const { rows } = await c.query('show data_directory');
    if (rows[0]?.data_directory === box.cluster) return c;
  } catch {
    // Starting up, recovering, shutting down, or a stranger's server.
  }
  await c.end().catch(() => {});
  return undefined;
}

function logTail(box: Box, from: number): string {
  try {
    const lines = readFileSync(box.log).subarray(from).toString('utf8').trim().split('\n');
    return lines.slice(-12).join('\n');
  } catch {
    return '';
  }
}

function launch(
  box: Box,
  port: number,
  settings: Record<string, string>,
): { child: ChildProcess; from: number; exit: Promise<void>; gone: () => boolean } {
  const size = statSync(box.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 20_000_000) renameSync(box.log, `${box.log}.1`);
  const fd = openSync(box.log, 'a', 0o600);
  const args = [
    '-D',
    box.cluster,
    '-p',
    String(port),
    ...Object.entries({ ...SETTINGS, ...settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  // Detached: Ctrl-C in the terminal must reach us first, so that our own work drains before the database goes.
  const child = spawn(program(box.native, 'postgres'), args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', fd, fd],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    ...(box.user && { uid: box.user.uid, gid: box.user.gid }),
  });
  closeSync(fd);
  child.unref();
  let gone = false;
  const exit = new Promise<void>((done) => {
    const end = () => {
      gone = true;
      done();
    };
    child.once('exit', end).once('error', end);
  });
  return { child, from: size > 20_000_000 ? 0 : size, exit, gone: () => gone };
}

/** Joins the server of this folder or starts it; returns a connection that stays open as our sign of use. */
async function ensure(box: Box, options: PostgresOptions): Promise<{ holder: Client; running: Running; adopted: boolean }> {
  const deadline = performance.now() + PATIENCE_MS;
  let last = '';
  while (performance.now() < deadline) {
    const note = pidFile(box);
    if (note && serves(note.pid, box)) {
      const holder = note.port ? await knock(box, note.port) : undefined;
      if (holder) {
        if (options.port && options.port !== note.port)
          options.log?.(`the database already runs on port ${note.port}, not ${options.port}`);
        return { holder, running: note, adopted: true };
      }
      await sleep(50); // Coming up, or going down: either way it will be clear soon.
      continue;
    }
    removeStaleNote(box);
    const port = await choosePort(box, options.port);
    const started = launch(box, port, options.settings ?? {});
    while (!started.gone() && performance.now() < deadline) {
      const holder = await knock(box, port);
      if (holder) return { holder, running: { pid: started.child.pid as number, port }, adopted: false };
      await Promise.race([started.exit, sleep(30)]);
    }
    last = logTail(box, started.from);
    // These pass by themselves: another start won, a killed server's children are still leaving, a port was just taken.
    if (!/postmaster\.pid|shared memory block|could not bind|Address already in use/.test(last)) break;
    await sleep(200);
  }
  throw new Error(`The database in ${box.home} did not start.${last ? `\nLast lines of ${box.log}:\n${last}` : ''}`);
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

async function createDatabase(holder: Client): Promise<void> {
  const { rows } = await holder.query("select from pg_database where datname = 'tongban'");
  if (rows.length > 0) return;
  await holder.query('create database tongban').catch((error: { code?: string }) => {
    if (error.code !== '42P04' && error.code !== '23505') throw error; // Made by a start at the same moment.
  });
}

/** Starts the bundled PostgreSQL on a folder, or joins the one already running there, and keeps it running until `stop`. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const box = openBox(options.dataDir);
  const log = options.log ?? (() => {});
  let { holder, running, adopted } = await ensure(box, options);
  // Whoever starts it answers for it; an orphan (its starter was killed) passes to whoever finds it.
  const claim = () => {
    if (!adopted || !alive(owner.get(box))) owner.set(box);
  };
  claim();
  await createDatabase(holder);
  log(adopted ? `joined the database already running in ${box.home}` : `database started in ${box.home} (port ${running.port})`);

  let stopping: Promise<void> | undefined;
  let reviving: Promise<void> | undefined;
  const watch = () => {
    (holder as Holder).unref();
    holder.once('end', () => {
      reviving = revive();
    });
  };
  async function revive(): Promise<void> {
    while (!stopping) {
      try {
        log('the database went away; starting it again');
        const again = await ensure(box, { ...options, port: running.port });
        ({ holder, running, adopted } = again);
        claim();
        log('the database is back');
        return watch();
      } catch (error) {
        log((error as Error).message);
        await sleep(1_000, undefined, { ref: false });
      }
    }
  }
  watch();

  async function shutDown(): Promise<void> {
    await reviving; // A server just being started again is ours to stop as well.
    (holder as Holder).ref(); // Otherwise an idle process would end in the middle of stopping.
    const mine = [process.pid, 0].includes(owner.get(box)) || !alive(owner.get(box));
    // Our own pool has just been closed; its sessions need a moment to leave.
    for (let tries = 0; mine && tries < 20; tries++) {
      const others = await holder
        .query("select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")
        .then(
          (r) => r.rowCount ?? 0,
          () => 0,
        );
      if (others === 0) {
        if (serves(running.pid, box)) process.kill(running.pid, 'SIGINT');
        for (let waited = 0; waited < 600 && serves(running.pid, box); waited++) await sleep(50);
        break;
      }
      await sleep(50);
    }
    await holder.end().catch(() => {});
  }
  return {
    url: `postgres://tongban:${box.password}@127.0.0.1:${running.port}/tongban`,
    adopted,
    pid: () => (serves(running.pid, box) ? running.pid : undefined),
    stop: () => (stopping ??= shutDown()),
  };
}

/** Process id of the server running on a folder, for drills that kill it; undefined when none runs. */
export function postgresPid(dataDir: string): number | undefined {
  const box = openBox(dataDir);
  const note = pidFile(box);
  return note && serves(note.pid, box) ? note.pid : undefined;
}
