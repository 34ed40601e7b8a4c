import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plant } from '../tools/plant.ts';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';

let city: City;
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_LOG: 'info' } });
});
afterAll(async () => {
  await city?.close();
  rmSync(away, { recursive: true, force: true });
});

const away = mkdtempSync(join(tmpdir(), 'tongban-canary-'));

/** Values no register knows and no code contains: wherever they turn up in clear, somebody wrote them there. */
const canaries = {
  phone: '19987650412',
  account: '6217860000977315806',
  number: '329901197302281515',
  fileName: 'canary-kanaliya-file-name',
  fileBytes: 'canary-kanaliya-file-bytes',
  correctionNote: '金丝雀补正说明文字',
  windowNote: '金丝雀窗口附言',
  windowFileName: 'canary-kanaliya-scan-at-the-window',
  comment: '金丝雀评价文字',
  withdrawReason: '金丝雀撤回理由',
};

function filesUnder(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    const stat = statSync(path);
    return stat.isDirectory() ? filesUnder(path) : stat.isFile() ? [path] : [];
  });
}

/** All places where a text stands in a folder, as `file (canary)`; UTF-8 and UTF-16 alike. */
function findIn(dir: string, words: Record<string, string>): string[] {
  const hits: string[] = [];
  for (const file of filesUnder(dir)) {
    const raw = readFileSync(file);
    const bytes = file.endsWith('.gz') ? gunzipSync(raw) : raw;
    for (const [name, word] of Object.entries(words))
      if (bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le')))
        hits.push(`${file.slice(dir.length)} (${name})`);
  }
  return hits;
}

/** One place that may hold data of people; a later store joins by being listed. */
const stores: readonly { name: string; dir: (c: City) => string }[] = [
  { name: 'DATA_DIR: database files, WAL, file store, keys', dir: (c) => c.dataDir },
  { name: 'a back-up, and keys kept apart', dir: () => away },
];

async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 300)).toBeLessThan(300);
  return body;
}

describe('I9 personal data lies nowhere in clear: every datum is under its owner’s key', () => {
  it('canary values planted through every door are in no database file, WAL, stored file, back-up or log', async () => {
    const who = new HttpPerson(city.url);
    await who.signIn('sun-defu');
    await ok(who.ask('PUT', '/api/me/contacts/phone', { value: canaries.phone }));
    await ok(who.ask('POST', '/api/me/relatives', { name: '测试亲戚', documentType: '111', number: canaries.number, relation: 'other' }));
    const draft = await ok(
      who.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
        handlingKey: 'elder-allowance.first',
        answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' },
      }),
    );
    const saved = await ok(
      who.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, {
        rev: draft.rev,
        values: { phone: canaries.phone, accountHolder: '孙德福', bankName: 'rcb', bankAccount: canaries.account, agree: true },
      }),
    );
    await who.upload(`/api/my/drafts/${draft.draftId}/files/bankcard`, `${canaries.fileName}.pdf`, canaries.fileBytes);
    const receipt = await ok(
      who.ask<{ caseId: string; slipCode: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }),
    );
    const clerk = new HttpPerson(city.url);
    await clerk.signIn('zhao-min', '/desk/');
    const seen = await ok(
      clerk.ask<{ seq: number; deeds: { verb: string; stepId: string | null }[] }>('GET', `/api/staff/cases/${receipt.caseId}`),
    );
    await ok(
      clerk.ask('POST', `/api/staff/cases/${receipt.caseId}/issue-correction`, {
        expectedSeq: seen.seq,
        stepId: seen.deeds.find((d) => d.verb === 'issueCorrection')?.stepId,
        items: [{ kind: 'other', target: 'other', say: canaries.correctionNote }],
      }),
    );
    // The same person at a window: the clerk types his correction and scans what he brought. Then somebody calls.
    const { post } = await ok(clerk.ask<{ post: { windowId: string } }>('GET', '/api/staff/session'));
    const here = { windowId: post.windowId, how: 'typed', documentType: '111', number: '329901195301191017', reason: '忘带证件' };
    const { visitId } = await ok(clerk.ask<{ visitId: string }>('POST', '/api/staff/visits', here));
    const asked = await ok(clerk.ask<{ seq: number; needed: { stepId: string }[] }>('GET', `/api/staff/cases/${receipt.caseId}`));
    const fileId = await clerk.upload(`/api/staff/cases/${receipt.caseId}/files`, `${canaries.windowFileName}.pdf`, canaries.fileBytes);
    await ok(
      clerk.ask('POST', `/api/staff/cases/${receipt.caseId}/answer-correction`, {
        expectedSeq: asked.seq,
        stepId: asked.needed[0]?.stepId,
        materials: [{ materialId: 'bankcard', route: 'file', fileId }],
        confirmation: { how: 'readAloud' },
        note: canaries.windowNote,
      }),
    );
    await ok(clerk.ask('POST', `/api/staff/visits/${visitId}/close`));
    const said = await ok(clerk.ask<{ say: { zh: string } }>('POST', '/api/staff/caller', { code: receipt.slipCode, birth: '1953-01-19' }));
    expect(said.say.zh).toMatch(/^您办的/);
    const mine = await ok(who.ask<{ seq: number }>('GET', `/api/my/cases/${receipt.caseId}`));
    await ok(who.ask('POST', `/api/my/cases/${receipt.caseId}/withdraw`, { expectedSeq: mine.seq, reason: canaries.withdrawReason }));
    await new Promise((next) => setTimeout(next, 4_000));
    const words = { ...canaries, slipCode: receipt.slipCode, slipDigits: receipt.slipCode.replaceAll(' ', '') };
    const made = await city.command(['backup', '--to', join(away, 'backup'), '--keys', join(away, 'keys')], {
      TONGBAN_PASSPHRASE: '和金丝雀没有关系的长口令一句',
    });
    expect(made).toMatchObject({ code: 0, text: expect.stringContaining('备份做好了') });
    await city.stop();
    for (const store of stores) expect(findIn(store.dir(city), words), store.name).toEqual([]);
    for (const [name, word] of Object.entries(words)) expect(city.log().includes(word), `${name} in the log`).toBe(false);
    // The search itself can find: the case's number stands in clear on purpose.
    for (const store of stores) expect(findIn(store.dir(city), { item: 'elder-allowance' }).length, store.name).toBeGreaterThan(0);
    await city.start();
    const again = new HttpPerson(city.url);
    await again.signIn('sun-defu');
    const back = await ok(again.ask<{ values: Record<string, string> }>('GET', `/api/my/cases/${receipt.caseId}`));
    expect(back.values['bankAccount']).toBe(canaries.account);
  });

  it('I9 plant: in every store a value in clear, in two bytes a letter, and packed', async () => {
    await city.stop();
    for (const { name, dir } of stores) {
      const file = join(dir(city), 'planted.gz');
      const phone = Buffer.from(`{"phone":"${canaries.phone}"}`);
      for (const [how, bytes] of Object.entries({
        clear: gzipSync(phone),
        wide: gzipSync(Buffer.from(phone.toString(), 'utf16le')),
        'in a file of another kind': null,
      })) {
        const planted = bytes === null ? join(dir(city), 'planted.log') : file;
        writeFileSync(planted, bytes ?? phone);
        await plant(`${name}: ${how}`, () => findIn(dir(city), canaries));
        rmSync(planted);
      }
    }
  });
});
