// The picture in ARCHITECTURE.md is the table in needs.mjs, drawn; and the table has no loop.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withHouse } from '../draw-house.mjs';
import { readText } from './files.mjs';

export function run({ root }) {
  const file = 'ARCHITECTURE.md';
  if (!existsSync(join(root, file))) return [{ file, say: 'missing' }];
  const text = readText(root, file);
  const fresh = withHouse(text);
  if (!fresh) return [{ file, say: 'has no place for the picture of the house' }];
  return fresh === text ? [] : [{ file, say: 'the picture of the house is stale: node tools/draw-house.mjs' }];
}
