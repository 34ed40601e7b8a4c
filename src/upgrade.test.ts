import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPublished } from '#catalog';
import { completeStep, getCaseForParty, getDraft, listMyCases, listMyDrafts, openCaseFile, saveDraft } from '#cases';
import { findPartyByDocument } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { restore } from '#platform/backup';
import { type FixedClock, fixedClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { listMigrations, migrate, openCopyConnection, sql } from '#platform/db';
import { databaseUrl, dropDatabase, ensureDatabase } from '#platform/db/launcher';
import { furnish } from '#platform/furnish';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { prepareQueue } from '#platform/jobs';
import { readRoots, verifyHouse } from '#platform/ledger';
import { unpack } from '../tools/pack-fixture.ts';
import { mirrors } from './compose.ts';
import { furnishCity } from './modules/cases/cases.fixtures.ts';

// Made by the server of the first landed version: a person with a telephone number, a case submitted with a file and
// accepted, a draft. Keys included: the city and everybody in it are fictional.
const pack = join(import.meta.dirname, 'platform/backup/fixtures/landed-1.pack');
const server = process.env['TEST_DATABASE_URL'] as string;
const place = mkdtempSync(join(tmpdir(), 'tongban-upgrade-'));
const name = `t_${randomBytes(6).toString('hex')}`;
const direct = databaseUrl(server, name);
const rootsFile = join(place, 'roots.jsonl');
let house: House & { close(): Promise<void> };
let clock: FixedClock;
let sun: Actor;
let before: string[];
let applied: string[];

beforeAll(async () => {
  for (const [path, bytes] of unpack(readFileSync(pack))) {
    mkdirSync(dirname(join(place, 'backup', path)), { recursive: true });
    writeFileSync(join(place, 'backup', path), bytes);
  }
  clock = fixedClock('2026-11-25T10:30:00+08:00');
  const { config } = readConfig({ TONGBAN_ENV: 'test', DATA_DIR: join(place, 'data'), ROOTS_FILE: rootsFile });
  await ensureDatabase(server, name);
  const keys = readFileSync(join(place, 'backup/keyring.json'), 'utf8');
  await restore({ config, direct, clock, keys, replace: false }, join(place, 'backup'));
  const on = await openCopyConnection(direct);
  before = (await on.many<{ key: string }>(sql`select room || '/' || file as key from platform.migration order by 1`)).map(
    (row) => row.key,
  );
  await on.close();
  applied = await migrate(direct, clock.now());
  house = await furnish(config, direct, clock);
  await prepareQueue(house);
  const party = await findPartyByDocument(house, { type: '111', number: '329901195301191017' });
  sun = { ...anonymous(), kind: 'citizen', personId: party?.id ?? '', sessionId: 'test', name: '孙德福' };
}, 60_000);
afterAll(async () => {
  await house?.close();
  await dropDatabase(server, name);
  rmSync(place, { recursive: true, force: true });
});

describe('the database of the first landed version', () => {
  it('is a small file in the repository and still has the tables of its day', () => {
    expect(statSync(pack).size).toBeLessThan(300 * 1024);
    expect(before.filter((key) => !key.includes('/0001-'))).toEqual([]);
    expect(before.length).toBe(10);
  });
  it('gets exactly the migrations that came since, and the record still proves itself', async () => {
    expect(applied.toSorted()).toEqual(
      listMigrations()
        .map((one) => `${one.room}/${one.file}`)
        .filter((key) => !before.includes(key))
        .sort(),
    );
    expect(applied.length).toBeGreaterThan(0);
    expect(await migrate(direct, clock.now())).toEqual([]);
    const report = await verifyHouse(house, { mirrors, outsideRoots: readRoots(readFileSync(rootsFile, 'utf8')).roots });
    expect(report.findings).toEqual([]);
    expect(report.entries).toBeGreaterThan(50);
    const broken = await verifyPublished(house.db, house);
    expect(Array.isArray(broken) ? broken : []).toEqual([]);
  });
  it('works: what was written is read, what was begun goes on', async () => {
    const [mine] = (await listMyCases(sun, house)).rows;
    const view = await getCaseForParty(sun, house, mine?.caseId ?? '');
    expect(view).toMatchObject({ state: 'accepted', values: { bankAccount: '6217860000977315806' } });
    expect(view.papers.map((p) => p.kind)).toEqual(['receipt', 'acceptance']);
    const file = view.materials.flatMap((m) => (m.file === null ? [] : [m.file.fileId]))[0] ?? '';
    const opened = await openCaseFile(sun, house, view.caseId, file);
    const bytes: Buffer[] = [];
    for await (const piece of opened.stream) bytes.push(piece as Buffer);
    expect(Buffer.concat(bytes).toString('latin1')).toContain('a bank card');
    const [draft] = await listMyDrafts(sun, house);
    const open = await getDraft(sun, house, draft?.draftId ?? '');
    expect(open.values['phone']).toBe('13800004428');
    const saved = await saveDraft(sun, house, newId(), { draftId: open.draftId, rev: open.rev, values: { phone: '13800004429' } });
    expect(saved.rev).toBe(open.rev + 1);
    // Today's city is loaded over the old one, and the old case is decided further by today's rules.
    const city = await furnishCity({ house, clock, close: async () => undefined });
    const reviewer = await city.staff('linhe-civil-affairs-1');
    const done = await completeStep(reviewer, house, newId(), { caseId: view.caseId, expectedSeq: view.seq, note: '户籍相符' });
    expect(done.seq).toBe(view.seq + 1);
    expect(await verifyHouse(house, { mirrors })).toMatchObject({ ok: true });
    expect(readdirSync(join(place, 'data/files')).length).toBeGreaterThan(0);
  });
});
