// SQL lives in *.sql.ts and migrations, on the room's own schema, and takes its time from the caller.
import { needs } from '../needs.mjs';
import { findAll, lineAt, listFiles, readText, withoutComments } from './files.mjs';

const modules = Object.keys(needs);
const OWN_SQL = /\.sql\.ts$|^src\/platform\/(db|testing)\/|\.test\.tsx?$|^src\/(main|compose)/;
const STATEMENT =
  /[`'"][^`'"]*?\b(select\s[^`'"]*?\sfrom\s|insert\s+into\s|update\s+[\w.]+\s+set\s|delete\s+from\s|create\s+(table|schema|index)\s|truncate\s+\w)/gi;
const NOW =
  /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(\s*\)|\b(current_date|current_timestamp|localtimestamp)\b/gi;

/** The SQL in a file: all of a .sql file, the template literals of a .sql.ts file; the rest blanked. */
function sqlText(file, text) {
  if (file.endsWith('.sql')) return text.replace(/--[^\n]*/g, (m) => ' '.repeat(m.length));
  let out = '';
  let inside = false;
  const clean = withoutComments(text);
  for (let i = 0; i < clean.length; i++) {
    if (inside && clean[i] === '$' && clean[i + 1] === '{') {
      // A nested literal inside ${…} is read as code; what matters there is written as its own sql`…`.
      for (let depth = 0; i < clean.length; i++) {
        if (clean[i] === '{') depth++;
        if (clean[i] === '}' && --depth === 0) break;
        out += clean[i] === '\n' ? '\n' : ' ';
      }
      out += ' ';
    } else if (clean[i] === '`') {
      inside = !inside;
      out += ' ';
    } else out += inside || clean[i] === '\n' ? clean[i] : ' ';
  }
  return out;
}

export function run({ root }) {
  const findings = [];
  for (const file of listFiles(root, /^src\/.*\.tsx?$/))
    if (!OWN_SQL.test(file)) findings.push(...findAll(root, file, STATEMENT, 'SQL belongs into a *.sql.ts file'));
  for (const file of listFiles(root, /^src\/.*(\.sql\.ts|\.sql)$/)) {
    const text = sqlText(file, readText(root, file));
    const home = /^src\/modules\/([^/]+)\//.exec(file)?.[1];
    for (const other of modules)
      if (other !== home)
        for (const m of text.matchAll(
          new RegExp(`\\b(?:from|join|into|update|references|table|on|delete\\s+from|exists)\\s+(?:only\\s+)?"?${other}"?\\.\\w+`, 'gi'),
        ))
          findings.push({ file, line: lineAt(text, m.index), say: `table of another room: ${m[0].trim()}` });
    for (const m of text.matchAll(NOW))
      findings.push({ file, line: lineAt(text, m.index), say: `the database's clock (${m[0]}): pass the time in from platform/clock` });
  }
  return findings;
}
