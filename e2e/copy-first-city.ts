import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';

/** Lays a copy of the first city at a place that is there and empty; false where there is none to copy. */
export function copyFirstCity(dataDir: string): boolean {
  const first = process.env['TONGBAN_FIRST_CITY'];
  if (first === undefined || !existsSync(first)) return false;
  // Owners stay as they are: run by root, the cluster belongs to the database's humble account.
  execFileSync('cp', ['-a', `${first}/.`, dataDir]);
  if (existsSync(`${first}.roots.jsonl`)) cpSync(`${first}.roots.jsonl`, `${dataDir}.roots.jsonl`);
  return true;
}
