import { appendFileSync, existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Bench, Figure } from '../bench/figure.ts';
import { openStage } from '../bench/stage.ts';

const split = process.argv.indexOf('--');
const files = process.argv.slice(2, split);
const flags = process.argv.slice(split + 1);
const valueOf = (name: string): string | undefined => {
  const joined = flags.find((f) => f.startsWith(`--${name}=`));
  return joined?.slice(name.length + 3) ?? (flags.includes(`--${name}`) ? flags[flags.indexOf(`--${name}`) + 1] : undefined);
};
const json = flags.includes('--json');
const quick = flags.includes('--quick');
const only = valueOf('only')?.split(',');
const cases = Number(valueOf('cases') ?? (quick ? 300 : 5_000));
const dataDir = valueOf('data') ?? new URL('../.data/bench', import.meta.url).pathname;
const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);

const benches: Bench[] = [];
for (const file of files) benches.push(...((await import(pathToFileURL(file).href)) as { benches: Bench[] }).benches);
const chosen = benches.filter((b) => (only === undefined ? !quick || b.quick : only.includes(b.name)));

if (flags.includes('--list')) {
  for (const b of benches) process.stdout.write(`${b.name}${b.quick ? '' : ' (not in --quick)'}: ${b.what}\n`);
  process.exit(0);
}
if (!Number.isInteger(cases) || cases < 1 || chosen.length === 0) {
  process.stderr.write(`npm run bench -- [--list] [--only=NAME,…] [--cases=N] [--quick] [--json] [--data=FOLDER] [--record]\n`);
  process.exit(2);
}

type Line = { name: string; value: number; unit: string; floor: number; ratio: number; target: string; ok: boolean } & Pick<
  Figure,
  'cpu' | 'more' | 'noise'
>;
const lines: Line[] = [];
const failed: string[] = [];
const stage = await openStage({ dataDir, cases, quick, say });
const [before] = loadavg();
try {
  for (const bench of chosen) {
    try {
      const { value, floor, target, ok, cpu, more, noise } = await bench.run(stage);
      const line: Line = {
        name: bench.name,
        value,
        unit: bench.unit,
        floor,
        ratio: value / floor,
        target,
        ok,
        noise,
        cpu,
        ...(more === undefined ? {} : { more }),
      };
      lines.push(line);
      say(shown(line));
    } catch (error) {
      failed.push(bench.name);
      say(`FAILED  ${bench.name}: ${(error as Error).stack ?? String(error)}`);
    }
  }
} finally {
  await stage.close();
}

function shown({ name, value, unit, floor, ratio, target, ok, cpu, more }: Line): string {
  const n = (x: number): string => (Number.isFinite(x) ? x.toPrecision(4) : '–');
  return [
    `${ok ? 'ok    ' : 'missed'} ${name}: ${n(value)} ${unit}, floor ${n(floor)}, ratio ${n(ratio)} (goal ${target})`,
    `       processor ms an operation: server ${n(cpu.server)}, PostgreSQL ${n(cpu.database)}, generator ${n(cpu.generator)}`,
    ...(more === undefined
      ? []
      : [
          `       ${Object.entries(more)
            .filter(([, v]) => v !== null)
            .map(([k, v]) => `${k} ${typeof v === 'number' ? n(v) : String(v)}`)
            .join(', ')}`,
        ]),
  ].join('\n');
}

if (json) process.stdout.write(`${JSON.stringify(lines, null, 1)}\n`);
if (flags.includes('--record')) {
  const results = new URL('../bench/RESULTS.md', import.meta.url).pathname;
  const [after] = loadavg();
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const words = flags.filter((f) => f !== '--record' && !f.startsWith('--data'));
  appendFileSync(
    results,
    `${existsSync(results) ? '' : '# Results\n'}\n## ${day} UTC, ${stage.cases} cases\n\n` +
      `\`npm run bench -- ${words.join(' ')}\` on ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL on the same machine, fsync and synchronous_commit on. Load of the machine (1 min): ${before?.toFixed(1)} before, ${after?.toFixed(1)} after.\n\n` +
      `| row | value | floor | ratio | goal | | CPU ms: server | PostgreSQL | generator |\n|---|---|---|---|---|---|---|---|---|\n` +
      lines
        .map(
          (l) =>
            `| ${l.name} | ${l.value.toPrecision(4)} ${l.unit} | ${l.floor.toPrecision(4)} | ${l.ratio.toPrecision(3)} | ${l.target} | ${l.ok ? 'met' : 'missed'} | ${l.cpu.server.toPrecision(3)} | ${l.cpu.database.toPrecision(3)} | ${l.cpu.generator.toPrecision(3)} |\n`,
        )
        .join('') +
      `\n${lines.flatMap((l) => (l.more === undefined ? [] : [`- ${l.name}: ${JSON.stringify(l.more)}\n`])).join('')}`,
  );
}
// The short form is run beside everything else and fails only on what cannot be noise.
process.exitCode = failed.length > 0 || lines.some((l) => (quick ? l.noise || l.more?.['errors'] : !l.ok)) ? 1 : 0;
process.exit();
