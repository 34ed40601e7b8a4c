/** A desk that nobody touches: asked in time, one key goes on, otherwise signed out with nothing left on the screen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { api, checkAxe, person, signIn } from './people.ts';

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

describe('idle at the desk (WCAG 2.2.1)', () => {
  it('is asked five minutes before the end, goes on by one key, is signed out otherwise; the other tab too', async () => {
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'wang-haitao', '/desk/');
    await page.clock.install();
    await page.goto(`${city.url}/desk/queue`);
    const asked = page.locator('dialog[open]', { hasText: '还在吗' });
    await page.locator('header.bar').waitFor();
    const session = () => api(page, 'GET', '/api/staff/session').then((answer) => answer.status);

    await page.clock.fastForward('54:30');
    expect(await asked.count()).toBe(0);
    await page.clock.fastForward('00:40');
    await asked.waitFor();
    await checkAxe(page, 'asked');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('接着用');
    await page.keyboard.press('Shift');
    await asked.waitFor({ state: 'detached' });
    expect(await session()).toBe(200);

    // From that key on it is counted anew.
    await page.clock.fastForward('54:30');
    expect(await asked.count()).toBe(0);
    await page.clock.fastForward('00:40');
    await asked.waitFor();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });

    const second = await clerk.context.newPage();
    await second.goto(`${city.url}/desk/queue`);
    await second.locator('header.bar').waitFor();
    await page.clock.fastForward('55:10');
    await asked.waitFor();
    await page.clock.fastForward('05:10');
    for (const tab of [page, second]) {
      await tab.getByText('已经自动退出登录').waitFor();
      expect(await tab.locator('header.bar').count()).toBe(0);
      expect(await tab.locator('body').innerText()).not.toContain('王海涛');
    }
    expect(await session()).toBe(401);
    await checkAxe(page, 'signed out');
    await page.getByText('重新登录，回到这一页').click();
    await page.locator('button[name=account]').first().waitFor();
    await clerk.close();
  }, 90_000);

  it('登录和安全 lists the browsers and ends the others, and sets a second factor up by its QR code; the pages pass axe', async () => {
    const [here, there] = [await person(browser), await person(browser)];
    for (const one of [here, there]) await signIn(one.page, city.url, 'zhao-min', '/desk/');
    await here.page.goto(`${city.url}/desk/`);
    await here.page.locator('details.me summary').click();
    await here.page.getByText('登录和安全').click();
    await here.page.getByText('您正在用的这台').waitFor();
    await checkAxe(here.page, 'security');
    await here.page.getByRole('button', { name: '除了这台，全部退出' }).click();
    await here.page.getByText('办好了').waitFor();
    expect((await api(there.page, 'GET', '/api/staff/session')).status).toBe(401);
    expect((await api(here.page, 'GET', '/api/staff/session')).status).toBe(200);
    await here.page.getByText('设置动态码').click();
    await here.page.locator('.qr svg').waitFor();
    await checkAxe(here.page, 'set-up');
    await here.page.locator('#code').fill('000000');
    await here.page.keyboard.press('Enter');
    await here.page.getByText('还可以试4次').waitFor();
    await checkAxe(here.page, 'wrong code');
    await here.close();
    await there.close();
  }, 60_000);
});
