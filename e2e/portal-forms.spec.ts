import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';
import { checkAxe, person, signIn } from './people.ts';

let city: City;
let browser: Browser;
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}
const pdf = (words: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n% ${words}\n`,
  );

/** A case of the mother's that waits for her: one paper, one field, one explanation. */
async function waiting(): Promise<string> {
  const elder = new HttpPerson(city.url);
  await elder.signIn('chen-guilan');
  const draft = await ok(
    elder.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'elder-allowance.first',
      answers: { who: 'self', hukou: 'city', getting: 'no', live: 'institution' },
    }),
  );
  const values = {
    liveAddress: '临河区柳桥镇荷塘村3组12号',
    institution: '柳桥镇敬老院',
    accountHolder: '陈桂兰',
    phone: '13800004428',
    bankName: 'rcb',
    bankAccount: '6217860000314402598',
    agree: true,
  };
  const saved = await ok(elder.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, { rev: draft.rev, values }));
  const { caseId } = await ok(elder.ask<{ caseId: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, { rev: saved.rev }));
  const clerk = new HttpPerson(city.url);
  await clerk.signIn('zhao-min', '/desk/');
  const seen = await ok(clerk.ask<{ seq: number; deeds: { verb: string; stepId: string | null }[] }>('GET', `/api/staff/cases/${caseId}`));
  await ok(
    clerk.ask('POST', `/api/staff/cases/${caseId}/issue-correction`, {
      expectedSeq: seen.seq,
      stepId: seen.deeds.find((d) => d.verb === 'issueCorrection')?.stepId,
      items: [
        { kind: 'material', target: 'bankcard', say: '请补银行卡照片。' },
        { kind: 'material', target: 'careHome', say: '请补入住协议。' },
        { kind: 'field', target: 'phone', say: '电话打不通，请再看一遍。' },
        { kind: 'other', target: 'other', say: '请说明老人现在住在哪里。' },
      ],
    }),
  );
  return caseId;
}
const typed = async (page: Page): Promise<{ phone: string; note: string }> => ({
  phone: (await page.locator('[name=phone]').inputValue()).replaceAll(' ', ''),
  note: await page.locator('#note').inputValue(),
});

describe('a correction without scripts', () => {
  it('what was typed stays through every upload, through a file that is refused and through an error, and is handed in once', async () => {
    const caseId = await waiting();
    const elder = await person(browser, { width: 360, javaScript: false });
    const { page } = elder;
    await signIn(page, city.url, 'chen-guilan');
    await page.goto(`${city.url}/my/cases/${caseId}`);
    await page.locator('#need-correction a.btn').click();
    const mine = { phone: '13800004429', note: '现在住在女儿家，白天有人。' };
    await page.fill('[name=phone]', mine.phone);
    await page.fill('#note', mine.note);
    const up = (material: string) => page.locator(`[data-upload="${material}"] button[name=_upload]`);

    // Pressed without a file.
    await up('bankcard').click();
    expect(await page.locator('.sum').innerText()).toContain('还没选文件');
    expect(await typed(page)).toEqual(mine);
    await checkAxeless(page);
    // A file of a wrong kind.
    await page.setInputFiles('#file-bankcard', { name: '卡.txt', mimeType: 'text/plain', buffer: Buffer.from('这不是照片') });
    await up('bankcard').click();
    expect(await page.locator('#file-bankcard').getAttribute('aria-invalid')).toBe('true');
    expect(await typed(page)).toEqual(mine);
    // Two good ones, one after the other; the first one stays.
    await page.setInputFiles('#file-bankcard', { name: '卡.pdf', mimeType: 'application/pdf', buffer: pdf('card') });
    await up('bankcard').click();
    expect(await page.locator('#m-bankcard .note.ok').count()).toBe(1);
    expect(await typed(page)).toEqual(mine);
    await page.setInputFiles('#file-careHome', { name: '协议.pdf', mimeType: 'application/pdf', buffer: pdf('home') });
    await up('careHome').click();
    expect(await page.locator('.note.ok').count()).toBe(2);
    expect(await typed(page)).toEqual(mine);
    // Wrong in a field: said, and nothing else is lost.
    await page.fill('[name=phone]', '138');
    await page.locator('#hand-in').click();
    expect(await page.title()).toMatch(/^有1处要改/);
    expect(await typed(page)).toEqual({ ...mine, phone: '138' });
    expect(await page.locator('input[name^="f."]').count()).toBe(2);
    await page.fill('[name=phone]', mine.phone);
    await page.locator('#hand-in').click();
    await page.waitForURL(/done=corrected/);
    expect(await page.locator('#content').innerText()).toContain('4429');
    expect(await page.locator('#content').innerText()).toMatch(/收款的银行卡\s+养老机构的入住协议/);
    expect(await page.locator('#content a[href*="/files/"]').count()).toBe(2);
    await elder.close();
  });
});

/** axe needs scripts; without them at least every message has its box. */
async function checkAxeless(page: Page): Promise<void> {
  for (const id of await page.locator('[aria-describedby]').evaluateAll((all) => all.map((e) => e.getAttribute('aria-describedby') ?? '')))
    for (const one of id.split(' ')) expect(await page.locator(`[id="${one}"]`).count(), one).toBe(1);
}

describe('where one lives', () => {
  it('is chosen level by level also when the list of the next level does not come', async () => {
    const son = await person(browser, { width: 360 });
    const { page } = son;
    let asked = 0;
    await page.route('**/api/regions**', (route) => {
      asked += 1;
      return route.abort();
    });
    await signIn(
      page,
      city.url,
      'zhou-jianhua',
      '/apply/start?item=flexible-pension-enrolment.enrol&a.insuredBy=none&a.hukou=city&a.before=never',
    );
    await page.locator('[id="whom.self"]').check();
    await page.locator('form.form button.btn').click();
    await page.waitForURL(/apply\/[0-9a-f-]{36}/);
    const more = page.locator('button[name=_refresh]');
    expect(await more.isHidden()).toBe(true);
    await page.selectOption('select[name="liveRegion.county"]', '329901');
    await more.waitFor({ state: 'visible' });
    expect(asked).toBe(1);
    await more.click();
    await page.locator('select[name="liveRegion.town"] option[value="329901101"]').waitFor({ state: 'attached' });
    expect(await page.locator('select[name="liveRegion.county"]').inputValue()).toBe('329901');
    await page.selectOption('select[name="liveRegion.town"]', '329901101');
    await more.waitFor({ state: 'visible' });
    await more.click();
    await page.locator('select[name="liveRegion.village"] option[value="329901101201"]').waitFor({ state: 'attached' });
    await page.selectOption('select[name="liveRegion.village"]', '329901101201');
    await checkAxe(page, 'region chosen without the list service');
    await page.locator('#form-next').click();
    await page.waitForLoadState('load');
    expect(await page.locator('.sum').count()).toBe(0);
    await son.close();
  });
});

describe('browsers that do not say where a form came from', () => {
  it('may post with the token of the form, and only with it; public pages carry none', async () => {
    const caseId = await waiting();
    const elder = await person(browser, { width: 360, javaScript: false });
    await signIn(elder.page, city.url, 'chen-guilan');
    const cookie = (await elder.context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    const read = async (path: string, headers: Record<string, string> = { cookie }): Promise<string> =>
      (await fetch(`${city.url}${path}`, { headers })).text();
    const forms = (html: string): string[] => [...html.matchAll(/<form\b(?=[^>]*method="post")[^>]*>(.*?)<\/form>/gs)].map((m) => m[0]);
    let met = 0;
    for (const path of ['/my', '/my/messages', `/my/cases/${caseId}`, `/my/cases/${caseId}/answer`, '/status', '/papers/check'])
      for (const form of forms(await read(path))) {
        met += 1;
        expect(form, path).toMatch(/^<form[^>]*><input type="hidden" name="_csrf" value="[\w-]{43}"\/>/);
      }
    expect(met).toBeGreaterThan(5);
    for (const path of ['/', '/items', '/status', '/papers/check']) expect(await read(path, {}), path).not.toContain('_csrf');

    const html = await read(`/my/cases/${caseId}/answer`);
    const value = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const token = value('_csrf');
    const post = async (path: string, body: URLSearchParams | FormData, headers: Record<string, string> = {}): Promise<number> =>
      (await fetch(`${city.url}${path}`, { method: 'POST', body, redirect: 'manual', headers: { cookie, ...headers } })).status;
    const words = (csrf: string): URLSearchParams => new URLSearchParams({ _csrf: csrf, sms: 'yes' });
    expect(await post('/my/messages', words(token))).toBe(303);
    expect(await post('/my/messages', words(''))).toBe(403);
    expect(await post('/my/messages', words(`${token.slice(0, -1)}_`))).toBe(403);
    expect(await post('/my/messages', words(token), { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post('/my/messages', words(token), { origin: 'https://evil.example' })).toBe(403);

    const parts = (csrf: string): FormData => {
      const data = new FormData();
      data.set('_csrf', csrf);
      data.set('_upload', 'bankcard');
      data.set('_key.bankcard', crypto.randomUUID());
      data.set('file.bankcard', new Blob([new Uint8Array(pdf('old browser'))], { type: 'application/pdf' }), 'x.pdf');
      return data;
    };
    expect(await post(`/my/cases/${caseId}/answer`, parts(token))).toBe(200);
    expect(await post(`/my/cases/${caseId}/answer`, parts('no'))).toBe(403);
    // The form as pieces does not slip past where no files are taken.
    const pieces = new FormData();
    pieces.set('_csrf', token);
    expect(await post('/my/messages', pieces)).toBe(403);
    // Who has not signed in has nothing to lend.
    const settings = { method: 'POST', body: new URLSearchParams({ code: '123456789012' }), headers: { cookie: 'tb_elder=1' } };
    expect((await fetch(`${city.url}/status`, settings)).status).toBe(422);
    await elder.close();
  });
});
