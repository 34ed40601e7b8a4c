import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { postgresPid } from '#platform/db/launcher';
import { copyFirstCity } from './copy-first-city.ts';

const root = resolve(import.meta.dirname, '..');

/** The day all journeys are played on: a Wednesday morning, the office is open. */
export const morning = '2026-11-25T09:30:00+08:00';

/** A whole city in processes of its own: the built server on its own database and data folder, stopped and removed at the end. */
export type City = {
  url: string;
  dataDir: string;
  /** Stops the server and starts it again, on another day if asked; data stays. */
  restart(options?: { clock?: string; env?: Record<string, string> }): Promise<void>;
  /** SIGKILL to the server process, as a power cut would. */
  killServer(): Promise<void>;
  /** Where the worker answers for its health, in a city whose worker has a process of its own. */
  workerUrl: string;
  /** Starts the worker's own process after a kill. */
  worker(): Promise<void>;
  /** SIGKILL to the worker's own process. */
  killWorker(): Promise<void>;
  /** SIGKILL to the database's postmaster. */
  killDatabase(): Promise<void>;
  /** Stops server and database cleanly; the data stays. */
  stop(): Promise<void>;
  /** Starts everything after a stop. */
  start(): Promise<void>;
  /** Starts the server alone after a kill. */
  startServer(): Promise<void>;
  log(): string;
  /** Runs a command of the terminal on this city beside the server; `killWhen` ends it like a power cut. */
  command(words: string[], env?: Record<string, string>, killWhen?: () => boolean): Promise<{ code: number | null; text: string }>;
  close(): Promise<void>;
};

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** Whether a process says it can do its work. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (r) => r.ok,
    () => false,
  );
}

// Each file of journeys is a process of its own; the word is passed on to all of them.
function buildOnce(): void {
  if (process.env['TONGBAN_BUILT'] === '1') return;
  execFileSync(process.execPath, ['tools/build.mjs'], { cwd: root, stdio: 'inherit' });
  process.env['TONGBAN_BUILT'] = '1';
}

/** Starts a fresh demonstration city; with `workerApart` the doors are one process and the work behind them is another. */
export async function openCity(options: { clock?: string; env?: Record<string, string>; workerApart?: boolean } = {}): Promise<City> {
  buildOnce();
  const port = await freePort();
  const workerPort = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-city-'));
  if (options.clock === undefined) copyFirstCity(dataDir);
  chmodSync(dataDir, 0o711); // Run by root, the database's humble account must be able to walk through.
  const url = `http://127.0.0.1:${port}`;
  // The set date runs on over a restart, as a wall clock does: it must never go back.
  let clock = { at: options.clock ?? morning, since: performance.now() };
  const clockNow = (): string => new Date(new Date(clock.at).getTime() + performance.now() - clock.since).toISOString();
  let extra = options.env ?? {};
  let output = '';

  const run = (words: string[], more: Record<string, string> = {}) =>
    spawn(process.execPath, ['--enable-source-maps', 'dist/server.js', ...words], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        WORKER_PORT: String(workerPort),
        DATA_DIR: dataDir,
        TONGBAN_ENV: 'demo',
        TONGBAN_CLOCK: clockNow(),
        TONGBAN_LOG: 'warn',
        DATABASE_URL: '',
        ...extra,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  /** A process that serves: started until it says it is ready, ended by a signal. */
  const serving = (words: string[], at: string): { start(): Promise<void>; stop(signal: NodeJS.Signals): Promise<void> } => {
    let child: ChildProcess | undefined;
    let exited: Promise<void> = Promise.resolve();
    return {
      start: async () => {
        const mine = run(words);
        child = mine;
        mine.stdout.on('data', (text) => (output += text));
        mine.stderr.on('data', (text) => (output += text));
        exited = new Promise((done) => mine.once('exit', () => done()));
        for (let i = 0; i < 600; i++) {
          if (mine.exitCode !== null) throw new Error(`${words.join(' ')} ended while starting:\n${output.slice(-4000)}`);
          if (await isReady(at)) return;
          await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`${words.join(' ')} did not get ready in 60 s:\n${output.slice(-4000)}`);
      },
      stop: async (signal) => {
        child?.kill(signal);
        await exited;
      },
    };
  };
  const workerUrl = `http://127.0.0.1:${workerPort}`;
  const doors = serving(['serve', ...(options.workerApart ? ['--role=web'] : [])], url);
  const work = options.workerApart ? serving(['serve', '--role=worker'], workerUrl) : undefined;
  const start = async (): Promise<void> => {
    await Promise.all([doors.start(), work?.start()]);
  };
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    await Promise.all([doors.stop(signal), work?.stop(signal)]);
  };
  await start();
  return {
    url,
    workerUrl,
    dataDir,
    start,
    startServer: doors.start,
    worker: async () => work?.start(),
    killWorker: async () => work?.stop('SIGKILL'),
    stop: () => stop('SIGTERM'),
    log: () => output,
    command: (words, env, killWhen) =>
      new Promise((done) => {
        const child = run(words, env);
        let text = '';
        child.stdout.on('data', (piece) => (text += piece));
        child.stderr.on('data', (piece) => (text += piece));
        const timer = setInterval(() => killWhen?.() && child.kill('SIGKILL'), 5);
        child.once('close', (code) => {
          clearInterval(timer);
          done({ code, text });
        });
      }),
    restart: async (next = {}) => {
      await stop('SIGTERM');
      if (next.clock !== undefined) clock = { at: next.clock, since: performance.now() };
      extra = { ...extra, ...next.env };
      await start();
    },
    killServer: () => doors.stop('SIGKILL'),
    killDatabase: async () => {
      const pid = postgresPid(join(dataDir, 'postgres'));
      if (pid) process.kill(pid, 'SIGKILL');
      await new Promise((done) => setTimeout(done, 200));
    },
    close: async () => {
      await stop('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
      rmSync(`${dataDir}.roots.jsonl`, { force: true });
    },
  };
}
