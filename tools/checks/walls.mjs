// The walls of the house, by dependency-cruiser with the rules made from needs.mjs.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { listFiles } from './files.mjs';

const tools = resolve(import.meta.dirname, '..');

export function run({ root }) {
  const out = spawnSync(
    process.execPath,
    [
      resolve(tools, '../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      'src',
      '--config',
      resolve(tools, 'depcruise.config.mjs'),
      '--output-type',
      'json',
      '--no-cache',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 512 << 20 },
  );
  let result;
  try {
    result = JSON.parse(out.stdout);
  } catch {
    return [{ file: 'tools/depcruise.config.mjs', say: `dependency-cruiser did not answer: ${out.stderr.trim().slice(-600)}` }];
  }
  const findings = result.summary.violations.map((v) => ({
    file: v.from,
    say: `${v.rule.name}: ${v.type === 'cycle' ? v.cycle.map((c) => c.name).join(' → ') : v.to} (${v.comment ?? result.summary.ruleSetUsed.forbidden.find((r) => r.name === v.rule.name)?.comment})`,
  }));
  return [...findings, ...missed(new Set(result.modules.map((m) => m.source)), root)];
}

/** A cruiser that sees nothing finds nothing: with an unsuited TypeScript it once passed on zero files. */
export const missed = (seen, root) =>
  listFiles(root, /^src\/.*\.tsx?$/)
    .filter((file) => !seen.has(file))
    .map((file) => ({ file, say: 'walls: dependency-cruiser did not look at this file' }));
