import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Owner } from '#platform/crypto';
import { inTransaction, sql } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import {
  append,
  describeReport,
  eraseOwner,
  type Mirror,
  mirrorKey,
  publishRoots,
  readRoots,
  readStream,
  rootPlaces,
  sealPending,
  sealState,
  type Stream,
  verifyHouse,
} from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
const outsideDir = mkdtempSync(join(tmpdir(), 'tongban-roots-'));
const stream = (kind = 'case'): Stream => ({ kind, id: newId() });
const newOwner = async (): Promise<Owner> => {
  const owner = { kind: 'case', id: newId() };
  await inTransaction(t.house.db, (tx) => t.house.keys.createKey(tx, t.clock.now(), owner));
  return owner;
};
const add = (to: Stream, owner: Owner | undefined, payload: Json | undefined = { name: 'CANARY-赵小满' }) =>
  inTransaction(t.house.db, (tx) =>
    append(tx, t.house, { stream: to, header: { verb: 'submit' }, ...(owner === undefined ? {} : { owner, payload }) }),
  );
const roots = () => readRoots(readFileSync(join(outsideDir, 'roots.jsonl'), 'utf8')).roots;

beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(async () => {
  await t.close();
  rmSync(outsideDir, { recursive: true, force: true });
});

describe('a stream', () => {
  it('is numbered from 1, each entry over the hash before, and reads back', async () => {
    const owner = await newOwner();
    const to = stream();
    await add(to, owner, { note: 'one' });
    await add(to, undefined);
    await add(to, owner, { note: 'three' });
    const entries = await readStream(t.house.db, t.house, to);
    expect(entries.map((e) => [e.seq, e.payload])).toEqual([
      [1, { note: 'one' }],
      [2, undefined],
      [3, { note: 'three' }],
    ]);
    const rows = await t.house.db.many<{ record: string; hash: Buffer }>(
      sql`select record, hash from platform_ledger.entry where stream_id = ${to.id} order by seq`,
    );
    expect(JSON.parse((rows[2] as { record: string }).record).previous).toBe((rows[1] as { hash: Buffer }).hash.toString('hex'));
  });
  it('stays a chain when many append to it and to others at once', async () => {
    const shared = stream('clear-view');
    const others = Array.from({ length: 6 }, () => stream());
    await Promise.all([
      ...Array.from({ length: 12 }, () => add(shared, undefined)),
      ...others.flatMap((to) => [add(to, undefined), add(to, undefined)]),
    ]);
    expect((await readStream(t.house.db, t.house, shared)).map((e) => e.seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect((await verifyHouse(t.house)).findings).toEqual([]);
  });
  it('refuses a second first entry, and a payload without a key', async () => {
    const to = stream();
    await add(to, undefined);
    await expect(inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: to, header: {}, first: true }))).rejects.toMatchObject({
      code: '23505',
    });
    await expect(inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: to, header: {}, payload: {} }))).rejects.toThrow(
      /needs the key/,
    );
  });
  it('holds no payload in clear, and its tables refuse to forget', async () => {
    await add(stream(), await newOwner());
    expect(await t.house.db.many(sql`select 1 from platform_ledger.entry where record like '%CANARY%'`)).toEqual([]);
    expect(
      await t.house.db.many(sql`select 1 from platform_ledger.payload where position(convert_to('CANARY', 'UTF8') in sealed) > 0`),
    ).toEqual([]);
    for (const bad of [
      "update platform_ledger.entry set record = 'x'",
      'update platform_ledger.entry set sealed_in = null',
      'delete from platform_ledger.entry',
      'truncate platform_ledger.entry',
      'delete from platform_ledger.seal',
    ]) {
      await sealPending(t.house);
      await expect(
        inTransaction(t.house.db, (tx) => tx.run(sql.raw(bad))),
        bad,
      ).rejects.toThrow(/append-only/);
    }
  });
  it('two equal payloads have different commitments', async () => {
    const owner = await newOwner();
    const [a, b] = [stream(), stream()];
    await add(a, owner, 'same');
    await add(b, owner, 'same');
    const rows = await t.house.db.many<{ c: string }>(
      sql`select record::jsonb->>'commitment' as c from platform_ledger.entry where stream_id in (${a.id}, ${b.id})`,
    );
    expect(new Set(rows.map((r) => r.c)).size).toBe(2);
  });
});

describe('erasing a record', () => {
  it('leaves the chain whole, says so, and the content is gone', async () => {
    const owner = await newOwner();
    const to = stream();
    await add(to, owner);
    await add(to, await newOwner());
    await sealPending(t.house);
    expect(await inTransaction(t.house.db, (tx) => eraseOwner(tx, t.house, owner, { verb: 'erase', ground: 'retention' }))).toEqual({
      erased: 1,
    });
    await sealPending(t.house);
    const report = await verifyHouse(t.house);
    expect([report.ok, report.payloads.erased]).toEqual([true, 1]);
    expect((await readStream(t.house.db, t.house, to)).map((e) => e.payload === undefined)).toEqual([true, false, true]);
    expect(
      describeReport(report)
        .map((line) => line.zh)
        .join(),
    ).toMatch(/依规删除1条/);
  });
});

describe('sealing', () => {
  it('takes every entry exactly once, chains the roots, and does nothing when nothing waits', async () => {
    await sealPending(t.house);
    const before = (await sealState(t.house.db)).seals;
    for (let i = 0; i < 7; i++) await add(stream(), undefined);
    const sealed = await Promise.all([sealPending(t.house, 3), sealPending(t.house, 3)]);
    expect(sealed[0] + sealed[1]).toBe(7);
    expect(await sealPending(t.house)).toBe(0);
    const state = await sealState(t.house.db);
    expect([state.unsealed, state.seals - before >= 3]).toEqual([0, true]);
    expect((await verifyHouse(t.house)).findings).toEqual([]);
  });
  it('signs what a crash between its two steps left unsigned', async () => {
    await add(stream(), undefined);
    const broken = { ...t.house, keys: { ...t.house.keys, sign: () => Promise.reject(new Error('crash')) } };
    await expect(sealPending(broken)).rejects.toThrow('crash');
    const waiting = await verifyHouse(t.house);
    expect(waiting.ok).toBe(true);
    t.clock.advance(11 * 60_000);
    expect((await verifyHouse(t.house)).findings.map((f) => f.code)).toEqual(['seal-unsigned']);
    await sealPending(t.house);
    expect((await verifyHouse(t.house)).ok).toBe(true);
  });
  it('sends each root outside once, survives a cut line, and vouches from then on', async () => {
    const file = join(outsideDir, 'roots.jsonl');
    const house = { ...t.house, config: { ...t.house.config, rootsFile: file } };
    await sealPending(house);
    const { seals } = await sealState(house.db);
    expect(await publishRoots(house)).toBe(seals);
    expect(await publishRoots(house)).toBe(0);
    appendFileSync(file, '{"statement":"cut by a cra');
    await add(stream(), undefined);
    await sealPending(house);
    expect(await publishRoots(house)).toBe(1);
    expect(readRoots(readFileSync(file, 'utf8'))).toMatchObject({ unreadable: 1, roots: { length: seals + 1 } });
    const report = await verifyHouse(house, { outsideRoots: roots() });
    expect(report.findings).toEqual([]);
    expect(report.vouch).toMatchObject({ upTo: seals + 1, roots: seals + 1 });
    expect(rootPlaces({ rootsFile: null })).toEqual([]);
  });
});

describe('the rows people are shown', () => {
  it('are compared with the chain: an edited, a removed and an invented row are named', async () => {
    const to = stream('mirrored');
    const other = stream('mirrored');
    for (const one of [to, to, other]) await add(one, undefined);
    const rows = new Map<string, Json>([
      [mirrorKey(to.id, 1), { verb: 'submit' }],
      [mirrorKey(to.id, 2), { verb: 'submit' }],
      [mirrorKey(other.id, 1), { verb: 'submit' }],
    ]);
    const mirror: Mirror = { kind: 'mirrored', headersOf: async () => rows, count: async () => rows.size };
    const verify = async (): Promise<unknown[]> =>
      (await verifyHouse(t.house, { mirrors: [mirror] })).findings.map((f) => [f.code, f.stream?.id, f.seq]);
    expect(await verify()).toEqual([]);
    rows.set(mirrorKey(to.id, 2), { verb: 'refuse' });
    rows.delete(mirrorKey(other.id, 1));
    rows.set(mirrorKey(newId(), 1), { verb: 'submit' });
    expect((await verify()).toSorted()).toEqual(
      [
        ['row-differs', to.id, 2],
        ['row-missing', other.id, 1],
        ['row-without-entry', '(1)', undefined],
      ].toSorted(),
    );
  });
});
