/** I7 walks every place outside that keeps roots: what each of them holds vouches for the whole house. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '#platform/db';
import { newId } from '#platform/ids';
import { append, type OutsideRoot, publishRoots, readRoots, rootPlaces, sealPending, sealState, verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plant } from '../../../tools/plant.ts';

let t: TestHouse;
const dir = mkdtempSync(join(tmpdir(), 'tongban-places-'));
const config = { rootsFile: join(dir, 'roots.jsonl') };
const deed = () =>
  inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: { kind: 'case', id: newId() }, header: { verb: 'submit' } }));
beforeAll(async () => {
  t = await openTestHouse();
  for (let round = 0; round < 3; round++) {
    await deed();
    t.clock.advance(60_000);
    await sealPending(t.house);
  }
  await publishRoots(t.house, rootPlaces(config));
});
afterAll(async () => {
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

/** How what a kind of place holds is read back; a new kind joins by a line here, or the walk is red. */
const readers: Record<string, (name: string) => string> = { file: (name) => readFileSync(name, 'utf8') };

/** Places that do not vouch for every seal of the house. */
async function notVouching(changed: (text: string) => string = (text) => text): Promise<string[]> {
  const { seals } = await sealState(t.house.db);
  const out: string[] = [];
  for (const { name } of rootPlaces(config)) {
    const [kind = '', ...rest] = name.split(':');
    const read = readers[kind];
    if (read === undefined) {
      out.push(`${name}: nobody reads it back`);
      continue;
    }
    const kept: OutsideRoot[] = readRoots(changed(read(rest.join(':')))).roots;
    const report = await verifyHouse(t.house, { outsideRoots: kept });
    if (!report.ok) out.push(`${name}: ${report.findings.map((f) => f.code).join()}`);
    else if (report.vouch?.upTo !== seals) out.push(`${name}: vouches up to ${report.vouch?.upTo ?? 'nothing'} of ${seals}`);
  }
  return out;
}

it('I7 every place outside that keeps roots vouches for every seal of the house', async () => {
  expect(rootPlaces(config).length).toBeGreaterThan(0);
  expect(await notVouching()).toEqual([]);
});

it('I7 plant: a place that lost its last root, one whose root says otherwise, one that keeps nothing, a seal nobody sent', async () => {
  await plant('the last root lost', () => notVouching((text) => `${text.trim().split('\n').slice(0, -1).join('\n')}\n`));
  await plant('another root at the same number', () => notVouching((text) => text.replace(/(\\"root\\":\\")[0-9a-f]{8}/, '$100000000')));
  await plant('nothing kept', () => notVouching(() => ''));
  await deed();
  t.clock.advance(60_000);
  await sealPending(t.house);
  await plant('sealed and not sent', notVouching);
  await publishRoots(t.house, rootPlaces(config));
  expect(await notVouching()).toEqual([]);
  writeFileSync(config.rootsFile, '');
  await plant('the file emptied', notVouching);
});
