import { pathToFileURL } from 'node:url';
import { startPostgres } from '#platform/db/launcher';

/** What a file in bench/ exports as `benches`. `run` measures itself and its floor in turn, in the same minutes. */
export type Bench = {
  name: string;
  unit: string;
  /** The ratio value/floor that must be reached, and in which direction it is good. */
  target: { atLeast: number } | { atMost: number };
  run(context: { databaseUrl: string }): Promise<{ value: number; floor: number }>;
};

const split = process.argv.indexOf('--');
const files = process.argv.slice(2, split);
const flags = process.argv.slice(split + 1);
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : undefined;

const benches: Bench[] = [];
for (const file of files) benches.push(...((await import(pathToFileURL(file).href)) as { benches: Bench[] }).benches);
const chosen = benches.filter((b) => !only || b.name === only);

const results: { name: string; value: number; unit: string; floor: number; ratio: number; target: string; ok: boolean }[] = [];
if (chosen.length > 0) {
  const server = await startPostgres({ dataDir: new URL('../.data/bench-postgres', import.meta.url).pathname });
  try {
    for (const bench of chosen) {
      const { value, floor } = await bench.run({ databaseUrl: server.url });
      const ratio = value / floor;
      const ok = 'atLeast' in bench.target ? ratio >= bench.target.atLeast : ratio <= bench.target.atMost;
      const target = 'atLeast' in bench.target ? `>= ${bench.target.atLeast}` : `<= ${bench.target.atMost}`;
      results.push({ name: bench.name, value, unit: bench.unit, floor, ratio, target, ok });
      if (!flags.includes('--json'))
        process.stdout.write(
          `${ok ? 'ok ' : 'RED'} ${bench.name}: ${value.toPrecision(4)} ${bench.unit}, floor ${floor.toPrecision(4)}, ratio ${ratio.toFixed(2)} (${target})\n`,
        );
    }
  } finally {
    await server.stop();
  }
}
if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
process.exitCode = results.every((r) => r.ok) ? 0 : 1;
