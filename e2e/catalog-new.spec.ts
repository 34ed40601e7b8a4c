/** A new item from nothing, by the screens alone, from a one-page fact sheet; and at once it can be applied for. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { reached } from '../tools/counts.ts';
import { type City, openCity } from './city.ts';
import { checkAxe, type Person, person, signIn } from './people.ts';

let city: City;
let browser: Browser;
let editor: Person;
let copy = '';
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const part = async (page: Page, name: string): Promise<void> => {
  await page.locator('.parts a', { hasText: name }).first().click();
  await page.locator('.pane.edit h2', { hasText: name }).or(page.locator('.report h2').first()).first().waitFor();
};
const saved = (page: Page): Promise<void> => page.locator('.saveline[data-state=saved]').waitFor();
const last = (at: Page | Locator): Locator => at.locator('details.edit-row[open]').last();
const open = (at: Page | Locator, title: string): Promise<void> =>
  at.locator('details.edit-row > summary', { hasText: title }).first().click();
const box = (at: Page | Locator, label: string): Locator => at.getByLabel(label, { exact: true }).and(at.locator('input,select,textarea'));

it('an editor writes 公共场所卫生许可证补办 from nothing, and every fault on the way is named in words', async () => {
  editor = await person(browser, { width: 1600, height: 1000 });
  const { page } = editor;
  await signIn(page, city.url, 'tang-yue', '/desk/');
  const began = performance.now();
  await page.getByRole('button', { name: '写一件新的' }).click();
  const dialog = page.locator('dialog[open]');
  await box(dialog, '叫什么').fill('公共场所卫生许可证补办');
  await box(dialog, '网址里的短名，小写字母和连字符').fill('hygiene-permit-replacement');
  await box(dialog, '主管部门').selectOption('health');
  await box(dialog, '事项类型').selectOption('01');
  await checkAxe(page, 'a new item');
  await dialog.getByRole('button', { name: '开始写' }).click();
  await page.locator('.panes.catalog').waitFor();
  copy = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await box(page, '企业').check();
  await box(page, '个体工商户').check();
  await box(page, '开店办企业').check();
  await box(page, '一句话说明').fill('许可证丢了或者坏了，补一张一样的，有效期不变。');
  await page.getByRole('button', { name: '加一条依据' }).click();
  await box(last(page), '哪部法、哪一条').fill('《公共场所卫生管理条例》第四条');

  await part(page, '群众说法');
  for (const word of ['卫生证丢了', '补卫生许可证', '宾馆卫生证坏了']) {
    await box(page, '群众说法').fill(word);
    await page.keyboard.press('Enter');
  }
  await part(page, '常见问题');
  await page.getByRole('button', { name: '加一条问答' }).click();
  await box(last(page), '问').fill('补的证有效期变不变？');
  await box(last(page), '答').fill('不变，和原来的证一样。');
  await part(page, '各地办法');
  await open(page, '云渚市');
  await box(last(page), '咨询电话').fill('0000-12345');
  await box(last(page), '投诉电话').fill('0000-12388');
  await saved(page);

  await page.locator('#handling-kind').selectOption('replace');
  await page.locator('#handling-regime').selectOption('permit');
  await page.locator('.add-handling').getByRole('button', { name: '加上' }).click();
  await part(page, '情形');
  await page.getByRole('button', { name: '加一条问题' }).click();
  const question = page.locator('.pane.edit details.edit-row').first();
  await box(question, '问什么').fill('许可证怎么了？');
  for (const [n, text] of ['丢了', '坏了'].entries()) {
    await question.locator('.edit-body details.edit-row > summary').nth(n).click();
    await box(question.locator('details.edit-row').nth(n), '选项').fill(text);
  }
  await saved(page);
  await part(page, '材料');
  await page.locator('.pane.edit').getByRole('button', { name: '加上' }).last().click();
  await box(last(page), '材料名称').fill('坏了的许可证');
  await box(last(page), '从哪里来').selectOption({ label: '政府部门核发' });
  await last(page).locator('fieldset.rule select').selectOption({ label: '许可证怎么了？' });
  await last(page).locator('fieldset.rule').getByRole('button', { name: '加上' }).click();
  await box(last(page).locator('fieldset.rule'), '坏了').check();
  await box(last(page).locator('fieldset.rule'), '丢了').uncheck();
  await saved(page);
  await part(page, '表单');
  await open(page, '填写');
  const step = page.locator('details.edit-row[open]').first();
  await box(step, '标题').fill('单位和许可证');
  for (const field of ['org.name', 'org.uscc', 'person.phone', 'org.region', 'declare.true']) {
    await box(step, '加一个填写项').selectOption(`shared:${field}`);
    await step.getByRole('button', { name: '加上' }).last().click();
    await saved(page);
  }
  await box(step, '加一个填写项').selectOption('licence-number');
  await box(step, '叫什么').fill('原许可证号');
  await step.getByRole('button', { name: '加上' }).last().click();
  await saved(page);
  await part(page, '收费和结果');
  await page.getByRole('button', { name: '加一条结果' }).click();
  await box(last(page), '名称').fill('公共场所卫生许可证');
  await part(page, '例子');
  for (const [name, answer] of [
    ['宾馆的证丢了', '丢了'],
    ['理发店的证坏了', '坏了'],
  ] as const) {
    await box(page, '加一个例子，写清楚是谁').fill(name);
    await page.keyboard.press('Enter');
    const example = page.locator('details.edit-row', { has: page.locator('> summary', { hasText: name }) });
    await box(example, '许可证怎么了？').selectOption({ label: answer });
    await saved(page);
    await example.getByRole('button', { name: '照现在算出来的填上' }).click();
    await saved(page);
  }
  // A government paper with no way round it and no reason: said in words, and the way there is one press.
  await part(page, '检查和送审');
  const fault = page.locator('.report .faults li', { hasText: '坏了的许可证' }).first();
  await fault.waitFor();
  expect(await fault.innerText()).not.toMatch(/[a-z]{3}/i);
  await fault.getByRole('button', { name: '材料' }).click();
  const paper = page.locator('details.edit-row[open]', { has: page.locator('> summary', { hasText: '坏了的许可证' }) });
  await paper.getByRole('button', { name: '写上“非交不可的理由”' }).click();
  await box(paper, '理由').selectOption({ label: '原件要收回注销' });
  await saved(page);
  await part(page, '检查和送审');
  await page.getByText('没有要改的，例子都跑通了，每种情形都试过。').waitFor();
  expect((await page.locator('.report .faults').allInnerTexts()).join('\n')).toBe('');
  reached('seconds to write a new item by the screens', Math.round((performance.now() - began) / 1000));
  expect(performance.now() - began).toBeLessThan(600_000);
  await checkAxe(page, 'a new item, ready');
  await page.getByRole('button', { name: '送部门审核' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '送部门审核' }).click();
  await page.locator('.sub .chip', { hasText: '在部门审核' }).waitFor();
}, 120_000);

it('two others pass it, and at once it is found and read on a phone with JavaScript off, and asks its question', async () => {
  const zheng = await person(browser);
  await signIn(zheng.page, city.url, 'zheng-kai', '/desk/');
  await zheng.page.locator('.me summary').click();
  await zheng.page.locator('.me-menu button', { hasText: '云渚市卫生健康委员会' }).click();
  await zheng.page.getByRole('link', { name: '公共场所卫生许可证补办' }).first().click();
  await zheng.page.getByText('这个办理项是新的。').waitFor();
  await zheng.page.getByRole('button', { name: '部门审核通过' }).click();
  await zheng.page.locator('dialog[open]').getByRole('button', { name: '部门审核通过' }).click();
  await zheng.page.locator('.sub .chip', { hasText: '在终审' }).waitFor();
  await zheng.close();
  const shen = await person(browser);
  await signIn(shen.page, city.url, 'shen-lan', `/desk/catalog/copies/${copy}`);
  await shen.page.getByRole('button', { name: '通过，现在就公布' }).click();
  await shen.page.locator('dialog[open]').getByRole('button', { name: '通过，现在就公布' }).click();
  await shen.page.locator('.sub .chip', { hasText: '已经公布' }).waitFor();
  await shen.close();

  const phone = await person(browser, { width: 360, height: 740, javaScript: false });
  await phone.page.goto(`${city.url}/search?q=${encodeURIComponent('卫生证丢了')}`);
  await phone.page.locator('a[href*="/items/hygiene-permit-replacement"]').first().click();
  await phone.page.getByText('补的证有效期变不变？').waitFor();
  await phone.page.locator('#to-list').click();
  await phone.page.getByText('许可证怎么了？').first().waitFor();
  await phone.close();
});
