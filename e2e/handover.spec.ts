import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, morning, openCity } from './city.ts';
import { api, checkAxe, person, signIn } from './people.ts';
import { asOnTheDay, picture } from './pictures.ts';

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

/** What the son does on his phone: he asks in his own words, sees the list, signs in, fills for his mother and stores what he has. */
async function begunOnThePhone(): Promise<string> {
  const son = await person(browser, { width: 360 });
  const { page } = son;
  await page.goto(city.url);
  await page.fill('#q', '我妈八十多了能领啥钱');
  await page.click('form.search button');
  await page.click('a[href="/items/elder-allowance"]');
  await page.click('#to-list');
  for (const answer of ['relative', 'city', 'no', 'home']) {
    await page.locator(`input[type=radio][value=${answer}]`).check();
    await page.locator('form.question button.btn').click();
  }
  await page.click('#to-start');
  await page.locator('button[name=account][value=zhou-jianhua]').click();
  await page.waitForURL(/apply\/start/);
  await page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').check();
  await page.locator('form.form button.btn').click();
  await page.waitForURL(/apply\/[0-9a-f-]{36}/);
  const draftId = /apply\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  for (let step = 0; step < 8; step++) {
    for (const [name, value] of Object.entries(fromPhone)) {
      const box = page.locator(`[name="${name}"]`);
      if ((await box.count()) === 0 || !(await box.first().isVisible())) continue;
      const kind = await box.first().evaluate((e) => (e instanceof HTMLSelectElement ? 'select' : (e as HTMLInputElement).type));
      if (kind === 'select') await box.first().selectOption(value);
      else if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
      else if ((await box.first().inputValue()) === '') await box.first().fill(value);
    }
    const last = (await page.locator('[name=bankAccount]').count()) > 0;
    await Promise.all([page.waitForEvent('framenavigated'), page.locator(last ? 'button[name=_go][value=save]' : '#form-next').click()]);
    if (last) break; // the card is in a drawer at home
  }
  await page.getByText('存好了。换手机、去窗口都能接着填。').waitFor();
  await checkAxe(page, 'stored on the phone');
  await son.close();
  return draftId;
}

describe('I2 the window goes on where the phone stopped, on the screen', () => {
  it('begun on the phone, then card, for whom, that draft, what is missing, received, accepted, decided by the office', async () => {
    const draftId = await begunOnThePhone();
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await asOnTheDay(page, morning);
    await signIn(page, city.url, 'li-wen', '/desk/');
    await page.goto(`${city.url}/desk/window`);
    await picture(page, 'window-reception');
    await page.locator('input[name=number]').fill('329901196803042817');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label="来的人"]').waitFor();
    await page.locator('section[aria-label="来的人"] button', { hasText: '改' }).first().click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('label', { hasText: '陈桂兰' }).locator('input').check();
    await dialog.locator('input[name=consent][value=phone]').check();
    await checkAxe(page, 'for whom');
    await picture(page, 'window-for-whom');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('section[aria-label="来的人"] .ls button', { hasText: '高龄津贴' }).first().click();
    await page.locator('[name=bankAccount]').waitFor();
    await checkAxe(page, 'draft of the phone');
    await picture(page, 'window-draft');
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
    await picture(page, 'window-accepted');
    expect(await page.locator('#case-number').innerText()).toMatch(/329901\d{8}2\d{6}/);
    // The paper to print is a real one.
    const href = (await page.locator('a', { hasText: '受理通知书' }).first().getAttribute('href')) ?? '';
    const paper = await clerk.context.request.get(new URL(href, page.url()).href);
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await api(page, 'GET', `/api/staff/drafts/${draftId}`)).status).toBeGreaterThanOrEqual(400);

    // The district's office decides it, at its own desk.
    const officer = await person(browser, { width: 1440, height: 900 });
    await signIn(officer.page, city.url, 'wang-haitao', '/desk/');
    await officer.page.goto(`${city.url}/desk/queue`);
    await officer.page
      .locator('tr', { hasText: '高龄津贴' })
      .first()
      .click({ position: { x: 5, y: 5 } });
    await officer.page.keyboard.press('Enter');
    await officer.page.waitForURL(/\/desk\/cases\//);
    await officer.page.locator('footer.act').waitFor();
    await officer.page.keyboard.press('Alt+o');
    await officer.page.locator('footer.act .said').getByText('已办好').waitFor();
    await officer.page.locator('footer.act #why').fill('符合条件。');
    await officer.page.getByRole('button', { name: /同意并盖章/ }).click();
    await officer.page.locator('footer.act .said').getByText('同意并盖章，已办好').waitFor();
    await officer.close();

    // Typed at the window: only what the phone had left open.
    const elder = await person(browser, { width: 360 });
    await signIn(elder.page, city.url, 'chen-guilan');
    const { body } = await api<{ rows: { caseId: string }[] }>(elder.page, 'GET', '/api/my/cases');
    const mine = await api<{ sources: Record<string, { from: string; by: string }>; state: string }>(
      elder.page,
      'GET',
      `/api/my/cases/${body.rows[0]?.caseId}`,
    );
    expect(mine.body.state).toBe('decided');
    const typed = Object.entries(mine.body.sources).filter(([, s]) => s.from === 'typed' && s.by === 'clerk');
    expect(typed.map(([id]) => id).toSorted()).toEqual(['agree', 'bankAccount', 'bankName']);
    await elder.page.goto(`${city.url}/my/views`);
    expect(await elder.page.locator('main').innerText()).toContain('李雯');
    await Promise.all([elder.close(), clerk.close()]);
  });
});
