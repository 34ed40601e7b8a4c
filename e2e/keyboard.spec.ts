import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, morning, openCity } from './city.ts';
import { checkAxe, person } from './people.ts';
import { asOnTheDay, picture } from './pictures.ts';
import { inEnglish } from './unmarked.ts';

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

/** Presses Tab until the focus is on what is wanted; a person with a keyboard has no other way. */
async function tabTo(page: Page, selector: string, most = 90): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached by Tab`);
}

describe('the window by keyboard alone', () => {
  it.each([
    {
      lang: 'zh',
      card: '329901195301191017',
      name: '孙德福',
      words: { visitor: '来的人', missing: /还差|缺|还要/, seen: '看过', notice: '受理通知书' },
    },
    {
      lang: 'en',
      card: '329901194406171528',
      name: '陈桂兰',
      words: { visitor: 'Visitor', missing: /^Missing/, seen: 'Original seen', notice: 'Notice of acceptance' },
    },
  ])('from the card to the accepted case, without a mouse, in $lang', async ({ lang, card, name: holder, words }) => {
    const clerk = await person(browser, lang === 'en' ? { width: 1366, height: 768 } : { width: 1440, height: 900 });
    const { page } = clerk;
    await asOnTheDay(page, morning);
    const check = lang === 'en' ? inEnglish : checkAxe;
    await page.goto(`${city.url}/desk/sign-in?to=${encodeURIComponent(`/desk/window?lang=${lang}`)}`);
    await tabTo(page, 'button[name=account][value=li-wen]');
    await page.keyboard.press('Enter');
    await page.locator('input[name=number]').waitFor();
    await check(page, 'reception');
    // The card field has the focus by itself.
    await page.keyboard.type(card);
    await page.keyboard.press('Enter');
    await page.getByText(words.visitor).first().waitFor();
    await page.locator('#item').waitFor();
    await check(page, 'visit open');
    await tabTo(page, '#item');
    await page.keyboard.type('高龄津贴');
    await page.locator('#items [role=option], #items li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('input[type=radio][value=self]').first().waitFor();
    for (const value of ['self', 'city', 'no', 'home']) {
      const option = page.locator(`input[type=radio][value=${value}]`).first();
      await option.waitFor();
      const name = (await option.getAttribute('name')) ?? '';
      await tabTo(page, `input[name="${name}"]`);
      for (let i = 0; i < 6 && !(await option.isChecked()); i++) await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
      expect(await option.isChecked(), value).toBe(true);
    }
    await check(page, 'situation');
    await page.keyboard.press('F9');
    await page.locator('[name=bankAccount]').waitFor();
    await check(page, 'form');
    for (const [name, text] of [
      ['accountHolder', holder],
      ['bankAccount', '6217860000314402598'],
      ['phone', '13800004506'],
    ] as const) {
      const box = page.locator(`[name="${name}"]`);
      if ((await box.count()) === 0 || (await box.inputValue()) !== '') continue;
      await tabTo(page, `[name="${name}"]`);
      await page.keyboard.type(text);
    }
    const bank = page.locator('[name=bankName]').first();
    const tag = await bank.evaluate((e) => e.tagName);
    await tabTo(page, '[name=bankName]');
    if (tag === 'SELECT') await page.keyboard.press('ArrowDown');
    else await page.keyboard.press('Space');
    await tabTo(page, '[name=agree]');
    await page.keyboard.press('Space');
    // Pressed too early, F9 says what is missing instead of doing half of it.
    await page.keyboard.press('F9');
    await page.locator('footer.act').getByText(words.missing).first().waitFor();
    for (const line of await page.locator('li[id^="m-"]').all()) {
      const seen = line.getByRole('button', { name: words.seen });
      if ((await seen.count()) === 0) continue;
      const id = (await line.getAttribute('id')) ?? '';
      await tabTo(page, `#${id} button`);
      for (
        let i = 0;
        i < 4 && !(await page.evaluate((seen) => document.activeElement?.textContent?.includes(seen) ?? false, words.seen));
        i++
      )
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(400);
    }
    await tabTo(page, '#confirmation input');
    await page.keyboard.press('Space');
    await page.keyboard.press('F9');
    await page.locator('#slip-code, dialog[open]').first().waitFor();
    for (let i = 0; i < 3; i++) {
      const dialog = page.locator('dialog[open]');
      if ((await dialog.count()) > 0) {
        await check(page, 'dialog');
        await tabTo(page, 'dialog[open] button[type=submit]');
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'detached' });
      }
      await page.waitForTimeout(300);
    }
    await page.locator('#slip-code').waitFor();
    expect(await page.locator('#case-number').innerText()).toMatch(/329901\d{8}2\d{6}/);
    await page.getByText(words.notice).first().waitFor();
    await check(page, 'received and accepted');
    if (lang === 'zh') await picture(page, 'window-by-keyboard');
    await page.keyboard.press('F2');
    await page.locator('input[name=number]').waitFor();
    await clerk.close();
  });
});
