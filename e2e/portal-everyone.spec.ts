import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactToken } from '#feedback';
import { openKeyVault } from '#platform/crypto';
import type { House } from '#platform/house';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { checkAxe, person, signIn } from './people.ts';
import { ok, peopleOf } from './portal-cases.ts';

let city: City;
let browser: Browser;
let people: Awaited<ReturnType<typeof peopleOf>>;
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
  people = await peopleOf(city.url);
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

describe('what is wrong', () => {
  /** Every form that can be wrong, sent as it stands. */
  const forms: readonly { name: string; open: (page: Page) => Promise<void>; send: string }[] = [
    {
      name: 'a question',
      open: async (page) => void (await page.goto(`${city.url}/items/elder-allowance/list`)),
      send: 'form.question button.btn',
    },
    {
      name: 'for whom',
      open: async (page) =>
        void (await page.goto(`${city.url}/apply/start?item=elder-allowance.first&a.who=self&a.hukou=city&a.getting=no&a.live=home`)),
      send: 'form.form button.btn',
    },
    {
      name: 'a step of the form',
      open: async (page) => void (await page.goto(`${city.url}/apply/${(await people.draft()).draftId}?step=money`)),
      send: '#form-next',
    },
    {
      name: 'materials',
      open: async (page) => {
        await page.goto(`${city.url}/apply/${(await people.draft()).draftId}/materials`);
        // As without scripts: the button is pressed and nothing was chosen.
        await page
          .locator('form[data-upload]')
          .first()
          .evaluate((form) => (form as HTMLFormElement).submit());
        await page.waitForLoadState('load');
      },
      send: '',
    },
    { name: 'check progress', open: async (page) => void (await page.goto(`${city.url}/status`)), send: 'form.form button.btn' },
    { name: 'check a paper', open: async (page) => void (await page.goto(`${city.url}/papers/check`)), send: 'form.form button.btn' },
  ];

  it.each(forms.map((f) => [f.name, f] as const))('in %s is said first, has the focus, and leads to the box', async (_, form) => {
    const elder = await person(browser, { width: 360 });
    const { page } = elder;
    await signIn(page, city.url, 'chen-guilan');
    await form.open(page);
    if (form.send !== '') await page.locator(form.send).first().click();
    await said(page, form.name);
    await elder.close();
  });

  it('in a rating keeps what was written', async () => {
    const caseId = await people.received('home', true);
    await people.act(people.clerk, caseId, 'accept');
    await people.act(people.approver, caseId, 'completeStep');
    await people.act(people.approver, caseId, 'decide', { outcome: 'grant', reason: '符合条件。' });
    const elder = await person(browser, { width: 360 });
    const { page } = elder;
    await signIn(page, city.url, 'chen-guilan');
    await expect
      .poll(async () => page.goto(`${city.url}/my/cases/${caseId}`).then(() => page.locator('form.rating').count()), { timeout: 20_000 })
      .toBe(1);
    await page.locator('form.rating textarea').fill('窗口的人很耐心。');
    await page.locator('form.rating [name=reason]').first().check();
    await page.locator('form.rating button[type=submit]').click();
    await said(page, 'rating');
    expect(await page.locator('form.rating textarea').inputValue()).toBe('窗口的人很耐心。');
    expect(await page.locator('form.rating [name=reason]').first().isChecked()).toBe(true);
    // Switching the size on the answer to a deed leads to a page that is there.
    expect(await page.locator('#tool-elder').getAttribute('href')).toBe(`/my/cases/${caseId}?elder=1`);
    await page.locator('form.rating input[value="2"]').check();
    await page.locator('form.rating button[type=submit]').click();
    await page.locator('#rating-receipt').waitFor();
    // Anyone can do the public figures again from the open rows.
    await page.goto(`${city.url}/ratings`);
    const csv = await (await fetch(`${city.url}/ratings/open.csv`)).text();
    const levels = csv
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((row) => Number(row.split(',')[1]));
    expect(levels.length).toBeGreaterThan(0);
    for (const level of [1, 2, 3, 4, 5])
      expect(Number(await page.locator(`#total-${level}`).innerText()), `${level}`).toBe(levels.filter((l) => l === level).length);
    for (const [key, of] of [
      ['positiveRate', (l: number) => l >= 3],
      ['negativeRate', (l: number) => l <= 2],
    ] as const) {
      const figure = page.locator(`#indicator-${key}`);
      expect(Number(await figure.getAttribute('data-part')), key).toBe(levels.filter(of).length);
      expect(Number(await figure.getAttribute('data-whole')), key).toBe(levels.length);
    }
    await checkAxe(page, 'public figures');
    await elder.close();
  });

  it.each([true, false])('on the rating page of a receipt’s link, scripts on: %s, without signing in', async (javaScript) => {
    const caseId = await people.received('home', true);
    await people.act(people.clerk, caseId, 'accept');
    await people.act(people.approver, caseId, 'completeStep');
    await people.act(people.approver, caseId, 'decide', { outcome: 'grant', reason: '符合条件。' });
    const contact = async (): Promise<string | undefined> =>
      /name="contact" value="([0-9a-f-]{36})"/.exec((await people.elder.go(`/my/cases/${caseId}`)).text)?.[1];
    await expect.poll(contact, { timeout: 20_000, interval: 500 }).toBeDefined();
    const keys = openKeyVault(join(city.dataDir, 'keys'));
    const token = contactToken({ keys } as House, (await contact()) ?? '');
    const passer = await person(browser, { width: 360, javaScript });
    const { page } = passer;
    await page.goto(`${city.url}/r/${token}`);
    await page.locator('form.rating textarea').fill('等了两次。');
    await page.locator('form.rating [name=reason]').first().check();
    await page.locator('form.rating button[type=submit]').click();
    await said(page, 'rating by link', javaScript);
    expect(new URL(page.url()).pathname).toBe(`/r/${token}`);
    expect(await page.locator('form.rating textarea').inputValue()).toBe('等了两次。');
    expect(await page.locator('form.rating [name=reason]').first().isChecked()).toBe(true);
    await page.locator('form.rating input[value="1"]').check();
    await page.locator('form.rating button[type=submit]').click();
    expect((await page.locator('#rating-receipt').innerText()).trim()).toMatch(/^[2-9A-Z]{12}$/);
    // The link is of one contact: opened again it says thanks and asks nothing.
    await page.goto(`${city.url}/r/${token}`);
    expect(await page.locator('form.rating').count()).toBe(0);
    await passer.close();
  });

  async function said(page: Page, what: string, scripts = true): Promise<void> {
    await page.locator('#errors').waitFor();
    expect(await page.title(), what).toMatch(/^有\d+处要改 — /);
    expect(await page.evaluate(() => document.activeElement?.id), what).toBe('errors');
    if (scripts) await checkAxe(page, what);
    const links = page.locator('#errors a');
    expect(await links.count(), what).toBeGreaterThan(0);
    const target = ((await links.first().getAttribute('href')) ?? '').slice(1);
    await links.first().click();
    expect(await page.evaluate(() => document.activeElement?.id), what).toBe(target);
    expect(await page.evaluate(() => document.activeElement?.matches('input,select,textarea')), what).toBe(true);
  }
});

describe('who needs more time', () => {
  it('is asked before the sign-in runs out and goes on with one press; later what was typed still stands in the page', async () => {
    const elder = await person(browser, { width: 360 });
    const { page } = elder;
    await signIn(page, city.url, 'chen-guilan');
    const { draftId } = await people.draft();
    await page.clock.install();
    await page.goto(`${city.url}/apply/${draftId}?step=money`);
    await page.fill('[name=bankAccount]', '6217860000314402598');
    const asked = page.getByRole('dialog', { name: '还要接着办吗？' });
    await page.clock.fastForward('25:30');
    expect(await asked.count()).toBe(0);
    await page.clock.fastForward('01:00');
    await asked.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('再等一会儿');
    await checkAxe(page, 'asked');
    const [reply] = await Promise.all([page.waitForResponse(/\/api\/me$/), page.keyboard.press('Enter')]);
    expect(reply.status()).toBe(200);
    await asked.waitFor({ state: 'detached' }).catch(() => undefined);
    expect(await page.locator('dialog[open]').count()).toBe(0);
    // Escape is a person too.
    await page.clock.fastForward('26:10');
    await asked.waitFor();
    await Promise.all([page.waitForResponse(/\/api\/me$/), page.keyboard.press('Escape')]);
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
    // Nobody there: it ends, and says what is safe.
    await page.clock.fastForward('26:10');
    await page.clock.fastForward('03:10');
    await page.getByRole('dialog', { name: '已经退出登录' }).waitFor();
    await page.keyboard.press('Enter');
    expect(await page.inputValue('[name=bankAccount]')).toBe('6217860000314402598');
    await elder.close();
  });

  it('finds everything typed in the page after the server signed him out, scripts off, and sends it once he is signed in again', async () => {
    const elder = await person(browser, { width: 360, javaScript: false });
    const { page } = elder;
    await signIn(page, city.url, 'chen-guilan');
    const { draftId } = await people.draft();
    await page.goto(`${city.url}/apply/${draftId}?step=money`);
    const bank = page.locator('[name=bankName]');
    if ((await bank.first().evaluate((e) => e.tagName)) === 'SELECT') await bank.selectOption('rcb');
    else await page.locator('[name=bankName][value=rcb]').check();
    await page.fill('[name=bankAccount]', '6217860000314402598');
    await city.restart({ clock: '2026-11-25T10:45:00+08:00' });
    await page.locator('#form-next').click();
    expect(await page.locator('h1').innerText()).toBe('登录到时了，您填的都在');
    const [beside] = await Promise.all([elder.context.waitForEvent('page'), page.locator('#kept-one a.btn').click()]);
    await beside.locator('button[name=account][value=chen-guilan]').click();
    await beside.waitForURL(/\/my\/signed-in/);
    expect(await beside.locator('h1').innerText()).toBe('登录好了');
    await beside.close();
    await page.locator('#kept button').click();
    await page.waitForURL(/step=confirm|\/materials/);
    const stored = await ok((await peopleOf(city.url)).elder.ask<{ values: Record<string, unknown> }>('GET', `/api/my/drafts/${draftId}`));
    expect(stored.values).toMatchObject({ bankName: 'rcb', bankAccount: '6217860000314402598' });
    await elder.close();
  });

  it('words another site sent are not handed back', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${city.url}/my/messages`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ sms: 'evil' }) });
    const senders: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}];
    for (const headers of senders) {
      const reply = await post(headers);
      expect(reply.status).toBe(303);
      expect(await reply.text()).not.toContain('evil');
    }
    const own = await post({ 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(401);
    expect(await own.text()).toContain('name="sms" value="evil"');
    // A form with a file: what was typed comes back, the file has to be chosen again, and the page says so.
    const data = new FormData();
    data.set('note', '住在女儿家');
    data.set('file.bankcard', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'x.pdf');
    const files = await fetch(`${city.url}/my/cases/${crypto.randomUUID()}/answer`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: data,
    });
    expect(files.status).toBe(401);
    const html = await files.text();
    expect(html).toContain('name="note" value="住在女儿家"');
    expect(html).toContain('选好的照片要再选一次');
    expect(html).toMatch(/<form[^>]*encType="multipart\/form-data"/i);
  });
});

describe('the list on paper in large type', () => {
  it('is A4, no letter smaller than 16 pt, and nothing of the screen on it', async () => {
    const anyone = await person(browser, { width: 794 });
    const { page } = anyone;
    await page.goto(`${city.url}/items/elder-allowance/list?a.who=relative&a.hukou=city&a.getting=no&a.live=home`);
    await page.click('#get-number');
    await page.waitForURL(/\/lists\/\d{6}/);
    await page.getByRole('link', { name: '打印大字版' }).click();
    await page.emulateMedia({ media: 'print' });
    const small = await page.evaluate(() => {
      const out: string[] = [];
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        const text = (walk.currentNode.textContent ?? '').trim();
        if (e === null || text === '' || e.closest('.vh') !== null) continue;
        if (parseFloat(getComputedStyle(e).fontSize) < (16 * 96) / 72 - 0.01) out.push(`${text} ${getComputedStyle(e).fontSize}`);
      }
      return out;
    });
    expect(small).toEqual([]);
    const text = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)].map((m) => [
      Math.round(Number(m[1])),
      Math.round(Number(m[2])),
    ]);
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) expect(box).toEqual([595, 842]);
    await anyone.close();
  });
});

describe('who would rather listen', () => {
  it('has the page read to him in large type where the browser has a voice, and no button where it has none', async () => {
    const anyone = await person(browser, { width: 360 });
    const { page } = anyone;
    await page.goto(`${city.url}/items/elder-allowance?elder=1`);
    expect(await page.getByRole('button', { name: '念给我听' }).count()).toBe(0);
    // A browser with a Chinese voice, as phones have one.
    await page.addInitScript(() => {
      const said: string[] = [];
      const voices = [{ lang: 'zh-CN', name: 'test' }];
      const speech = Object.assign(new EventTarget(), {
        getVoices: () => voices,
        speak: (u: { text: string }) => said.push(u.text),
        cancel: () => said.push('cancel'),
      });
      Object.defineProperty(window, 'speechSynthesis', { value: speech });
      Object.defineProperty(window, 'SpeechSynthesisUtterance', {
        value: class extends EventTarget {
          text: string;
          constructor(text: string) {
            super();
            this.text = text;
          }
        },
      });
      Object.assign(window, { said });
    });
    await page.reload();
    const button = page.getByRole('button', { name: '念给我听' });
    await button.click();
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said[0]).toContain('高龄津贴申领');
    expect(said.join('')).toContain('年满80周岁');
    await checkAxe(page, 'read aloud');
    await page.getByRole('button', { name: '不念了' }).click();
    expect(await page.evaluate(() => (window as unknown as { said: string[] }).said.at(-1))).toBe('cancel');
    await anyone.close();
  });
});
