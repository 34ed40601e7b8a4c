import { appendFileSync } from 'node:fs';

/** True when the larger counts that issues name are wanted (`npm run test:full`). */
export const full = process.env['TONGBAN_FULL'] === '1';

/** Writes down a count a test reached; `npm test` prints them before its closing line. */
export function reached(what: string, count: number): void {
  const file = process.env['TONGBAN_COUNTS'];
  if (file) appendFileSync(file, `${what}: ${count}\n`);
}
