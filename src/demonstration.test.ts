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

test('two processes that start for the first time at once: one brings the city, the other waits and finds it', async () => {
  const fresh = await openTestHouse();
  // Each has a data folder of its own, as on two machines.
  const other = { ...fresh.house, config: { ...fresh.house.config, dataDir: mkdtempSync(join(tmpdir(), 'tongban-other-')) } };
  const [one, two] = await Promise.all([bringDemonstration(fresh.house), bringDemonstration(other)]);
  expect([one?.first, two?.first].toSorted()).toEqual([false, true]);
  expect([one?.refused, two?.refused]).toEqual([[], []]);
  expect([one?.published ?? 0, two?.published ?? 0].toSorted((a, b) => a - b)[0]).toBe(0);
  rmSync(other.config.dataDir, { recursive: true, force: true });
  await fresh.close();
}, 90_000);
