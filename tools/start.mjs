// `npm start` and `npm run dev`: from a bare machine to a running Tongban. Plain Node >= 20, no dependencies.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { alive, ensureBuilt, ensureInstalled, environment, fail, node24, root, say } from './ground.mjs';

const dev = process.argv.includes('--dev');
const dataDir = resolve(process.env.DATA_DIR ?? join(root, '.data'));
const pidFile = join(dataDir, 'server.pid');

/** A second start finds the first one and says so, instead of fighting it for port and data. */
function leaveIfRunning() {
  if (!existsSync(pidFile)) return;
  const { pid, at } = JSON.parse(readFileSync(pidFile, 'utf8') || '{}');
  if (!pid || pid === process.pid || !alive(pid)) return;
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs')) return; // The number now belongs to another program.
  } catch {
    // No /proc here: believe the number.
  }
  say(`通办已在运行（进程 ${pid}，${at}）。要停止它：kill ${pid}`, `Tongban is already running (process ${pid}). To stop it: kill ${pid}`);
  process.exit(0);
}

mkdirSync(dataDir, { recursive: true });
leaveIfRunning();
const address = `http://${process.env.HOST ?? '127.0.0.1'}:${process.env.PORT ?? 8080}`;
writeFileSync(pidFile, JSON.stringify({ pid: process.pid, at: address }));
process.once('exit', () => {
  try {
    if (JSON.parse(readFileSync(pidFile, 'utf8')).pid === process.pid) rmSync(pidFile);
  } catch {
    // Somebody removed the data folder under us.
  }
});

let child;
let stopping = false;
function stop() {
  stopping = true;
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  else process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGHUP', stop);
// Ctrl-C reaches the server by itself (same terminal); it is told again only if it did not hear.
process.on('SIGINT', () => setTimeout(stop, child ? 1_500 : 0));
// `npm` killed hard: nobody is left to tell us, so notice that our parent changed.
const parent = process.ppid;
if (process.env.npm_lifecycle_event && parent > 1) setInterval(() => process.ppid !== parent && stop(), 500).unref();

await ensureInstalled(dev ? 'all' : 'run');
const node = node24();
if (stopping) process.exit(0);
let built = await ensureBuilt(node, dev ? ['--dev'] : []);
if (stopping) process.exit(0);

function serve() {
  if (!existsSync(join(root, 'dist', 'server.js'))) return;
  child = spawn(node, ['--enable-source-maps', join(root, 'dist', 'server.js'), 'serve'], {
    cwd: root,
    stdio: 'inherit',
    env: environment(node, { NODE_ENV: dev ? 'development' : 'production', DATA_DIR: dataDir, TONGBAN_STARTED_BY: String(process.pid) }),
  });
  const mine = child;
  child.once('error', (error) => fail(`启动失败：${error.message}`, 'could not start'));
  child.once('exit', (code, signal) => {
    if (mine.replaced && !stopping) return serve();
    if (dev && !stopping) return say('服务已退出，改动文件后会重新启动', 'the server ended; it starts again on the next change');
    process.exit(stopping ? 0 : (code ?? (signal ? 1 : 0)));
  });
}
serve();

if (dev) {
  let timer;
  let busy = false;
  let again = false;
  const rebuild = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    built = await ensureBuilt(node, ['--dev']);
    busy = false;
    if (again) {
      again = false;
      return rebuild();
    }
    if (!built || stopping) return;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.replaced = true;
      child.kill('SIGTERM');
    } else serve();
  };
  for (const dir of ['src', 'demo'])
    if (existsSync(join(root, dir)))
      watch(join(root, dir), { recursive: true }, (_, file) => {
        if (file && /\.test\.|~$|\.swp$/.test(file)) return;
        clearTimeout(timer);
        timer = setTimeout(rebuild, 200);
      });
}
