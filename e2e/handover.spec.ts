import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';
import { api, checkAxe, person, signIn } from './people.ts';

let city: City;
let browser: Browser;
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const fromPhone = { contactName: '周建华', contactPhone: '13800004417', relation: 'child', accountHolder: '陈桂兰', phone: '13800004428' };
async function ok<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 400)).toBeLessThan(300);
  return body;
}

/** What the son saved on his phone, for his mother. */
async function begunOnThePhone(): Promise<string> {
  const son = new HttpPerson(city.url);
  await son.signIn('zhou-jianhua');
  const me = await ok(son.ask<{ relatives: { partyId: string; name: string }[] }>('GET', '/api/me'));
  const applicantId = me.relatives.find((r) => r.name === '陈桂兰')?.partyId;
  const answers = { who: 'relative', hukou: 'city', getting: 'no', live: 'home' };
  const draft = await ok(
    son.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'elder-allowance.first',
      answers,
      applicantId,
      relation: 'mother',
    }),
  );
  await ok(son.ask('PUT', `/api/my/drafts/${draft.draftId}`, { rev: draft.rev, values: fromPhone }));
  return draft.draftId;
}

describe('I2 the window goes on where the phone stopped, on the screen', () => {
  it('card, for whom, the draft of the phone, what is missing, received and accepted', async () => {
    const draftId = await begunOnThePhone();
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'li-wen', '/desk/');
    await page.goto(`${city.url}/desk/window`);
    await page.locator('input[name=number]').fill('329901196803042817');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label="来的人"]').waitFor();
    await page.locator('section[aria-label="来的人"] button', { hasText: '改' }).first().click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('label', { hasText: '陈桂兰' }).locator('input').check();
    await dialog.locator('input[name=consent][value=phone]').check();
    await checkAxe(page, 'for whom');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('section[aria-label="来的人"] .ls button', { hasText: '高龄津贴' }).first().click();
    await page.locator('[name=bankAccount]').waitFor();
    await checkAxe(page, 'draft of the phone');
    // Everything from the phone stands there, read or in its box, and is not asked again; a telephone number that is only read is masked.
    const form = page.locator('form.deskform');
    for (const [field, value] of Object.entries(fromPhone)) {
      const box = form.locator(`[data-id="${field}"]`);
      expect(await box.evaluate((e) => e.classList.contains('todo')), field).toBe(false);
      if (field === 'relation') continue;
      const shown =
        (await box.innerText()) +
        (await box.locator('input').evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value).join(' ')));
      expect(shown.replaceAll(/\s/g, ''), field).toContain(/^1\d{10}$/.test(value) ? value.slice(-4) : value);
    }
    await page.locator('[name=bankAccount]').fill('6217860000314402598');
    const bank = page.locator('[name=bankName]').first();
    if ((await bank.evaluate((e) => e.tagName)) === 'SELECT') await bank.selectOption('rcb');
    else await page.locator('[name=bankName][value=rcb]').check();
    await page.locator('[name=agree]').first().check();
    for (const id of ['bankcard', 'agency']) {
      await page.locator(`#m-${id} button`, { hasText: '看过原件' }).click();
      await page.locator(`#m-${id} .given`).waitFor();
    }
    await page.locator('#confirmation input[value=byPhone]').check();
    await page.keyboard.press('F9');
    await page.locator('#slip-code').waitFor();
    await page.getByText('受理通知书').first().waitFor();
    await checkAxe(page, 'received and accepted');
    expect(await page.locator('#case-number').innerText()).toMatch(/329901\d{8}2\d{6}/);
    // The paper to print is a real one.
    const href = (await page.locator('a', { hasText: '受理通知书' }).first().getAttribute('href')) ?? '';
    const paper = await clerk.context.request.get(new URL(href, page.url()).href);
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await api(page, 'GET', `/api/staff/drafts/${draftId}`)).status).toBeGreaterThanOrEqual(400);

    // Typed at the window: only what the phone had left open.
    const elder = await person(browser, { width: 360 });
    await signIn(elder.page, city.url, 'chen-guilan');
    const { body } = await api<{ rows: { caseId: string }[] }>(elder.page, 'GET', '/api/my/cases');
    const mine = await api<{ sources: Record<string, { from: string; by: string }>; state: string }>(
      elder.page,
      'GET',
      `/api/my/cases/${body.rows[0]?.caseId}`,
    );
    expect(mine.body.state).toBe('accepted');
    const typed = Object.entries(mine.body.sources).filter(([, s]) => s.from === 'typed' && s.by === 'clerk');
    expect(typed.map(([id]) => id).toSorted()).toEqual(['agree', 'bankAccount', 'bankName']);
    await elder.page.goto(`${city.url}/my/views`);
    expect(await elder.page.locator('main').innerText()).toContain('李雯');
    await Promise.all([elder.close(), clerk.close()]);
  });
});
