import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: tools that run before installation are plain JavaScript
import { addSiblings, looseVersions, missingSiblings } from './lock-siblings.mjs';

const read = (file: string) => JSON.parse(readFileSync(resolve(import.meta.dirname, '..', file), 'utf8'));

test('our lock is whole and our versions are exact', () => {
  expect(missingSiblings(read('package-lock.json'))).toEqual([]);
  expect(looseVersions(read('package.json'))).toEqual([]);
  expect(looseVersions({ dependencies: { a: '^1.0.0', b: '1.0.0', c: 'npm:d@1.2.3' } })).toEqual(['a: ^1.0.0']);
});

test('a planted gap is found and closed', () => {
  const lock = read('package-lock.json');
  delete lock.packages['node_modules/@biomejs/cli-darwin-arm64'];
  expect(missingSiblings(lock)).toMatchObject([{ name: '@biomejs/cli-darwin-arm64', by: 'node_modules/@biomejs/biome', dev: true }]);
  const whole = addSiblings(lock);
  expect(missingSiblings(whole)).toEqual([]);
  expect(whole.packages['node_modules/@biomejs/cli-darwin-arm64']).toMatchObject({
    os: ['darwin'],
    cpu: ['arm64'],
    dev: true,
    optional: true,
  });
});
