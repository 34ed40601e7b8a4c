import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { accepted, type View } from './elder-case.ts';
import { api, checkAxe, person, signIn } from './people.ts';
import { picture } from './pictures.ts';

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

describe('the approver at the desk', () => {
  it('one case: from the queue, paused and resumed, decided in words the applicant reads, delivered, rated with one star that counts', async () => {
    const officer = await person(browser, { width: 1440, height: 900 });
    const { page } = officer;
    await signIn(page, city.url, 'wang-haitao', '/desk/');
    // A slow line: what a deed changed is there a moment later, and a key pressed at once must still meet it.
    await page.route(/\/api\/staff\/cases\/[^/]+$/, async (route) => {
      await new Promise((go) => setTimeout(go, 500));
      await route.continue();
    });
    await page.goto(`${city.url}/desk/queue`);
    await page.getByRole('heading', { name: '我的待办' }).waitFor();
    await checkAxe(page, 'queue');
    const { caseId, number } = await accepted(city);
    // The new one is announced, never pushed in between.
    await page.getByRole('button', { name: /件新的，显示/ }).click();
    const row = page.locator('tr', { hasText: number });
    await row.waitFor();
    // On a list a name is masked.
    expect(await row.innerText()).not.toContain('陈桂兰');
    await row.click({ position: { x: 5, y: 5 } });
    await checkAxe(page, 'queue with a row chosen');
    await picture(page, 'approver-queue');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk\/cases\//);
    await page.locator('footer.act').waitFor();
    await page.getByText('陈桂兰').first().waitFor();
    await checkAxe(page, 'case');
    await picture(page, 'approver-case');

    const other = async (name: RegExp): Promise<void> => {
      const menu = page.locator('footer.act details.others');
      if (!(await menu.evaluate((d) => (d as HTMLDetailsElement).open))) await menu.locator('summary').click();
      await menu.getByRole('button', { name }).click();
      await page.locator('dialog[open]').waitFor();
    };
    await other(/进入特别程序/);
    await checkAxe(page, 'pause');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('[name=kind][value=verification]').check();
    await dialog.locator('[name=reason]').fill('要核实健在情况。');
    await dialog.locator('button[type=submit]').click();
    // Refused in words, and what was written still stands there.
    await dialog.getByText('请填预计结束的日期').waitFor();
    await checkAxe(page, 'pause refused');
    await picture(page, 'approver-pause');
    expect(await dialog.locator('[name=reason]').inputValue()).toBe('要核实健在情况。');
    await dialog.locator('[name=expectedEnd]').fill('2026-12-01');
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    const stands = async (): Promise<boolean> => (await api<View>(page, 'GET', `/api/staff/cases/${caseId}`)).body.clock.stands;
    expect(await stands()).toBe(true);
    await page.locator('.sub .lamp, .sub', { hasText: '停表' }).first().waitFor();
    await checkAxe(page, 'paused case');
    await picture(page, 'approver-paused');
    await other(/特别程序结束/);
    const reason = page.locator('dialog[open] [name=reason]');
    if ((await reason.count()) > 0) await reason.fill('核实好了。');
    await page.locator('dialog[open] button[type=submit]').click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    expect(await stands()).toBe(false);

    await page.keyboard.press('Alt+o');
    await page.locator('footer.act .said').getByText('已办好').waitFor();
    const why = page.locator('footer.act #why');
    await page.getByRole('button', { name: /同意并盖章/ }).waitFor();
    await why.fill('符合条件。');
    await checkAxe(page, 'before the decision');
    await picture(page, 'approver-decide');
    await page.getByRole('button', { name: /同意并盖章/ }).click();
    await page.locator('footer.act .said').getByText('同意并盖章，已办好').waitFor();
    await checkAxe(page, 'decided');

    const elder = await person(browser, { width: 360 });
    await signIn(elder.page, city.url, 'chen-guilan');
    await elder.page.goto(`${city.url}/my/cases/${caseId}`);
    expect(await elder.page.locator('main').innerText()).toContain('符合条件。');
    await elder.page.goto(`${city.url}/my/views`);
    expect(await elder.page.locator('main').innerText()).toContain('王海涛');
    // The decision as a paper, opened on her phone.
    await elder.page.goto(`${city.url}/my/cases/${caseId}`);
    const paper = await elder.page.locator('#papers a[href$=".pdf"]').last().getAttribute('href');
    const pdf = await elder.context.request.get(`${city.url}${paper}`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    // The result goes to her: recorded at the desk that holds the delivery step, and the case is at its end.
    const hall = await person(browser, { width: 1366, height: 768 });
    await signIn(hall.page, city.url, 'zhao-min', '/desk/');
    // Found by her name, which stands in no address.
    await hall.page.locator('#find').fill('陈桂');
    await hall.page.keyboard.press('Enter');
    await hall.page.locator('tr', { hasText: number }).getByRole('link').click();
    await hall.page.waitForURL(`**/desk/cases/${caseId}`);
    expect(decodeURIComponent(hall.page.url())).not.toContain('陈');
    await hall.page
      .locator('footer.act')
      .getByRole('button', { name: /送达结果/ })
      .click();
    const delivery = hall.page.locator('dialog[open]');
    await delivery.locator('[name=how][value=handedOver]').check();
    await checkAxe(hall.page, 'delivery');
    await picture(hall.page, 'window-delivery');
    await delivery.locator('button[type=submit]').click();
    await hall.page.locator('footer.act .said').getByText('送达结果，已办好').waitFor();
    await elder.page.goto(`${city.url}/my/cases/${caseId}`);
    await elder.page.locator('main').getByText('办结').first().waitFor();
    // One star: the public figure for one star is one more, and no other moves.
    type Totals = { levels: { level: number; count: number }[] };
    const totals = async (): Promise<Record<number, number>> => {
      const { levels } = (await (await fetch(`${city.url}/api/ratings/totals`)).json()) as Totals;
      return Object.fromEntries(levels.map((l) => [l.level, l.count]));
    };
    await expect.poll(async () => (await elder.page.reload(), elder.page.locator('form.rating').count()), { timeout: 20_000 }).toBe(1);
    const before = await totals();
    await elder.page.locator('form.rating input[value="1"]').check();
    await elder.page.locator('form.rating button[type=submit]').click();
    await elder.page.locator('#rating-receipt').waitFor();
    expect(await totals()).toEqual({ ...before, 1: (before[1] ?? 0) + 1 });
    const open = (await (await fetch(`${city.url}/api/ratings/open`)).json()) as { rows: { level: number }[] };
    expect(open.rows.filter((r) => r.level === 1).length).toBe((before[1] ?? 0) + 1);
    await hall.close();
    await Promise.all([elder.close(), officer.close()]);
  });
});
