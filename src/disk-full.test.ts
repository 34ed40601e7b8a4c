import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDraft, putDraftFile, saveDraft, startDraft, submitDraft } from '#cases';
import type { Actor } from '#platform/actor';
import { backUp } from '#platform/backup';
import { inTransaction, sql } from '#platform/db';
import { openFiles } from '#platform/files';
import { problemBody, toProblem } from '#platform/http';
import { newId } from '#platform/ids';
import { append, publishRoots, sealPending, sealState } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, elderValues, furnishCity } from './modules/cases/cases.fixtures.ts';

let base: TestHouse;
let t: CaseHouse;
let mother: Actor;
const small = mkdtempSync(join(tmpdir(), 'tongban-full-'));
// A file system of 256 KiB, where the machine lets us make one; otherwise the store says what a full disk would.
const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small]).status === 0;
beforeAll(async () => {
  base = await openTestHouse();
  t = await furnishCity(base);
  mother = await t.citizen('陈桂兰');
  if (mounted) chmodSync(small, 0o700);
}, 60_000);
afterAll(async () => {
  await t.close();
  if (mounted) spawnSync('umount', [small]);
  rmSync(small, { recursive: true, force: true });
});

async function* pdf(bytes: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('%PDF-1.7\n');
  for (let sent = 0; sent < bytes; sent += 64 * 1024) yield Buffer.alloc(64 * 1024, 'x');
  if (!mounted && bytes > 256 * 1024) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  yield Buffer.from('\ntrailer\n%%EOF\n');
}
const status = async (work: Promise<unknown>): Promise<{ status: number; code: string; next: string }> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeDefined();
  return problemBody(toProblem(error), 'zh');
};

describe(`a full disk (${mounted ? 'a real one of 256 KiB' : 'simulated'})`, () => {
  it('under the files: 503 in words, nothing half kept, what was filled in is there, and it goes on when there is space', async () => {
    const house = { ...t.house, files: openFiles(join(small, 'files')) };
    const { draftId } = await startDraft(mother, house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const saved = await saveDraft(mother, house, newId(), { draftId, rev: 1, values: elderValues });
    const card = { draftId, materialId: 'bankcard', name: '银行卡.pdf' };
    const refused = await status(putDraftFile(mother, house, newId(), card, pdf(1024 * 1024)));
    expect(refused).toMatchObject({ status: 503, code: 'files.no-space' });
    expect(refused.next).toContain('已经填的内容都在');
    expect(readdirSync(join(small, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())).toEqual([]);
    expect((await getDraft(mother, house, draftId)).values['bankAccount']).toBe(elderValues.bankAccount);
    await putDraftFile(mother, house, newId(), card, pdf(64 * 1024));
    expect((await submitDraft(mother, house, newId(), { draftId, rev: saved.rev })).number).toMatch(/^3299/);
  });

  it('under the database: 503 in words, the deed did not happen, the next one does', async () => {
    const count = async (): Promise<number> => (await t.house.db.one<{ n: number }>(sql`select count(*) as n from cases.draft`)).n;
    await inTransaction(t.house.db, async (tx) => {
      await tx.run(sql`create function public.disk_is_full() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
      await tx.run(sql`create trigger full_disk before insert on cases.draft_party for each row execute function public.disk_is_full()`);
    });
    const before = await count();
    const key = newId();
    const begin = () => startDraft(mother, t.house, key, { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    expect(await status(begin())).toMatchObject({ status: 503, code: 'platform.no-space' });
    expect(await count()).toBe(before);
    await inTransaction(t.house.db, (tx) => tx.run(sql`drop trigger full_disk on cases.draft_party`));
    // The same command, sent again by a careful client, is now done for the first time.
    await begin();
    expect(await count()).toBe(before + 1);
  });

  it('under a back-up: no back-up and no half of one', async () => {
    if (mounted) await expect(backUp(t.house, base.url, join(small, 'backup'), [])).rejects.toMatchObject({ code: 'backup.no-space' });
    expect(readdirSync(small).filter((name) => name.includes('backup'))).toEqual([]);
  });

  it('under the outside roots: sealing goes on, the roots wait and leave later', async () => {
    const full = { name: 'full', send: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
    await inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: { kind: 'x', id: newId() }, header: {} }));
    expect(await sealPending(t.house)).toBeGreaterThan(0);
    await expect(publishRoots(t.house, [full])).rejects.toThrow('full');
    const { unsent, unsealed } = await sealState(t.house.db);
    expect([unsent > 0, unsealed]).toEqual([true, 0]);
    const taken: unknown[] = [];
    await publishRoots(t.house, [{ name: 'full', send: async (roots) => void taken.push(...roots) }]);
    expect(taken.length).toBe(unsent);
  });
});
