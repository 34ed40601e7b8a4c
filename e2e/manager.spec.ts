/** A manager sees where cases wait, gives two of them to somebody who is told, keeps a view and takes the list away: by keyboard, in a browser. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { accepted } from './elder-case.ts';
import { checkAxe, type Person, person, signIn } from './people.ts';
import { picture } from './pictures.ts';

let city: City;
let browser: Browser;
let manager: Person;
let numbers: string[];
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
  browser = await launchBrowser();
  numbers = [(await accepted(city)).number, (await accepted(city)).number];
  manager = await person(browser, { width: 1366, height: 768 });
  await signIn(manager.page, city.url, 'liu-jianping', '/desk/');
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const row = (page: Page, number: string) => page.locator('main .pane.list tbody tr', { hasText: number });
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('the manager’s room', () => {
  it('two cases are given to one person by keyboard alone, and that person is told', async () => {
    const { page } = manager;
    await page.getByRole('link', { name: '督办', exact: true }).click();
    await row(page, numbers[0] ?? '').waitFor();
    expect(await page.locator('main .pane.list tbody').innerText()).not.toContain('桂兰');
    await page.locator('.where tbody tr').first().waitFor();
    await checkAxe(page, 'the manager’s room');
    await picture(page, 'manager-room');

    await page.locator('h1').click();
    for (const number of numbers) {
      await page.keyboard.press('j');
      const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      expect(
        numbers.some((n) => focused.includes(n)),
        `${number}: ${focused}`,
      ).toBe(true);
      await page.keyboard.press('Space');
    }
    await page.keyboard.press('Alt+g');
    const dialog = page.locator('dialog[open]');
    await dialog.getByRole('radio').first().waitFor();
    await checkAxe(page, 'reassigning');
    await picture(page, 'manager-reassign');
    const to = dialog.locator('label', { hasText: '王海涛' }).getByRole('radio');
    await to.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('顾晓燕请假，先由您办');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('已改派2件，两边的人都会看到。').waitFor();
    await row(page, numbers[0] ?? '')
      .getByText('王海涛')
      .waitFor();

    const officer = await person(browser, { width: 1366, height: 768 });
    await signIn(officer.page, city.url, 'wang-haitao', '/desk/queue');
    const told = officer.page.locator('.handed-over');
    await told.waitFor();
    expect(await told.innerText()).toContain('有2件改派');
    expect(await told.innerText()).toContain('顾晓燕请假，先由您办');
    await checkAxe(officer.page, 'the queue with what was given');
    await picture(officer.page, 'manager-told');
    await told.getByRole('button', { name: '知道了' }).press('Enter');
    await told.waitFor({ state: 'detached' });
    await officer.close();
  }, 60_000);

  it('filters stand in the address, a view is kept and deleted, and a broken filter is answered in words with a way out', async () => {
    const { page } = manager;
    await page.getByRole('navigation', { name: '按什么数' }).getByRole('link', { name: '经办人' }).click();
    await page.locator('.where').getByRole('link', { name: '王海涛' }).click();
    await page.waitForURL(/person=[0-9a-f-]{36}/);
    await page.locator('.chosen', { hasText: '王海涛' }).waitFor();
    await row(page, numbers[1] ?? '').waitFor();
    expect(await page.locator('main .pane.list tbody tr').count()).toBe(2);
    await page.locator('.views summary').press('Enter');
    await page.getByLabel('把现在的筛选存成').fill('王海涛手上的');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('存好了：王海涛手上的').waitFor();
    await checkAxe(page, 'saved views');
    await picture(page, 'manager-views');

    await page.goto(`${city.url}/desk/supervise?lamp=purple`);
    await page.getByRole('alert').waitFor();
    await page.locator('main').getByRole('link', { name: '清除筛选' }).first().click();
    await row(page, numbers[0] ?? '').waitFor();
    await page.goto(`${city.url}/desk/supervise?lamp=over`);
    await page.getByText('没有符合这个筛选的。').waitFor();
    await checkAxe(page, 'nothing fits');

    await page.locator('.views summary').press('Enter');
    await page.locator('.views').getByRole('link', { name: '王海涛手上的' }).press('Enter');
    await page.waitForURL(/person=/);
    await page.locator('.views').getByRole('button', { name: /删掉/ }).press('Enter');
    await page.getByRole('status').getByText('删掉了：王海涛手上的').waitFor();
  }, 60_000);

  it('the list leaves as a table only with a purpose, masked; nothing overflows at twice the size', async () => {
    const { page } = manager;
    await page.goto(`${city.url}/desk/supervise`);
    await row(page, numbers[0] ?? '').waitFor();
    await page.getByRole('button', { name: '导出' }).press('Enter');
    const dialog = page.locator('dialog[open]');
    await checkAxe(page, 'exporting');
    await dialog.getByRole('radio', { name: '督办例会' }).check();
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /导出表格/ }).press('Enter')]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\uFEFF"期限"')).toBe(true);
    expect(text).toContain('陈**');
    expect(text).not.toContain('桂兰');
    await page.getByText('记录在案').waitFor();
    await page.setViewportSize({ width: 683, height: 500 });
    expect(await overflow(page)).toBe(0);
  }, 60_000);
});
