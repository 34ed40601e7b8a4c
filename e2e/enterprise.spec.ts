/** A company through its legal representative, two officers on the spot, and more time that one asks for and another grants. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { ok, type View } from './elder-case.ts';
import { HttpPerson } from './http-person.ts';
import { api, checkAxe, person, signIn } from './people.ts';
import { picture } from './pictures.ts';
import { pdf } from './portal-cases.ts';

let city: City;
let browser: Browser;
let caseId = '';
let number = '';
beforeAll(async () => {
  city = await openCity({ env: { TONGBAN_SANDBOX_DEPARTMENT: 'silent' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const health = '卫生健康';
const company = '云渚市临河荷风餐饮有限公司';
/** What the register does not know of the company’s new hairdresser’s shop. */
const typed: Record<string, string> = {
  placeAddress: '柳桥镇双桥路5号',
  area: '60',
  category: 'natural',
  disinfect: 'own',
  staffCount: '3',
  healthCount: '3',
  agree: 'yes',
};

async function fill(page: Page): Promise<string[]> {
  const asked: string[] = [];
  for (let step = 0; step < 6 && !page.url().includes('/materials'); step++) {
    for (const [name, value] of Object.entries(typed)) {
      const box = page.locator(`[name="${name}"]`);
      if ((await box.count()) === 0 || !(await box.first().isVisible())) continue;
      const kind = await box.first().evaluate((e) => (e instanceof HTMLSelectElement ? 'select' : (e as HTMLInputElement).type));
      if (kind === 'select') await box.first().selectOption(value);
      else if (kind === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check();
      else if (kind === 'checkbox') await box.first().check();
      else await box.first().fill(value);
      asked.push(name);
    }
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('#form-next').click()]);
  }
  return asked;
}

/** A deed with its dialog: a button of its own, or one of the other deeds. */
async function other(page: Page, name: RegExp, reason: string): Promise<void> {
  const bar = page.locator('footer.act');
  const menu = bar.locator('details.others');
  await bar.getByRole('button').or(menu).first().waitFor();
  if ((await bar.getByRole('button', { name }).count()) === 0) await menu.locator('summary').click();
  await bar.getByRole('button', { name }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('[name=reason]').fill(reason);
  await checkAxe(page, `dialog ${name}`);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}
/** The officer’s post of an office; some hold one in several. */
async function takePost(page: Page, office: string): Promise<void> {
  const { body } = await api<{ posts: { id: string; organName: string }[] }>(page, 'GET', '/api/staff/session');
  const postId = body.posts.find((p) => p.organName.includes(office))?.id;
  expect(postId, `${office} of ${body.posts.map((p) => p.organName).join()}`).toBeDefined();
  expect((await api(page, 'PUT', '/api/staff/session/post', { postId })).status).toBe(200);
}
async function atCase(account: string, office?: string): Promise<{ page: Page; close: () => Promise<void> }> {
  const officer = await person(browser, { width: 1440, height: 900 });
  await signIn(officer.page, city.url, account, '/desk/');
  if (office !== undefined) await takePost(officer.page, office);
  await officer.page.goto(`${city.url}/desk/cases/${caseId}`);
  await officer.page.locator('footer.act').waitFor();
  return officer;
}

describe('a company', () => {
  it('is applied for by its legal representative on the phone; what the register knows is not asked, and both stand on the case', async () => {
    const agent = await person(browser, { width: 360 });
    const { page } = agent;
    await signIn(page, city.url, 'shen-liqun');
    await page.goto(`${city.url}/apply/start?item=public-place-hygiene.new&a.kind=hair&a.air=no&a.report=have&a.staff=complete`);
    // A person is not asked whether he applies for himself where only companies may.
    expect(await page.locator('label.opt').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining(company)]));
    await page.locator('label.opt', { hasText: company }).locator('input').check();
    await checkAxe(page, 'for which company');
    await picture(page, 'company-for-whom');
    await page.locator('form.form button.btn').click();
    await page.waitForURL(/apply\/[0-9a-f-]{36}/);
    const known = await page.locator('dl.known').innerText();
    expect(known).toContain(company);
    expect(known).toContain('沈立群');
    await checkAxe(page, 'first step for the company');
    const asked = await fill(page);
    expect(asked).not.toContain('orgName');
    for (const material of ['plan', 'reportNow', 'rules', 'idcard', 'healthCards']) {
      const box = page.locator(`#file-${material}`);
      if ((await box.count()) === 0) continue;
      await box.setInputFiles({ name: `${material}.pdf`, mimeType: 'application/pdf', buffer: pdf(material) });
      await page.locator(`#m-${material} ul li`).first().waitFor();
    }
    await checkAxe(page, 'materials of the company');
    await page.locator('#to-review').click();
    await page.locator('#submit').click();
    await page.locator('#receipt').waitFor();
    caseId = (await page.locator('#receipt').getAttribute('data-case')) ?? '';
    number = (await page.locator('#case-number').innerText()).replaceAll(/\s/g, '');
    await page.goto(`${city.url}/my/cases/${caseId}`);
    await checkAxe(page, 'case of the company');
    await picture(page, 'company-case');
    type Own = { parties: { role: string; name: string }[]; events: { verb: string; who: string }[] };
    const { body } = await api<Own>(page, 'GET', `/api/my/cases/${caseId}`);
    expect(body.parties.map((p) => [p.role, p.name])).toEqual(
      expect.arrayContaining([
        ['applicant', company],
        ['agent', '沈立群'],
      ]),
    );
    // Nobody else stands for the company, also not with its number.
    const stranger = new HttpPerson(city.url);
    await stranger.signIn('sun-defu');
    expect((await stranger.ask('GET', `/api/my/cases/${caseId}`)).status).toBe(404);
    await agent.close();
  });
});

describe('two officers and more time', () => {
  it('one cannot check the place for both; the second does, and each stands with his own name', async () => {
    const clerk = new HttpPerson(city.url);
    await clerk.signIn('zhao-min', '/desk/');
    const seen = await ok(clerk.ask<View>('GET', `/api/staff/cases/${caseId}`));
    const stepId = seen.deeds.find((d) => d.verb === 'accept')?.stepId;
    await ok(clerk.ask('POST', `/api/staff/cases/${caseId}/accept`, { expectedSeq: seen.seq, stepId }));
    const first = await atCase('he-yong', health);
    await first.page.getByText('现场核查').first().waitFor();
    await checkAxe(first.page, 'two open checks');
    await picture(first.page, 'two-officers');
    type Open = View & { deeds: { verb: string; stepId: string | null; blocked: { code: string } | null }[] };
    const steps = async (page: Page): Promise<Open> => (await api<Open>(page, 'GET', `/api/staff/cases/${caseId}`)).body;
    const done = async (page: Page) => {
      const now = await steps(page);
      const deed = now.deeds.find((d) => d.verb === 'completeStep');
      return api<{ code?: string; state?: string }>(page, 'POST', `/api/staff/cases/${caseId}/complete-step`, {
        expectedSeq: now.seq,
        stepId: deed?.stepId,
        note: '到现场看过',
      });
    };
    expect((await done(first.page)).status).toBe(200);
    const twice = await done(first.page);
    expect([twice.status, twice.body.code]).toEqual([403, 'cases.own-twin-step']);
    const second = await atCase('peng-li', health);
    expect((await done(second.page)).status).toBe(200);
    const agent = new HttpPerson(city.url);
    await agent.signIn('shen-liqun');
    const mine = await ok(agent.ask<{ events: { verb: string; who: string }[] }>('GET', `/api/my/cases/${caseId}`));
    expect(
      mine.events
        .filter((e) => e.verb === 'completeStep')
        .map((e) => e.who)
        .toSorted(),
    ).toEqual(['何勇', '彭丽'].toSorted());
    await Promise.all([first.close(), second.close()]);
  });

  it('more time is asked for by the officer and granted by the head; the applicant reads why and the new day, and then the decision', async () => {
    const officer = await atCase('he-yong', health);
    const agent = await person(browser, { width: 360 });
    await signIn(agent.page, city.url, 'shen-liqun');
    const due = async (): Promise<string> =>
      (await api<{ clock: { duePromised: string } }>(agent.page, 'GET', `/api/my/cases/${caseId}`)).body.clock.duePromised;
    const before = await due();
    await other(officer.page, /请示延期/, '要等检测机构复核报告。');
    await picture(officer.page, 'extension-asked');
    // Asked is not granted: the day stands, and he cannot grant it himself.
    expect(await due()).toBe(before);
    expect(await officer.page.getByRole('button', { name: /批准延期/ }).count()).toBe(0);
    const head = await atCase('liu-jianping');
    await head.page.getByText('要等检测机构复核报告。').first().waitFor();
    await other(head.page, /批准延期/, '检测报告要复核，延长10个工作日。');
    expect((await due()) > before).toBe(true);
    await agent.page.goto(`${city.url}/my/cases/${caseId}`);
    expect(await agent.page.locator('main').innerText()).toContain('检测报告要复核');
    await checkAxe(agent.page, 'case with more time');
    await picture(agent.page, 'extension-told');
    const refreshed = await atCase('he-yong', health);
    await refreshed.page.keyboard.press('Alt+o');
    await refreshed.page.locator('footer.act .said').getByText('已办好').waitFor();
    await refreshed.page.locator('footer.act #why').fill('现场合格，材料齐。');
    await refreshed.page.getByRole('button', { name: /同意并盖章/ }).click();
    await refreshed.page.locator('footer.act .said').getByText('同意并盖章，已办好').waitFor();
    await agent.page.goto(`${city.url}/my/cases/${caseId}`);
    expect(await agent.page.locator('main').innerText()).toContain('现场合格，材料齐。');
    expect(number).toMatch(/^329901\d{8}1\d{6}/);
    await Promise.all([officer.close(), head.close(), refreshed.close(), agent.close()]);
  });
});
