import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { findBinaries, program, SHARED_HOME } from './binaries.ts';
import { barrier, chooseUser, type RunAs } from './postgres-user.ts';

/** Everything of one database server on disk: cluster, password, port, owner, log. */
export type Box = { home: string; cluster: string; log: string; native: string; user: RunAs; password: string };

function made(home: string): boolean {
  try {
    return statSync(join(home, 'cluster', 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined;
  } catch {
    throw new Error(`The database in ${home} belongs to another user. Start Tongban as that user (or root), or set DATA_DIR.`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a whole file or nothing; with `first`, an existing one wins. */
function place(file: string, content: string, first = false): void {
  const draft = `${file}.${process.pid}-${randomBytes(3).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600 });
  // Root works in a folder that belongs to the humble account: leave nothing there its owner cannot read.
  const parent = statSync(dirname(file));
  if (process.getuid?.() === 0) chownSync(draft, parent.uid, parent.gid);
  if (!first) return renameSync(draft, file);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

/**
 * Where the server lives. Normally the folder asked for; when root's humble account cannot get there
 * (a clone under /root), a fresh folder under /var/lib/tongban, remembered in a note beside the folder asked for,
 * so that removing the data folder really begins anew.
 */
function settle(wanted: string): { home: string; user: RunAs } {
  mkdirSync(dirname(resolve(wanted)), { recursive: true });
  const asked = join(realpathSync(dirname(resolve(wanted))), basename(wanted));
  const note = `${asked}.where`;
  const elsewhere = read(note);
  if (elsewhere) return { home: elsewhere, user: chooseUser(made(elsewhere) ? statSync(join(elsewhere, 'cluster')) : undefined) };
  if (made(asked)) {
    const user = chooseUser(statSync(join(asked, 'cluster')));
    const closed = barrier(asked, user);
    if (closed) throw new Error(`The database in ${asked} belongs to ${user?.name}, who may not enter ${closed}. Run: chmod o+x ${closed}`);
    return { home: asked, user };
  }
  const user = chooseUser();
  if (!barrier(dirname(asked), user)) return { home: asked, user };
  mkdirSync(SHARED_HOME, { recursive: true });
  chmodSync(SHARED_HOME, 0o755);
  place(note, join(SHARED_HOME, `postgres-${randomBytes(6).toString('hex')}`), true);
  return { home: read(note) as string, user };
}

function initialise(home: string, native: string, user: RunAs): void {
  const making = `${home}.making-${process.pid}-${randomBytes(3).toString('hex')}`;
  mkdirSync(making);
  try {
    chmodSync(making, 0o700);
    writeFileSync(join(making, 'password'), randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) for (const path of [making, join(making, 'password')]) chownSync(path, user.uid, user.gid);
    const out = spawnSync(
      program(native, 'initdb'),
      [
        '-D',
        join(making, 'cluster'),
        '-U',
        'tongban',
        '-A',
        'scram-sha-256',
        `--pwfile=${join(making, 'password')}`,
        '--locale=C.UTF-8',
        '--encoding=UTF8',
        '--no-instructions',
      ],
      { cwd: '/', encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, ...(user && { uid: user.uid, gid: user.gid }) },
    );
    if (out.status !== 0)
      throw new Error(`Could not create the database in ${home}:\n${(out.error?.message ?? `${out.stdout}\n${out.stderr}`).trim()}`);
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!made(home)) throw error; // Otherwise two starts met and the other one was faster: use its database.
  }
}

/** Finds or makes the server's folder. Safe when two processes do it at once. */
export function openBox(dataDir: string): Box {
  const { home, user } = settle(dataDir);
  const native = findBinaries(user);
  if (!made(home)) {
    if (existsSync(home) && readdirSync(home).length > 0)
      throw new Error(`${home} is not empty and holds no database. Move it away, or set DATA_DIR.`);
    initialise(home, native, user);
  }
  const password = read(join(home, 'password'));
  if (!password) throw new Error(`${join(home, 'password')} is missing; without it nobody can open the database in ${home}.`);
  return { home, cluster: join(home, 'cluster'), log: join(home, 'postgres.log'), native, user, password };
}

function free(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .once('error', () => done(false))
      .listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });
}

/** The port of this folder: kept for good, because pools retry the old one for ever; changed only when a stranger took it. */
export async function choosePort(box: Box, asked?: number): Promise<number> {
  const file = join(box.home, 'port');
  const kept = asked ?? Number(read(file) ?? 0);
  if (kept && (await free(kept))) {
    if (asked) place(file, String(asked));
    return kept;
  }
  if (asked) throw new Error(`Port ${asked} for the database is already in use by another program.`);
  // Below the range from which the system hands out ports to outgoing connections.
  for (let tries = 0; tries < 200; tries++) {
    const port = 15_000 + (randomBytes(2).readUInt16BE() % 10_000);
    if (!(await free(port))) continue;
    place(file, String(port), !kept);
    const settled = Number(read(file)); // Two first starts at once: the first one's choice holds.
    if (settled === port || (await free(settled))) return settled;
  }
  throw new Error('Found no free port for the database.');
}

/** The process that answers for stopping this server. */
export const owner = {
  get: (box: Box): number => Number(read(join(box.home, 'owner')) ?? 0),
  set: (box: Box): void => place(join(box.home, 'owner'), String(process.pid)),
};
