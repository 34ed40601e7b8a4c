// `npm run check`: format, lint, types and the house's own rules, in under a minute. Plain Node >= 20.
// `--only NAME` runs one of them. Each file in tools/checks/ that exports run({root}) → findings is a check.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, environment, node24, root } from './ground.mjs';

await ensureInstalled('all');
const node = node24();
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;

/** A program as a check: silent when it is content. */
function program(name, args) {
  return {
    name,
    run: () =>
      new Promise((done) => {
        const child = spawn(node, args, { cwd: root, env: environment(node) });
        let text = '';
        child.stdout.on('data', (d) => {
          text += d;
        });
        child.stderr.on('data', (d) => {
          text += d;
        });
        child.once('exit', (code) => done(code === 0 ? [] : text.trim().split('\n')));
      }),
  };
}

/** Biome says a page per file; the names are enough, since `npm run format` does the rest. */
function format() {
  const { name, run } = program('format', [
    'node_modules/@biomejs/biome/bin/biome',
    'format',
    '--reporter=github',
    '--max-diagnostics=none',
    '.',
  ]);
  const short = (lines) => {
    const files = lines.flatMap((l) => /file=([^,]+),/.exec(l)?.[1]?.replace(`${root}/`, '') ?? []);
    return files.length > 0 ? [`npm run format: ${files.join(' ')}`] : lines;
  };
  return { name, run: async () => short(await run()) };
}

/** One of ours, in a process of its own so that two cores are used. */
const ours = (file) => program(file.replace('.mjs', ''), [join(root, 'tools/check-one.mjs'), join(root, 'tools/checks', file)]);

const all = [
  program('types', ['node_modules/tsc7/bin/tsc', '-p', '.', '--noEmit', '--pretty', 'false']),
  program('lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--format=unix']),
  format(),
  ...readdirSync(join(root, 'tools/checks'))
    .filter((f) => f.endsWith('.mjs') && f !== 'files.mjs')
    .sort()
    .map(ours),
].filter((c) => !only || c.name === only);
if (all.length === 0) throw new Error(`no check is called ${only}`);

const began = performance.now();
let red = 0;
const queue = [...all];
async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const start = performance.now();
    const lines = await check.run();
    if (lines.length > 0) red++;
    process.stdout.write(`${lines.length === 0 ? 'ok ' : 'RED'}  ${check.name} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`);
    for (const line of lines) process.stdout.write(`     ${line}\n`);
  }
}
await Promise.all([worker(), worker()]);
process.stdout.write(`${all.length - red} checks ok, ${red} red (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
process.exit(red > 0 ? 1 : 0);
