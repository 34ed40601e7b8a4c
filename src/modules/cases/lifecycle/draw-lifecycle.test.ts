import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '#platform/config';
import { drawLifecycle } from './draw-lifecycle.ts';
import { states } from './facts.ts';

const page = join(projectRoot(), 'docs/lifecycle.md');

test('docs/lifecycle.md is what the table draws', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, drawLifecycle());
  expect(readFileSync(page, 'utf8')).toBe(drawLifecycle());
});

test('every state is in the picture and only resting ones have no deed out', () => {
  const drawn = drawLifecycle();
  for (const state of states) expect(drawn).toContain(` as ${state}`);
});
