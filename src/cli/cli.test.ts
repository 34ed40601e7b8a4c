import { expect, test } from 'vitest';
import { problem } from '#platform/errors';
import { commands, type Operations } from './commands.ts';
import { runCli } from './main.ts';

function run(argv: string[], operations: Partial<Operations> = {}, env: Record<string, string> = {}) {
  const lines: string[] = [];
  const calls: unknown[] = [];
  const all = new Proxy({} as Operations, {
    get: (_, name) =>
      (operations as Record<string, unknown>)[name as string] ??
      ((...args: unknown[]) => void calls.push([name, ...args.filter((a) => typeof a !== 'function')])),
  });
  const code = runCli(argv, all, { out: (l) => lines.push(l), err: (l) => lines.push(l), env });
  return code.then((exit) => ({ exit, text: lines.join('\n'), calls }));
}

test('every command reaches its operation', async () => {
  for (const command of commands) {
    const needed = (command.options ?? []).filter((o) => o.needed).map((o) => `--${o.name}=x`);
    const { exit, calls } = await run([...command.words, ...(command.takes ? ['some.csv'] : []), ...needed]);
    expect([exit, calls.length]).toEqual([0, 1]);
  }
  expect((await run(['import', 'items', 'a.csv'])).calls).toEqual([['importItems', 'a.csv']]);
  expect((await run(['serve', '--role=worker'])).calls).toEqual([['serve', { role: 'worker' }]]);
  expect((await run(['verify', '--root=/srv/roots'])).calls).toEqual([['verify', { root: '/srv/roots' }]]);
  expect((await run(['backup', '--to', '/srv/b', '--keys=/mnt/k'])).calls).toEqual([['backup', { to: '/srv/b', keys: '/mnt/k' }]]);
  expect((await run(['restore', '--from=/srv/b'])).calls).toEqual([['restore', { from: '/srv/b', replace: false }]]);
  expect((await run(['restore', '--from=/srv/b', '--replace=yes'])).calls).toEqual([['restore', { from: '/srv/b', replace: true }]]);
});

test('help is there in both languages, and wrong calls say what is right', async () => {
  const { exit, text } = await run([]);
  expect(exit).toBe(2);
  for (const command of commands) expect(text).toContain(`${command.what.zh}  ${command.what.en}`);
  expect(await run(['restore', '--replace=yes'])).toMatchObject({ exit: 2, text: expect.stringContaining('还要写--from') });
  expect(await run(['restore', '--from=x', '--replace=no'])).toMatchObject({
    exit: 2,
    text: expect.stringContaining('不认识「--replace=no」'),
  });
  expect((await run(['--help'], {}, { LANG: 'zh_CN.UTF-8' })).text).not.toContain('Start the server');
  expect(await run(['serv'])).toMatchObject({ exit: 2, text: expect.stringContaining('没有「serv」这个命令') });
  expect(await run(['import', 'items'])).toMatchObject({ exit: 2, text: expect.stringContaining('tongban import items FILE') });
  expect(await run(['serve', 'x'])).toMatchObject({ exit: 2 });
  expect(await run(['verify', '--rot=x'])).toMatchObject({ exit: 2, text: expect.stringContaining('不认识「--rot=x」') });
});

test('a problem is told in its own words; a finding is exit code 1', async () => {
  const broken = () =>
    Promise.reject(
      problem(
        'unavailable',
        'platform.no-database',
        { zh: '连不上数据库。', en: 'The database is away.' },
        { zh: '请检查 DATABASE_URL。', en: 'Check DATABASE_URL.' },
      ),
    );
  expect(await run(['migrate'], { migrate: broken }, { LANG: 'en_GB' })).toMatchObject({
    exit: 1,
    text: 'The database is away.\nCheck DATABASE_URL.',
  });
  expect(await run(['verify'], { verify: async () => false })).toMatchObject({ exit: 1 });
});
