import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresPid } from '#platform/db/launcher';
import { type City, openCity } from './city.ts';
import { reached } from '../tools/counts.ts';
import { HttpPerson } from './http-person.ts';

let city: City;
let caseId: string;
const away = mkdtempSync(join(tmpdir(), 'tongban-away-'));
beforeAll(async () => {
  city = await openCity();
});
afterAll(async () => {
  await city?.close();
  rmSync(away, { recursive: true, force: true });
});

const text = async <T>(answer: Promise<{ status: number; body: T }>): Promise<T> => {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 300)).toBeLessThan(300);
  return body;
};

/** The machine's disk is gone, and with it whatever still ran on it. */
function loseDataDir(): void {
  const pid = postgresPid(join(city.dataDir, 'postgres'));
  if (pid) process.kill(pid, 'SIGKILL');
  rmSync(city.dataDir, { recursive: true, force: true });
  mkdirSync(city.dataDir);
  chmodSync(city.dataDir, 0o711);
}

describe('a disaster', () => {
  it('the city is backed up while it works, loses everything, and is back: equal tables, green ledger, no session, nothing half', async () => {
    const who = new HttpPerson(city.url);
    await who.signIn('sun-defu');
    const draft = await text(
      who.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
        handlingKey: 'elder-allowance.first',
        answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' },
      }),
    );
    const saved = await text(
      who.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, {
        rev: draft.rev,
        values: { phone: '19987650412', accountHolder: '孙德福', bankName: 'rcb', bankAccount: '6217860000977315806', agree: true },
      }),
    );
    await who.upload(`/api/my/drafts/${draft.draftId}/files/bankcard`, 'card.pdf', 'a bank card');
    const receipt = await text(who.ask<{ caseId: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }));

    caseId = receipt.caseId;
    // A back-up that a power cut ends leaves nothing that a restore would take.
    const began = () => readdirSync(away).some((name) => name.startsWith('.cut.unfinished'));
    expect(await city.command(['backup', '--to', join(away, 'cut')], {}, began)).toMatchObject({ code: null });
    expect(existsSync(join(away, 'cut'))).toBe(false);
    const half = readdirSync(away).find((name) => name.startsWith('.cut')) as string;
    expect((await city.command(['restore', '--from', join(away, half)])).text).toContain('没有完整的备份');
    const passphrase = join(away, 'passphrase');
    writeFileSync(passphrase, '灾难那天也找得到的一句口令\n', { mode: 0o600 });
    const apart = ['--keys', join(away, 'keys.sealed'), '--passphrase-file', passphrase];
    expect(await city.command(['backup', '--to', join(away, 'whole'), ...apart])).toMatchObject({ code: 0 });
    expect((await who.ask('GET', '/api/me')).status).toBe(200);

    await city.stop();
    loseDataDir();
    expect(await city.command(['restore', '--from', join(away, 'whole')])).toMatchObject({
      code: 1,
      text: expect.stringContaining('没有密钥'),
    });
    // The restore itself is cut off when files and keys are there and the tables are not: the house stays shut.
    const keysThere = () => existsSync(join(city.dataDir, 'keys/keyring.json'));
    expect(await city.command(['restore', '--from', join(away, 'whole'), ...apart], {}, keysThere)).toMatchObject({ code: null });
    expect(existsSync(join(city.dataDir, 'RESTORING'))).toBe(true);
    expect((await city.command(['verify'])).text).toContain('上一次恢复没有做完');
    const done = await city.command(['restore', '--from', join(away, 'whole'), ...apart]);
    expect(done, done.text).toMatchObject({ code: 0 });
    expect(done.text).toContain('与清单逐表相同');
    expect(done.text).toContain('没有发现改动或丢失');
    expect(readdirSync(city.dataDir)).not.toContain('RESTORING');

    await city.start();
    expect((await who.ask('GET', '/api/me')).status).toBe(401);
    const back = new HttpPerson(city.url);
    await back.signIn('sun-defu');
    const mine = await text(back.ask<{ values: Record<string, string> }>('GET', `/api/my/cases/${receipt.caseId}`));
    expect(mine.values['bankAccount']).toBe('6217860000977315806');
    const verified = await city.command(['verify']);
    expect(verified, verified.text).toMatchObject({ code: 0, text: expect.stringContaining('用备份恢复过') });
  });
});

describe('the master key', () => {
  it('is rotated while people work: every answer stays right, and the old key goes', async () => {
    const who = new HttpPerson(city.url);
    await who.signIn('sun-defu');
    let stop = false;
    const seen = { read: 0, written: 0 };
    const reading = async (): Promise<void> => {
      while (!stop) {
        const one = await text(who.ask<{ values: Record<string, string> }>('GET', `/api/my/cases/${caseId}`));
        expect(one.values['bankAccount']).toBe('6217860000977315806');
        seen.read++;
      }
    };
    const writing = async (): Promise<void> => {
      while (!stop) {
        const draft = await text(
          who.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
            handlingKey: 'elder-allowance.first',
            answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' },
          }),
        );
        await text(who.ask('PUT', `/api/my/drafts/${draft.draftId}`, { rev: draft.rev, values: { phone: '19987650412' } }));
        seen.written++;
      }
    };
    const traffic = Promise.all([reading(), writing()]);
    const rotated = await city.command(['keys', 'rotate', '--lookup=yes']);
    stop = true;
    await traffic;
    expect(rotated, rotated.text).toMatchObject({ code: 0, text: expect.stringContaining('第2号主密钥已启用') });
    expect(seen.read).toBeGreaterThan(5);
    expect(seen.written).toBeGreaterThan(5);
    reached('requests answered while the keys were rotated', seen.read + seen.written);
    await city.restart({ clock: '2026-11-25T11:30:00+08:00' });
    expect((await city.command(['keys', 'rotate'])).text).toContain('第1号主密钥已没有数据在用');
    const again = new HttpPerson(city.url);
    await again.signIn('sun-defu');
    const still = await text(again.ask<{ values: Record<string, string> }>('GET', `/api/my/cases/${caseId}`));
    expect(still.values['bankAccount']).toBe('6217860000977315806');
    expect(await city.command(['verify'])).toMatchObject({ code: 0 });
  });
});
