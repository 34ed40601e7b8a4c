import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..');
const place = mkdtempSync(join(tmpdir(), 'tongban-start-'));
const diary = join(place, 'diary.txt');
const children: ChildProcess[] = [];

/** A tiny server in place of ours: it writes down each stop it is asked for. */
const MAIN = `
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { untilStopped } from './until-stopped.ts';
if (process.argv[2] !== 'serve') {
  console.log('asked for ' + process.argv.slice(2).join(' '));
  process.exit(3);
}
const note = (line: string): void => appendFileSync(${JSON.stringify(diary)}, line + '\\n');
const server = createServer((_, reply) => reply.end('hello VERSION')).listen(Number(process.env['PORT']), '127.0.0.1', () => note('up ' + process.pid + ' node' + process.versions.node.split('.')[0]));
await untilStopped(async () => { await new Promise((done) => server.close(done)); note('stopped'); });
process.exit(0);
`;

beforeAll(() => {
  for (const file of ['start.mjs', 'ground.mjs', 'build.mjs', 'tongban.mjs'])
    cpSync(join(project, 'tools', file), join(place, 'tools', file));
  mkdirSync(join(place, 'src'));
  writeFileSync(join(place, 'src', 'main.ts'), MAIN);
  cpSync(join(project, 'src/cli/until-stopped.ts'), join(place, 'src/until-stopped.ts'));
  cpSync(join(project, 'package.json'), join(place, 'package.json'));
  cpSync(join(project, 'package-lock.json'), join(place, 'package-lock.json'));
  symlinkSync(join(project, 'node_modules'), join(place, 'node_modules'));
});
afterAll(() => {
  for (const c of children) c.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

const port = 18_000 + (process.pid % 2_000);
const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: join(place, 'data') };
function start(command = process.execPath, args = [join(place, 'tools/start.mjs')]) {
  const child = spawn(command, args, {
    cwd: place,
    env: { ...env, npm_lifecycle_event: command === 'npm' ? undefined : '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  child.stdout.on('data', (d) => {
    text += d;
  });
  child.stderr.on('data', (d) => {
    text += d;
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, ended, text: () => text };
}
const lines = () => (existsSync(diary) ? readFileSync(diary, 'utf8').trim().split('\n') : []);
async function until(what: () => unknown | Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await what()) return;
    await sleep(50);
  }
  throw new Error(`waited in vain; diary: ${lines().join(' | ')}`);
}
const hello = () =>
  fetch(`http://127.0.0.1:${port}`).then(
    (r) => r.text(),
    () => '',
  );

// The tools that start Tongban never touch a node_modules that is only lent (a symbolic link), as here.
test('starts on Node 24, is found by a second start, and stops once and cleanly', async () => {
  const first = start();
  await until(hello);
  expect(lines().at(-1)).toMatch(/^up \d+ node2[4-9]/);
  const second = start();
  expect(await second.ended).toBe(0);
  expect(second.text()).toMatch(/已在运行.*already running/);
  first.child.kill('SIGTERM');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(lines().filter((l) => l === 'stopped')).toHaveLength(1);
  expect(await hello()).toBe('');
  expect(existsSync(join(place, 'data', 'server.pid'))).toBe(false);
});

test('kill of the npm process, and kill -9 of the starter, leave nothing running', async () => {
  const npm = start('npm', ['start']);
  await until(hello);
  expect(npm.text()).not.toMatch(/built server/); // Nothing changed since the last start.
  npm.child.kill('SIGTERM');
  await npm.ended;
  await until(async () => !(await hello()) && lines().at(-1) === 'stopped');

  const hard = start();
  await until(hello);
  hard.child.kill('SIGKILL');
  await until(async () => !(await hello()) && lines().at(-1) === 'stopped');
  expect(existsSync(join(place, 'data', 'server.pid'))).toBe(true);
  const after = start(); // The stale note of the killed one is no obstacle.
  await until(hello);
  after.child.kill('SIGTERM');
  expect(await after.ended).toBe(0);
});

test('npm run dev restarts on change and survives a broken file', async () => {
  const dev = start(process.execPath, [join(place, 'tools/start.mjs'), '--dev']);
  await until(hello);
  writeFileSync(join(place, 'src', 'main.ts'), MAIN.replace('VERSION', 'again'));
  await until(async () => (await hello()) === 'hello again');
  writeFileSync(join(place, 'src', 'main.ts'), 'const = ;');
  await until(() => /Build failed|error/i.test(dev.text()));
  expect(await hello()).toBe('hello again');
  dev.child.kill('SIGTERM');
  expect(await dev.ended).toBe(0);
});

test('the tongban command hands on its words and the exit code', async () => {
  writeFileSync(join(place, 'src', 'main.ts'), MAIN);
  const command = start(process.execPath, [join(place, 'tools/tongban.mjs'), 'import', 'items', 'a b.csv']);
  expect(await command.ended).toBe(3);
  expect(command.text()).toContain('asked for import items a b.csv');
});
