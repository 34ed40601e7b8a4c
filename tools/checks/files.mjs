// What all checks share: the project's files and how a finding looks.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Project-relative paths git knows or would know (new ones count); outside git, everything but node_modules. */
export function listFiles(root, pattern) {
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const deleted =
    git.status === 0
      ? new Set(spawnSync('git', ['ls-files', '--deleted', '-z'], { cwd: root, encoding: 'utf8' }).stdout.split('\0'))
      : new Set();
  const all =
    git.status === 0
      ? git.stdout.split('\0').filter((f) => f && !deleted.has(f))
      : readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((e) => e.isFile() && !e.parentPath.includes('node_modules'))
          .map((e) => join(e.parentPath, e.name).slice(root.length + 1));
  return [...new Set(all)].filter((f) => pattern.test(f)).sort();
}

export const readText = (root, file) => readFileSync(join(root, file), 'utf8');

export const lineAt = (text, index) => text.slice(0, index).split('\n').length;

/** Text with comments blanked out, newlines kept, so that line numbers still fit. Good enough for words, not a parser. */
export const withoutComments = (text) =>
  text.replace(
    /\/\*[\s\S]*?\*\/|(^|[^:'"`\\])\/\/[^\n]*/g,
    (m, before) => (before ?? '') + m.slice((before ?? '').length).replace(/[^\n]/g, ' '),
  );

/** Every match of `pattern` in a file as a finding. */
export function findAll(root, file, pattern, say, clean = withoutComments) {
  const text = clean(readText(root, file));
  return [...text.matchAll(pattern)]
    .map((m) => ({ file, line: lineAt(text, m.index), say: typeof say === 'function' ? say(m) : say }))
    .filter((f) => f.say);
}
