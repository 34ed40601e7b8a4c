import type { Page } from 'playwright-core';

/** A picture that is one: a PNG of a single pixel, the same on every run. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');

/**
 * The application of the son for his mother as he meets it, page by page: `met` is called on each with its name. Once
 * something is left out on purpose, so that the page with errors is met too.
 */
export async function applyForMother(page: Page, base: string, met: (name: string) => Promise<void>): Promise<string> {
  const settled = async (name: string): Promise<void> => {
    await page.waitForLoadState('load');
    await met(name);
  };
  await page.goto(`${base}/`);
  await settled('首页');
  await page.goto(`${base}/items/elder-allowance`);
  await settled('办事指南');
  await page.click('#to-list');
  for (const answer of ['relative', 'city', 'no', 'home']) {
    await settled(`问题：${answer}`);
    await page.locator(`input[type=radio][value=${answer}]`).check();
    await page.locator('form.question button.btn').click();
  }
  await page.locator('#list').waitFor();
  await settled('我的清单');
  await page.click('#to-start');
  await page.locator('button[name=account][value=zhou-jianhua]').click();
  await page.waitForURL(/apply\/start/);
  await settled('替谁办');
  await page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').check();
  await page.locator('form.form button.btn').click();
  await page.waitForURL(/apply\/[0-9a-f-]{36}/);
  let wrong = false;
  for (let step = 1; step < 8 && !page.url().includes('/materials'); step++) {
    await settled(`填表第${step}步`);
    if (!wrong && (await page.locator('[name=bankAccount]').count()) > 0) {
      wrong = true;
      await page.locator('#form-next').click();
      await page.locator('#errors').waitFor();
      await settled(`填表第${step}步，有漏填`);
    }
    for (const [name, value] of Object.entries({
      contactPhone: '13800004417',
      relation: 'child',
      phone: '13800004428',
      accountHolder: '陈桂兰',
      bankName: 'rcb',
      bankAccount: '6217860000314402598',
      agree: 'yes',
    })) {
      const box = page.locator(`[name="${name}"]`);
      if ((await box.count()) === 0) continue;
      const kind = await box.first().evaluate((e) => (e instanceof HTMLSelectElement ? 'select' : (e as HTMLInputElement).type));
      if (kind === 'select') await box.selectOption(value);
      else if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox') await box.check();
      else if ((await box.inputValue()) === '') await box.fill(value);
    }
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('#form-next').click()]);
  }
  await settled('交材料');
  await page.locator('#file-bankcard').setInputFiles({ name: '卡.png', mimeType: 'image/png', buffer: dot });
  const button = page.locator('[data-upload="bankcard"] button[type=submit]');
  if (await button.isVisible()) await button.click();
  await page.locator('#m-bankcard ul li').first().waitFor();
  await page.waitForTimeout(150);
  await settled('交了一份');
  await page.locator('#to-review').click();
  await page.locator('#submit').waitFor();
  await settled('核对');
  await page.locator('#submit').click();
  await page.locator('#receipt').waitFor();
  await settled('回执');
  const caseId = (await page.locator('#receipt').getAttribute('data-case')) ?? '';
  await page.locator('#to-case').click();
  await page.locator('#case').waitFor();
  // Both messages are on their way a moment later.
  for (let i = 0; i < 40 && (await page.locator('#notices tbody tr').count()) < 2; i++) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await settled('办件');
  return caseId;
}
