import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
type Lock = { packages: Record<string, { dev?: boolean; devOptional?: boolean; license?: string }> };
type Package = { dependencies: Record<string, string>; optionalDependencies: Record<string, string> };
const json = <T>(file: string): T => JSON.parse(readFileSync(resolve(root, file), 'utf8')) as T;

/** Licences that may be shipped with an Apache-2.0 product. MPL-2.0 only for what builds and is not served. */
const allowed = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'MIT-0',
  'Unlicense',
  'Python-2.0',
  'MIT AND OFL-1.1',
];
const builds = /^node_modules\/lightningcss(-|$)/;

const refused = (packages: Lock['packages']): string[] =>
  Object.entries(packages)
    .filter(([path, p]) => path !== '' && p.dev !== true && p.devOptional !== true)
    .filter(([path, p]) => !allowed.includes(p.license ?? '') && !(p.license === 'MPL-2.0' && builds.test(path)))
    .map(([path, p]) => `${path}: ${p.license ?? 'no licence'}`);

test('nothing that is shipped is under a licence outside the list', () => {
  expect(refused(json<Lock>('package-lock.json').packages)).toEqual([]);
});

test('a planted GPL package is found', () => {
  expect(refused({ 'node_modules/planted': { license: 'GPL-3.0-only' } })).toEqual(['node_modules/planted: GPL-3.0-only']);
  expect(refused({ 'node_modules/planted': {} })).toEqual(['node_modules/planted: no licence']);
});

test('THIRD-PARTY.md names every dependency, with the licence of the lock file', () => {
  const page = readFileSync(resolve(root, 'LICENSES/THIRD-PARTY.md'), 'utf8');
  const { packages } = json<Lock>('package-lock.json');
  const { dependencies, optionalDependencies } = json<Package>('package.json');
  const missing = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
    (name) => !page.includes(`\n| ${name} | ${packages[`node_modules/${name}`]?.license} |`),
  );
  expect(missing).toEqual([]);
});

/** Packages reached only through the machine's own binary or by another package's name. */
const silent = /^node-(linux|win)-/;

const unused = (names: readonly string[], text: string): string[] => names.filter((name) => !silent.test(name) && !text.includes(name));

test('every dependency is named where code can reach it, and a planted one that is not is named', () => {
  const files = ['src', 'tools'].flatMap((dir) =>
    readdirSync(resolve(root, dir), { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.(m?ts|tsx|mjs|css)$/.test(f) && !/\.test\./.test(f))
      .map((f) => readFileSync(join(root, dir, f), 'utf8')),
  );
  const text = files.join('\n');
  const { dependencies } = json<Package>('package.json');
  expect(unused([...Object.keys(dependencies), 'left-behind'], text)).toEqual(['left-behind']);
});
