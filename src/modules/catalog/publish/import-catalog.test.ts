import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { systemActor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { readStream } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { projectRoot } from '#platform/config';
import { planted, sharedFixture, soundDocument } from '../document/document.fixtures.ts';
import { catalogView } from '../search/catalog-view.ts';
import { findItem, getItem, getVersion, listHandlings, listVersions, requireSubmittable } from './find-item.ts';
import { importCatalog } from './import-catalog.ts';
import { importItemDrafts } from './import-item-drafts.ts';
import { verifyPublished } from './verify-published.ts';
import { versionBytes } from './publish-version.ts';
import { pauseItem, resumeItem, withdrawItem } from './withdraw-item.ts';

let t: TestHouse;
let dir: string;
const actor = systemActor('test');

/** A folder of documents with keys of its own, so that tests do not meet. */
let serial = 0;
async function folder(documents: Record<string, string>): Promise<string> {
  const at = join(dir, String(serial++));
  await mkdir(join(at, 'items'), { recursive: true });
  await mkdir(join(at, 'shared'));
  for (const [name, part] of Object.entries(sharedFixture)) await writeFile(join(at, 'shared', `${name}.yaml`), stringify(part));
  for (const [name, text] of Object.entries(documents)) await writeFile(join(at, 'items', name), text);
  return at;
}
const named = (key: string, text = soundDocument): string => text.replace('key: sample-benefit', `key: ${key}`);

beforeAll(async () => {
  t = await openTestHouse();
  dir = await mkdtemp(join(tmpdir(), 'catalog-test-'));
});
afterAll(async () => {
  await t?.close();
  if (dir !== undefined) await rm(dir, { recursive: true, force: true });
});
beforeEach(() => t.clock.set('2026-11-25T09:30:00+08:00'));

describe('importing', () => {
  test('a broken item is refused with line and reason, the rest load', async () => {
    const at = await folder({
      'good.yaml': named('good-one'),
      'bad.yaml': named('bad-one', planted('offline: true', 'offline: false')),
      'worse.yaml': 'format: [',
    });
    const report = await importCatalog(t.house, at);
    expect(report.counts).toEqual({ documents: 3, published: 1, unchanged: 0, held: 0, refused: 2 });
    expect(report.published).toMatchObject([{ key: 'good-one.first', number: 1 }]);
    const bad = report.refused.find((r) => r.key === 'bad-one');
    expect(bad?.issues[0]).toMatchObject({ file: 'items/bad.yaml', code: 'catalog.no-offline' });
    expect(bad?.issues[0]?.line).toBeGreaterThan(10);
    expect(await findItem(t.house.db, 'bad-one.first')).toBeUndefined();
  });
  test('the same bytes make no new version; another text makes the next one and keeps the old bytes', async () => {
    const at = await folder({ 'a.yaml': named('versions') });
    await importCatalog(t.house, at);
    const first = await getItem(t.house.db, 'versions');
    expect((await importCatalog(t.house, at)).counts).toMatchObject({ published: 0, unchanged: 1 });
    t.clock.advance(60_000);
    await writeFile(join(at, 'items', 'a.yaml'), named('versions', planted('示例用的补贴。', '改过的说明。')));
    await importCatalog(t.house, at, { keepForDraftsUntil: '2026-12-05' });
    const second = await getItem(t.house.db, 'versions');
    expect([first.number, second.number]).toEqual([1, 2]);
    const old = await getVersion(t.house.db, first.id);
    expect(old).toMatchObject({ state: 'superseded', keptValidUntil: '2026-12-05', hash: first.hash });
    expect(versionBytes(old.content).hash.toString('hex')).toBe(first.hash);
    requireSubmittable(old, '2026-12-05');
    expect(() => requireSubmittable(old, '2026-12-06')).toThrow(/version-closed/);
    // Back to the first text: a new version again, history is not rewritten.
    await writeFile(join(at, 'items', 'a.yaml'), named('versions'));
    await importCatalog(t.house, at);
    const third = await getItem(t.house.db, 'versions');
    expect([third.number, third.hash]).toEqual([3, first.hash]);
    expect((await listVersions(t.house.db, 'versions.first')).map((v) => v.number)).toEqual([3, 2, 1]);
    const chain = await readStream(t.house.db, t.house, { kind: 'item-version', id: first.handlingItemId });
    expect(chain).toHaveLength(3);
  });
  test('published bytes cannot be changed or deleted, not even by hand', async () => {
    await importCatalog(t.house, await folder({ 'a.yaml': named('immutable') }));
    const { id } = await getItem(t.house.db, 'immutable');
    await expect(
      inTransaction(t.house.db, (tx) => tx.run(sql`update catalog.item_version set content = '{}' where id = ${id}`)),
    ).rejects.toThrow(/never change/);
    await expect(inTransaction(t.house.db, (tx) => tx.run(sql`delete from catalog.item_version where id = ${id}`))).rejects.toThrow(
      /for ever/,
    );
  });
  test('two imports at once end in one version', async () => {
    const at = await folder({ 'a.yaml': named('at-once'), 'b.yaml': named('at-once-too') });
    const reports = await Promise.all([1, 2, 3].map(() => importCatalog(t.house, at)));
    expect(
      reports
        .flatMap((r) => r.published)
        .map((p) => p.key)
        .sort(),
    ).toEqual(['at-once-too.first', 'at-once.first']);
    expect((await listHandlings(t.house.db, 'at-once')).map((v) => v.number)).toEqual([1]);
  });
  test('an item with a fee is recorded, held back and at no door', async () => {
    const report = await importCatalog(
      t.house,
      await folder({
        'a.yaml': named('with-fee', planted('fee: null', 'fee: {name: 工本费, standard: 10元, basis: 示例, payOnline: true}')),
      }),
    );
    expect(report.held).toMatchObject([{ key: 'with-fee.first' }]);
    expect(report.held[0]?.reason).toContain('收费');
    await expect(getItem(t.house.db, 'with-fee')).rejects.toThrow(/no-item/);
  });
  test('two documents of one key: the second is refused', async () => {
    const report = await importCatalog(t.house, await folder({ 'a.yaml': named('twice'), 'b.yaml': named('twice') }));
    expect(report.refused).toMatchObject([{ file: 'items/b.yaml', issues: [{ code: 'catalog.duplicate-id' }] }]);
  });
  test('a regime changed without a new version number is refused', async () => {
    await importCatalog(t.house, await folder({}));
    const at = await folder({ 'a.yaml': named('changed-regime') });
    const changed = structuredClone(sharedFixture.regimes);
    (changed['benefit'] as { review: { days: number } }).review.days = 99;
    await writeFile(join(at, 'shared', 'regimes.yaml'), stringify(changed));
    const report = await importCatalog(t.house, at);
    expect(report.published).toEqual([]);
    expect(report.refused.flatMap((r) => r.issues).some((i) => i.code === 'catalog.regime-changed')).toBe(true);
  });
  test('codes are dated rows: a changed code ends the old one', async () => {
    const at = await folder({
      'a.yaml': named(
        'coded',
        planted('phone: 0000-12345', 'organ: {name: 示例局, uscc: 11320804MB9T00011F, level: "4"}, phone: 0000-12345'),
      ),
    });
    await importCatalog(t.house, at);
    t.clock.set('2026-12-01T09:00:00+08:00');
    await writeFile(
      join(at, 'items', 'a.yaml'),
      named(
        'coded',
        planted('phone: 0000-12345', 'organ: {name: 示例局, uscc: 11320804MB9T00011F, level: "4"}, phone: 0000-12345'),
      ).replace('seq: "01"', 'seq: "07"'),
    );
    await importCatalog(t.house, at);
    const { handlingItemId } = await getItem(t.house.db, 'coded');
    const codes = await t.house.db.many(
      sql`select value, valid_from as "from", valid_to as "to" from catalog.item_code where holder_id = ${handlingItemId} order by value`,
    );
    expect(codes).toEqual([
      { value: '11320804MB9T00011F432051100400001', from: '2026-11-25', to: '2026-12-01' },
      { value: '11320804MB9T00011F432051100400007', from: '2026-12-01', to: null },
    ]);
  });
});

describe('withdrawing and pausing', () => {
  test('stop submissions, keep the version, and publishing again makes the next number', async () => {
    const at = await folder({ 'a.yaml': named('comes-and-goes') });
    await importCatalog(t.house, at);
    const key = 'comes-and-goes.first';
    await inTransaction(t.house.db, (tx) => pauseItem(tx, actor, t.house, { handlingKey: key, reason: '系统切换' }));
    const paused = await getItem(t.house.db, key);
    expect(paused.state).toBe('paused');
    expect(() => requireSubmittable(paused, '2026-11-25')).toThrow(/version-closed/);
    await expect(
      inTransaction(t.house.db, (tx) => pauseItem(tx, actor, t.house, { handlingKey: key, reason: '再停一次' })),
    ).rejects.toThrow(/nothing-to-change/);
    await inTransaction(t.house.db, (tx) => resumeItem(tx, actor, t.house, { handlingKey: key, reason: '好了' }));
    expect((await getItem(t.house.db, key)).state).toBe('open');
    await inTransaction(t.house.db, (tx) => withdrawItem(tx, actor, t.house, { handlingKey: key, reason: '废止' }));
    const gone = await getItem(t.house.db, key);
    expect(gone.state).toBe('withdrawn');
    expect(await listHandlings(t.house.db, 'comes-and-goes')).toEqual([]);
    expect((await catalogView(t.house)).items.map((i) => i.entry.key)).not.toContain('comes-and-goes');
    expect((await importCatalog(t.house, at, { keepWithdrawn: true })).counts).toMatchObject({ published: 0, unchanged: 1 });
    expect((await getItem(t.house.db, key)).state).toBe('withdrawn');
    await importCatalog(t.house, at);
    expect(await getItem(t.house.db, key)).toMatchObject({ number: 2, state: 'open' });
    expect((await getVersion(t.house.db, gone.id)).content.item.key).toBe('comes-and-goes');
  });
});

describe('importing names and codes', () => {
  test('local codes stay opaque, broken lines are named, twice changes nothing', async () => {
    const file = join(dir, 'drafts.jsonl');
    const row = {
      department: '区教科体局',
      name: '适龄儿童少年延缓入学审批',
      itemCode: '511A0138000000-511602000000-000-115113010833722043-1-00',
    };
    await writeFile(
      file,
      [
        JSON.stringify(row),
        '{broken',
        JSON.stringify({ name: '' }),
        JSON.stringify(row),
        '',
        JSON.stringify({ name: '没有编码的事项' }),
        JSON.stringify({ name: '国标编码', itemCode: '11320804MB9T00011F4320114001000' }),
      ].join('\n'),
    );
    const report = await importItemDrafts(t.house, file);
    expect(report).toMatchObject({ rows: 6, inserted: 3, known: 1, codes: { local: 1, 'implementing-31': 1 } });
    expect(report.refused.map((r) => r.line)).toEqual([2, 3]);
    expect(await importItemDrafts(t.house, file)).toMatchObject({ inserted: 0, known: 4 });
    const { items } = await catalogView(t.house);
    expect(items.map((i) => i.entry.name.zh)).not.toContain('没有编码的事项');
  });
});

test('verifying finds bytes that were changed behind the back of the trigger', async () => {
  await importCatalog(t.house, await folder({ 'a.yaml': named('tampered') }));
  expect((await verifyPublished(t.house.db, t.house)).faults).toEqual([]);
  const { id } = await getItem(t.house.db, 'tampered');
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`alter table catalog.item_version disable trigger keep_published_bytes`);
    await tx.run(sql`update catalog.item_version set content = replace(content, '年满80周岁', '年满90周岁') where id = ${id}`);
    await tx.run(sql`alter table catalog.item_version enable trigger keep_published_bytes`);
  });
  const { faults } = await verifyPublished(t.house.db, t.house);
  expect(faults.map((f) => [f.key, f.number])).toEqual([
    ['tampered.first', 1],
    ['tampered.first', 1],
  ]);
});

const fixture = join(projectRoot(), '../shared/fixtures/items/real-items-1135.jsonl');
const there = existsSync(fixture);
test.skipIf(!there)(`a real list of 1,135 names and codes${there ? '' : ' (skipped: ../shared is not here)'}`, async () => {
  const report = await importItemDrafts(t.house, fixture);
  expect(report.rows).toBe(1135);
  expect(report.refused).toEqual([]);
  expect(report.inserted + report.known).toBe(1135);
  expect(report.codes.local).toBeGreaterThan(1000);
  expect(await importItemDrafts(t.house, fixture)).toMatchObject({ inserted: 0, known: 1135 });
});

test('the demonstration city: every document loads, over at least five regimes once it is complete', async () => {
  const at = join(dir, 'demo');
  await cp(join(projectRoot(), 'demo/catalog'), at, { recursive: true });
  const house = await openTestHouse();
  try {
    const report = await importCatalog(house.house, at);
    expect(report.refused.flatMap((r) => r.issues.map((i) => `${i.file}:${i.line} ${i.say}`))).toEqual([]);
    expect(report.counts.published).toBeGreaterThan(0);
  } finally {
    await house.close();
  }
});
