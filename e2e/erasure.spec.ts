/** A person is erased by two people in browsers: refused in words while a case runs, done by the second, gone from the register. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { accepted } from './elder-case.ts';
import { checkAxe, person, signIn } from './people.ts';

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

describe('erasing a person at the desk', () => {
  it('one asks and is told what stands against it; of somebody without cases another person does it', async () => {
    const { number } = await accepted(city);
    const [asks, does] = [await person(browser, { width: 1366, height: 768 }), await person(browser, { width: 1366, height: 768 })];
    const { page } = asks;
    await signIn(page, city.url, 'gao-xiang', '/desk/');
    await page.goto(`${city.url}/desk/erasures`);
    const ask = async (card: string, name: string): Promise<void> => {
      await page.getByLabel('身份证号码').fill(card);
      await page.getByLabel('姓名').fill(name);
      await page.getByLabel('依据的文号或申请编号').fill('示例市删除申请2026第3号');
      await page.keyboard.press('Enter');
    };
    await page.getByText('没有申请').waitFor();
    await checkAxe(page, 'asking');
    await ask('329901194406171528', '陈桂兰');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain(`办件${number}`);
    expect(await alert.innerText()).toContain('还在办');
    await ask('329901200105061024', '王䶮');
    await page.getByText('等另一个人确认').first().waitFor();
    expect(await page.getByRole('button', { name: '确认删除' }).count()).toBe(0);

    await signIn(does.page, city.url, 'jiang-yun', '/desk/');
    await does.page.goto(`${city.url}/desk/erasures`);
    await does.page.getByRole('button', { name: '确认删除' }).click();
    await does.page.locator('dialog[open]').waitFor();
    await checkAxe(does.page, 'confirming');
    await does.page.locator('dialog[open] button[type=submit]').click();
    await does.page.getByText('链上记了一笔').waitFor();
    await does.page.getByText('已经没有这个人').waitFor();
    await checkAxe(does.page, 'done');
    await page.reload();
    await ask('329901200105061024', '王䶮');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('没有查到');
    const { code, text } = await city.command(['verify']);
    expect([code, text.includes('没有发现改动或丢失')]).toEqual([0, true]);
    await asks.close();
    await does.close();
  }, 90_000);
});
