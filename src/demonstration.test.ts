import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browse, importCatalog } from '#catalog';
import { seedCity } from '#identity';
import { projectRoot } from '#platform/config';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { bringDemonstration } from './demonstration.ts';

let t: TestHouse;
let old: string;
beforeAll(async () => {
  t = await openTestHouse();
  old = mkdtempSync(join(tmpdir(), 'tongban-old-'));
  rmSync(join(t.house.config.dataDir, 'demonstration.sm3'), { force: true });
}, 60_000);
afterAll(async () => {
  await t.close();
  rmSync(old, { recursive: true, force: true });
});

test('a data folder of an earlier version gets the new services at the next start, and the start after that does nothing', async () => {
  const demo = join(projectRoot(), 'demo/catalog');
  cpSync(join(demo, 'shared'), join(old, 'shared'), { recursive: true });
  cpSync(join(demo, 'items/elder-allowance.yaml'), join(old, 'items/elder-allowance.yaml'));
  await seedCity(t.house);
  expect((await importCatalog(t.house, old)).counts).toMatchObject({ documents: 1, published: 1 });
  const brought = await bringDemonstration(t.house);
  expect(brought).toMatchObject({ first: false, refused: [] });
  expect(brought?.published).toBeGreaterThan(45);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect((await browse(t.house)).total).toBeGreaterThanOrEqual(45);
  expect(await bringDemonstration(t.house)).toBeNull();
}, 60_000);
