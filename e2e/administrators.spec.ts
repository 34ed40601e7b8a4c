/** The auditor finds what was done to a case and sees how far its chain proves itself: by keyboard, in a browser. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
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

/** Keeps a picture when a folder for pictures is named. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['TONGBAN_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe('the auditor', () => {
  it('comes to the record at once, finds a case by its number, and is told how far the chain proves itself', async () => {
    const { number } = await accepted(city);
    const { page } = await person(browser, { width: 1366, height: 768 });
    await signIn(page, city.url, 'jiang-yun', '/desk/');
    await page.waitForURL(/\/desk\/audit$/);
    expect(await page.getByRole('navigation', { name: '工作台' }).getByRole('link').allInnerTexts()).toEqual(['删除资料', '审计']);
    await checkAxe(page, 'asking the record');
    await page.getByLabel('办件号').focus();
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.locator('h2, .problem').first().waitFor();
    await page.getByRole('heading', { name: '记录链' }).waitFor();
    const chain = page.locator('section', { has: page.getByRole('heading', { name: '记录链' }) });
    expect(await chain.getByRole('status').innerText()).toContain('没有被改过');
    expect(await chain.locator('tbody tr').count()).toBe(2);
    const record = page.locator('section', { has: page.getByRole('heading', { name: '记录', exact: true }) });
    expect(await record.locator('tbody').innerText()).toContain('受理');
    expect(await page.locator('main').innerText()).not.toContain('桂兰');
    await checkAxe(page, 'the record of a case');
    await picture(page, 'audit');
    await page.getByLabel('办件号').fill('');
    await page.getByLabel('工号或全名').fill('没有这个人');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('工号');
  }, 60_000);
});

describe('the security administrator', () => {
  it('finds an office, gives a post to a colleague and ends it for a reason, by keyboard', async () => {
    const { page } = await person(browser, { width: 1366, height: 768 });
    await signIn(page, city.url, 'gao-xiang', '/desk/');
    await page.waitForURL(/\/desk\/posts$/);
    await page.getByLabel('部门名称里的字').focus();
    await page.keyboard.type('民政');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '临河区民政局' }).press('Enter');
    await page.getByRole('heading', { name: '临河区民政局的岗位' }).waitFor();
    const held = page.locator('section', { has: page.getByRole('heading', { name: '临河区民政局的岗位' }) }).locator('tbody tr');
    const before = await held.count();
    expect(await held.filter({ hasText: '王海涛' }).count()).toBe(1);
    await page.getByLabel('给谁（工号或全名）').focus();
    await page.keyboard.type('T0003');
    await page.keyboard.press('Enter');
    await page.getByText('现在是临河区5号窗综合受理').waitFor();
    await page.getByLabel('能做什么').selectOption('approver');
    await page.getByLabel('岗位名称').fill('社会救助科审批岗');
    await checkAxe(page, 'giving a post');
    await picture(page, 'posts');
    await page.getByRole('button', { name: '设岗' }).press('Enter');
    await page.getByText('给赵敏设了岗位，今天起能用，记录在案。').waitFor();
    expect(await held.count()).toBe(before + 1);
    await held.filter({ hasText: '赵敏' }).getByRole('button').press('Enter');
    const dialog = page.locator('dialog[open]');
    await checkAxe(page, 'ending a post');
    await dialog.getByRole('radio', { name: '设错了' }).focus();
    await page.keyboard.press('Space');
    await dialog.getByRole('button', { name: '停岗' }).press('Enter');
    await page.getByText('今天起停了，记录在案。').waitFor();
    expect(await held.count()).toBe(before);
  }, 60_000);
});

describe('the system administrator', () => {
  it('sees that next year waits for its notice, enters the days and publishes it', async () => {
    const { page } = await person(browser, { width: 1366, height: 768 });
    await signIn(page, city.url, 'fang-lei', '/desk/');
    await page.waitForURL(/\/desk\/calendar$/);
    await page.getByText('已公布，随系统自带').waitFor();
    await page.getByRole('link', { name: '2027年' }).press('Enter');
    await page.getByText('还没公布放假安排').waitFor();
    await checkAxe(page, 'a year that waits');
    await page.getByLabel('从哪天').fill('2027-02-06');
    await page.getByLabel('到哪天（只一天就不填）').fill('2027-02-12');
    await page.getByRole('button', { name: '加上' }).press('Enter');
    await page.getByText('加了5天，还没公布。').waitFor();
    await page.getByLabel('是什么').selectOption('on');
    await page.getByLabel('从哪天').fill('2027-01-30');
    await page.getByRole('button', { name: '加上' }).press('Enter');
    await page.getByText('加了1天，还没公布。').waitFor();
    await page.getByLabel('依据的通知').fill('2027年部分节假日安排的通知（示例）');
    await picture(page, 'calendar');
    await page.keyboard.press('Enter');
    await page.getByText('已公布：2027年部分节假日安排的通知（示例）（第1版').waitFor();
    await checkAxe(page, 'a year published');
    await page.goto(`${city.url}/desk/calendar?year=1999`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: '看今年' }).press('Enter');
    await page.getByText('已公布，随系统自带').waitFor();
  }, 60_000);
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
