// `npm run bench`: speeds as ratios to a floor measured in the same run. `--list`, `--only NAME`, `--cases N`, `--quick`, `--json`. Plain Node >= 20.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, environment, node24, root, run } from './ground.mjs';

await ensureInstalled('all');
const node = node24();
await ensureBuilt(node, ['--only=server']);
const dir = join(root, 'bench');
const files = existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith('.bench.ts')) : [];
if (files.length === 0 && !process.argv.includes('--json')) process.stdout.write('no benchmarks yet (bench/*.bench.ts)\n');
process.exit(
  await run(
    node,
    ['--import', 'tsx', join(root, 'tools/bench-run.ts'), ...files.map((f) => join(dir, f)), '--', ...process.argv.slice(2)],
    {
      env: environment(node, { NODE_ENV: 'production' }),
    },
  ),
);
