// `npm test`: everything from a bare machine to one closing line. Plain Node >= 20, no dependencies.
// `--full` runs the counts the issues name (tests read TONGBAN_FULL=1). Words after `--` go to vitest.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuilt, ensureInstalled, environment, node24, root, run, say } from './ground.mjs';

const full = process.argv.includes('--full');
const rest = process.argv.slice(2).filter((a) => a !== '--full');

await ensureInstalled('all');
const node = node24();
const out = mkdtempSync(join(tmpdir(), 'tongban-test-'));
const env = environment(node, { ...(full && { TONGBAN_FULL: '1' }), TONGBAN_COUNTS: join(out, 'counts.txt'), NODE_ENV: 'test' });

let passed = 0;
let failed = 0;
const counts = [];
const broken = [];
let child;
let stopped = false;
process.on('SIGTERM', () => {
  stopped = true;
  child?.kill('SIGTERM');
});

/** What a reader of the last lines needs of a failure: its own words and the first places it names. */
const firstLines = (text) =>
  text
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

/** Runs one vitest suite and adds up its numbers; a suite that ends without a report counts as one failure. */
async function suite(name, config) {
  if (stopped) return;
  say(`—— ${name.zh} ——`, name.en);
  const report = join(out, `${name.en.replaceAll(' ', '-')}.json`);
  const began = performance.now();
  const code = await run(
    node,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...rest,
    ],
    {
      env,
      onStart: (c) => {
        child = c;
      },
    },
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const good = result?.numPassedTests ?? 0;
  // A file that cannot even be loaded holds no failed test, but it is a failure.
  const unloaded =
    result?.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((a) => a.status !== 'failed')).length ?? 0;
  let bad = (result?.numFailedTests ?? 0) + unloaded;
  if (code !== 0 && bad === 0) bad = 1;
  for (const file of result?.testResults ?? []) {
    const where = relative(root, file.name);
    for (const a of file.assertionResults.filter((one) => one.status === 'failed')) {
      broken.push(`FAILED ${where}: ${a.fullName}\n${firstLines(a.failureMessages.join('\n'))}`);
    }
    if (file.status === 'failed' && file.message) broken.push(`FAILED ${where}\n${firstLines(file.message)}`);
  }
  passed += good;
  failed += bad;
  const skipped = (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  counts.push(`${name.en}: ${good} passed, ${bad} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds} s)`);
}

await suite({ zh: '单元与数据库测试', en: 'unit and database' }, 'vitest.config.ts');
const journeys =
  existsSync(join(root, 'e2e')) && readdirSync(join(root, 'e2e'), { recursive: true }).some((f) => String(f).endsWith('.spec.ts'));
if (journeys && !stopped) {
  if (existsSync(join(root, 'src/main.ts'))) await ensureBuilt(node);
  await suite({ zh: '全流程测试（真实浏览器）', en: 'whole journeys' }, 'vitest.e2e.config.ts');
}

// Tests that repeat something (rounds of kill -9, random histories) write down how many they reached.
const reached = existsSync(env.TONGBAN_COUNTS) ? readFileSync(env.TONGBAN_COUNTS, 'utf8').trim().split('\n') : [];
rmSync(out, { recursive: true, force: true });
// The names of what failed stand at the end, where a log that was cut still shows them.
process.stdout.write(`\n${[...counts, ...reached, ...broken].join('\n')}\n${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 || stopped ? 1 : 0);
