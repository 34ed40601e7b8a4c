// Draws the house into ARCHITECTURE.md from tools/needs.mjs, between two marker lines.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { floors, mayLeanOn, needs, orderOfModules } from './needs.mjs';

export const BEGIN = '<!-- house: made by tools/draw-house.mjs from tools/needs.mjs -->';
export const END = '<!-- /house -->';

/** The picture as Mermaid: floors above each other, modules with what they need. Only direct needs, to stay readable. */
export function drawHouse() {
  const order = orderOfModules();
  const below = (name) => new Set(needs[name].flatMap((n) => [n, ...below(n)]));
  const direct = (name) => needs[name].filter((n) => !needs[name].some((other) => other !== n && below(other).has(n)));
  const lines = ['```mermaid', 'flowchart TD'];
  for (const f of floors.toReversed()) {
    if (f.name === 'modules') {
      lines.push(`  subgraph modules["modules ${f.zh} · ${f.en}"]`, ...order.toReversed().map((m) => `    ${m}`), '  end');
    } else lines.push(`  ${f.name === 'top' ? 'top["main · compose' : `${f.name}["${f.name}`} ${f.zh} · ${f.en}"]`);
  }
  for (const m of order) for (const n of direct(m)) lines.push(`  ${m} --> ${n}`);
  const reach = (name) => new Set(mayLeanOn[name].flatMap((n) => [n, ...reach(n)]));
  for (const f of floors)
    for (const n of mayLeanOn[f.name])
      if (!mayLeanOn[f.name].some((other) => other !== n && reach(other).has(n))) lines.push(`  ${f.name} --> ${n}`);
  return [...lines, '```'].join('\n');
}

/** The text with a fresh picture; undefined when it has no markers. */
export function withHouse(text) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) return undefined;
  return `${text.slice(0, from + BEGIN.length)}\n${drawHouse()}\n${text.slice(to)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const file = join(import.meta.dirname, '..', 'ARCHITECTURE.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : `# Architecture\n\n${BEGIN}\n${END}\n`;
  const fresh = withHouse(text);
  if (!fresh) throw new Error(`ARCHITECTURE.md has no lines ${BEGIN} … ${END}`);
  writeFileSync(file, fresh);
}
