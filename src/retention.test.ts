import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discardDraft, getDraft, startDraft } from '#cases';
import type { Actor } from '#platform/actor';
import { projectRoot } from '#platform/config';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { limit } from '#platform/limits';
import { eraseOwner } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, furnishCity, samplePaper, submitElder } from './modules/cases/cases.fixtures.ts';
import { jobs } from './compose.ts';
import { holding } from './holding.ts';

const day = 86_400_000;
let base: TestHouse;
let t: CaseHouse;
let son: Actor;
let lines: string[] = [];
const holds = () => holding({ inHouse: (work) => work(t.house) });
const hear = (line: { zh: string }): void => void lines.push(line.zh);
const run = async (...names: string[]): Promise<void> => {
  for (const name of names) {
    const job = jobs.find((one) => one.name === name);
    expect(job, name).toBeDefined();
    expect(await runJob(t.house, job as NonNullable<typeof job>)).toBe('ran');
  }
};
const count = async (from: string): Promise<number> =>
  (await t.house.db.one<{ n: number }>(sql`select count(*) as n from ${sql.raw(from)}`)).n;
const begin = async (): Promise<string> =>
  (await startDraft(son, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: { ...elderAnswers, who: 'self' } })).draftId;

beforeAll(async () => {
  base = await openTestHouse();
  t = await furnishCity(base);
  son = await t.citizen('周建华');
}, 60_000);
afterAll(() => t.close());

describe('what is kept, and how long', () => {
  it('goes when its time is over, to the day, and not before', async () => {
    const draft = await begin();
    await t.house.files.stage(samplePaper(), { at: t.house.clock.now() });
    await limit(t.house, t.house.clock.now(), { scope: 'x', key: 'y', max: 9, perSeconds: 60 });
    await inTransaction(t.house.db, async (tx) => {
      const at = t.house.clock.now();
      await tx.run(sql`insert into identity.session (id, token_hash, kind, party_id, level, began_at, seen_at, ends_at)
        values (${newId()}, 'h', 'citizen', ${son.personId}, 3, ${at}, ${at}, ${at})`);
      await tx.run(sql`insert into identity.presence_code (party_id, code_hash, valid_until) values (${son.personId}, 'c', ${at})`);
    });
    const all = ['files.sweep', 'identity.drop-old-sessions', 'catalog.forget-lists', 'cases.stale-drafts', 'platform.retention'];
    const keys = await count('platform.idempotency');
    expect(keys).toBeGreaterThan(0);

    t.clock.advance(29 * day);
    await run(...all);
    expect(await count('identity.session')).toBe(1);
    expect([await count('platform.rate'), await count('identity.presence_code')]).toEqual([0, 0]);
    expect(filesIn(join(base.dataDir, 'files'))).toBe(0);
    t.clock.advance(2 * day);
    await run(...all);
    expect(await count('identity.session')).toBe(0);
    t.clock.advance(58 * day);
    await run(...all);
    expect(await count('platform.idempotency')).toBe(keys);
    expect((await getDraft(son, t.house, draft)).draftId).toBe(draft);
    t.clock.advance(2 * day);
    await run(...all);
    expect(await count('platform.idempotency')).toBe(0);
    await expect(getDraft(son, t.house, draft)).rejects.toThrow();
    expect(await count(`platform_crypto.data_key where owner_id = '${draft}' and wrapped is not null`)).toBe(0);
    expect(await count(`cases.draft where id = '${draft}'`)).toBe(1);
    t.clock.advance(31 * day);
    await run(...all);
    expect(await count(`cases.draft where id = '${draft}'`)).toBe(0);
  });
});

describe('a legal hold', () => {
  it('stops retention, the person’s own discarding and erasure, follows a draft into its case, and is lifted with a reason', async () => {
    const [kept, gone] = [await begin(), await begin()];
    lines = [];
    await holds().placeHold({ person: son.personId as string, reason: '示例监察函1号' }, hear);
    const free = lines.find((line) => line.includes(gone))?.slice(0, 36) as string;
    await holds().liftHold({ id: free, reason: '与本案无关' }, hear);
    await expect(discardDraft(son, t.house, newId(), { draftId: kept })).rejects.toMatchObject({ code: 'platform.held', kind: 'conflict' });
    t.clock.advance(91 * day);
    await run('cases.stale-drafts', 'files.sweep', 'platform.retention');
    expect((await getDraft(son, t.house, kept)).draftId).toBe(kept);
    await expect(getDraft(son, t.house, gone)).rejects.toThrow();
    await expect(
      inTransaction(t.house.db, (tx) => eraseOwner(tx, t.house, { kind: 'person', id: son.personId as string }, { verb: 'erase' })),
    ).rejects.toMatchObject({ code: 'platform.held' });

    const { caseId, number } = await submitElder(t, await t.citizen('陈桂兰'));
    lines = [];
    await holds().placeHold({ caseNumber: number, reason: '示例法院函2号' }, hear);
    const erase = () => inTransaction(t.house.db, (tx) => eraseOwner(tx, t.house, { kind: 'case', id: caseId }, { verb: 'erase' }));
    await expect(erase()).rejects.toMatchObject({ code: 'platform.held' });
    // Not even the statement behind everything.
    await expect(
      inTransaction(t.house.db, (tx) =>
        tx.run(sql`update platform_crypto.data_key set wrapped = null, destroyed_at = ${t.house.clock.now()} where owner_id = ${caseId}`),
      ),
    ).rejects.toThrow(/legal hold/);
    await expect(inTransaction(t.house.db, (tx) => tx.run(sql`delete from platform_crypto.data_key`))).rejects.toThrow(/append-only/);
    const hold = lines.find((line) => line.includes(caseId))?.slice(0, 36) as string;
    await holds().liftHold({ id: hold, reason: '已结案' }, hear);
    await expect(holds().liftHold({ id: hold, reason: '已结案' }, hear)).rejects.toMatchObject({ code: 'platform.no-hold' });
    expect((await erase()).erased).toBeGreaterThan(0);
    expect(await count(`platform.audit where word in ('HOLD_PLACED', 'HOLD_LIFTED')`)).toBeGreaterThanOrEqual(5);
  });

  it('placed on a draft goes with it when it is submitted', async () => {
    const mother = await t.citizen('陈桂兰');
    const own = { kind: 'draft', id: newId() };
    const to = { kind: 'case', id: newId() };
    await inTransaction(t.house.db, async (tx) => {
      await t.house.keys.createKey(tx, t.house.clock.now(), own);
      const { placeHold } = await import('#platform/holds');
      await placeHold(tx, mother, t.house, own, '示例函3号');
      await t.house.keys.adoptKey(tx, own, to);
    });
    await expect(inTransaction(t.house.db, (tx) => t.house.keys.destroyKey(tx, t.house.clock.now(), to))).rejects.toMatchObject({
      code: 'platform.held',
    });
  });

  it('says what is missing', async () => {
    await expect(holds().placeHold({ reason: 'x' }, hear)).rejects.toMatchObject({ code: 'cli.hold-what' });
    await expect(holds().placeHold({ person: 'nobody', reason: 'x' }, hear)).rejects.toMatchObject({ code: 'cli.no-such-id' });
  });
});

describe('docs/retention.md', () => {
  it('has a line for every room with tables, and names no table that does not exist', async () => {
    const text = readFileSync(join(projectRoot(), 'docs/retention.md'), 'utf8');
    const tables = new Set(
      (
        await t.house.db.many<{ name: string }>(
          sql`select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
        )
      ).map((row) => row.name),
    );
    const named = [...text.matchAll(/`([a-z_]+\.[a-z_]+)`/g)]
      .map((m) => m[1] as string)
      .filter((name) => !jobs.some((job) => job.name === name));
    expect(named.filter((name) => !tables.has(name))).toEqual([]);
    const rooms = new Set([...tables].map((name) => name.split('.')[0] as string));
    expect([...rooms].filter((room) => !named.some((name) => name.startsWith(`${room}.`)))).toEqual([]);
  });
});

function filesIn(dir: string): number {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  } catch {
    return 0;
  }
}
