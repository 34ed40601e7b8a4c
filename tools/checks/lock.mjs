// The lock file is whole on every system, and every version is exact.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { looseVersions, missingSiblings } from '../lock-siblings.mjs';
import { readText } from './files.mjs';

export function run({ root }) {
  if (!existsSync(join(root, 'package-lock.json'))) return [{ file: 'package-lock.json', say: 'missing' }];
  const manifest = JSON.parse(readText(root, 'package.json'));
  const lock = JSON.parse(readText(root, 'package-lock.json'));
  const differs = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })
    .filter(
      ([name, v]) =>
        ({ ...lock.packages[''].dependencies, ...lock.packages[''].devDependencies, ...lock.packages[''].optionalDependencies })[name] !==
        v,
    )
    .map(([name]) => ({
      file: 'package-lock.json',
      say: `${name} differs from package.json: run npm install, then node tools/lock-siblings.mjs`,
    }));
  return [
    ...differs,
    ...missingSiblings(lock).map((m) => ({
      file: 'package-lock.json',
      say: `${m.name}@${m.version} missing (wanted by ${m.by}): node tools/lock-siblings.mjs`,
    })),
    ...looseVersions(manifest).map((v) => ({ file: 'package.json', say: `${v}: pin the exact version` })),
  ];
}
