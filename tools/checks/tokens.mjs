// The kit's styles use tokens that exist, no shadow but theirs, no text under 12 px, two weights, nothing slanted or justified. Colours and radii: colours.mjs.
import { findAll, listFiles, readText } from './files.mjs';

const HOME = /^src\/kit\/(.*\/)?[^/]*tokens[^/]*$/;
const cssComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, (m) => m.replace(/[^\n]/g, ' '));

export function run({ root }) {
  const sheets = listFiles(root, /^src\/.*\.css$/);
  // A sheet may set a length of its own (--row), never a colour: colours.mjs looks at those.
  const known = new Set(sheets.flatMap((f) => [...cssComments(readText(root, f)).matchAll(/(--[\w-]+)\s*:/g)].map((m) => m[1])));
  const findings = [];
  for (const file of sheets) {
    const find = (pattern, say) => findings.push(...findAll(root, file, pattern, say, cssComments));
    find(/var\(\s*(--[\w-]+)/g, (m) => (known.has(m[1]) ? '' : `${m[1]} is no token`));
    if (HOME.test(file)) continue;
    find(/box-shadow\s*:\s*([^;}]+)/g, (m) =>
      /^\s*(none|var\(--shadow\)|(inset\s+)?(0|-?[\d.]+rem|\s)+var\(--[\w-]+\)(\s*!important)?)\s*$/.test(m[1])
        ? ''
        : `shadow ${m[1].trim()}: only var(--shadow), or a ring of a token`,
    );
    find(/font-size\s*:\s*([\d.]+)(rem|px)/g, (m) => (Number(m[1]) * (m[2] === 'rem' ? 16 : 1) < 12 ? `${m[0]}: never under 12 px` : ''));
    find(/font-weight\s*:\s*(\d+)/g, (m) => (m[1] === '400' || m[1] === '700' ? '' : `weight ${m[1]}: 400 or 700`));
    find(/font-style\s*:\s*italic|text-align\s*:\s*justify|text-transform\s*:\s*uppercase/g, (m) => `${m[0]}: not in Chinese type`);
    find(/animation\s*:(?!\s*none)|@keyframes/g, () => 'nothing moves by itself');
  }
  for (const file of listFiles(root, /^src\/(kit\/plain|channels\/portal)\/.*\.tsx$/))
    if (!/\.test\.tsx$/.test(file))
      findings.push(...findAll(root, file, /\sstyle=\{/g, "inline style: the pages' policy forbids it, use a class"));
  return findings;
}
