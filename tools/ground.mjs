// What every tool needs before anything is installed. Plain Node >= 20, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const WANTED_NODE = 24;

/** Chinese first, English after it: nobody has told us yet what the reader speaks. */
export function say(zh, en) {
  process.stdout.write(`${zh}  ${en}\n`);
}

export function fail(zh, en) {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);

/** Runs a program to its end without blocking our signal handlers; the child's exit code. */
export function run(command, args, { onStart, ...options } = {}) {
  return new Promise((done, broken) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    onStart?.(child);
    child.once('error', broken).once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/** npm as this machine has it: the one that runs us, or the one on the PATH. */
function npm() {
  const path = process.env.npm_execpath;
  if (path && existsSync(path) && /npm-cli\.c?js$/.test(path)) return [process.execPath, [path]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

/**
 * Installs what package-lock.json says, only when it is not there yet. `want` is 'run' (enough to serve) or 'all'
 * (tests and checks too). Two commands at once wait for each other.
 */
export async function ensureInstalled(want) {
  if (major < 20)
    fail(
      `需要 Node 20 或更新，现在是 ${process.versions.node}。请先升级 Node：https://nodejs.org`,
      `Node 20 or newer is needed, this is ${process.versions.node}.`,
    );
  if (installed(want)) return;
  const release = await turn(join(root, '.installing'));
  try {
    if (installed(want)) return; // Somebody installed while we waited.
    say('正在安装依赖（第一次大约半分钟）…', 'installing (about half a minute the first time) …');
    const [command, before] = npm();
    const began = performance.now();
    // `ci` empties node_modules first, which is only right when there is nothing to keep.
    const verb = existsSync(join(root, 'node_modules', '.package-lock.json')) ? ['install', '--no-save'] : ['ci'];
    const args = [...before, ...verb, '--no-audit', '--no-fund', '--loglevel=error', ...(want === 'run' ? ['--omit=dev'] : [])];
    // NODE_ENV=production would silently leave out what the tests need.
    const env = { ...process.env, NODE_ENV: '', npm_config_omit: want === 'run' ? 'dev' : '', npm_config_production: '' };
    const code = await run(command, args, { env, shell: process.platform === 'win32' });
    if (code !== 0)
      fail(
        '安装没有成功，原因见上。网络或 npm 镜像恢复后再运行一次即可。',
        'The installation failed (see above). Run the command again when the network or registry is back.',
      );
    say(`安装完成（${((performance.now() - began) / 1000).toFixed(0)} 秒）`, 'installed');
  } finally {
    release();
  }
}

/** Does node_modules hold every package of the lock in its version? (Those for other machines may be missing.) */
function installed(want) {
  const modules = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (modules?.isSymbolicLink()) return true; // Lent by another folder, which looks after it.
  const read = (file) => (existsSync(join(root, file)) ? JSON.parse(readFileSync(join(root, file), 'utf8')).packages : undefined);
  const have = read('node_modules/.package-lock.json');
  if (!have) return false;
  return Object.entries(read('package-lock.json')).every(
    ([path, p]) => path === '' || p.optional || (want === 'run' && (p.dev || p.devOptional)) || have[path]?.version === p.version,
  );
}

/** A queue of one made of a folder; a dead holder's place is taken over. */
async function turn(folder) {
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, 'pid'), String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = existsSync(join(folder, 'pid')) ? Number(readFileSync(join(folder, 'pid'), 'utf8')) : 0;
      const old = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5_000;
      if (old && !(holder && alive(holder))) rmSync(folder, { recursive: true, force: true });
      await new Promise((next) => setTimeout(next, 300));
    }
  }
}

export function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The Node that Tongban runs on: the one npm installed beside it, or ours when it is new enough. */
export function node24() {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own) && spawnSync(own, ['--version'], { encoding: 'utf8' }).status === 0) return own;
  if (major >= WANTED_NODE) return process.execPath;
  return fail(
    `这台机器（${process.platform}-${process.arch}）没有随包的 Node ${WANTED_NODE}，请自行安装 Node ${WANTED_NODE} 后再运行。`,
    `No bundled Node ${WANTED_NODE} for ${process.platform}-${process.arch}: please install Node ${WANTED_NODE} and run again.`,
  );
}

/** Builds what changed since the last build. */
export async function ensureBuilt(node, args = []) {
  const code = await run(node, [join(root, 'tools', 'build.mjs'), ...args]);
  if (code !== 0 && !args.includes('--dev')) fail('构建没有成功，原因见上。', 'The build failed (see above).');
  return code === 0;
}

/** PATH on which `node`, for us and every child, is the wanted one. */
export function environment(node, extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${dirname(node)}${separator}${process.env.PATH ?? ''}`, ...extra };
}
