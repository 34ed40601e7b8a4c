import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** axe-core as text; it is put into the page by the test, past the page's own policy for scripts. */
export const axeSource = readFileSync(join(resolve(import.meta.dirname, '..'), 'node_modules/axe-core/axe.min.js'), 'utf8');
