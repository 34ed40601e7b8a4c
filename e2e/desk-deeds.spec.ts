/** Every deed of the desk has a dialog a person can really use: by keyboard, with focus held, and the server does what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { reached } from '../tools/counts.ts';
import { type City, openCity } from './city.ts';
import { accepted, received, type View } from './elder-case.ts';
import { api, checkAxe, person, signIn } from './people.ts';
import { deskFaults, inEnglish } from './unmarked.ts';

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

const look = async (page: Page, caseId: string): Promise<View> => (await api<View>(page, 'GET', `/api/staff/cases/${caseId}`)).body;
const dialogOf = (page: Page) => page.locator('dialog[open]');

async function openCase(page: Page, caseId: string): Promise<void> {
  await page.goto(`${city.url}/desk/cases/${caseId}`);
  await page.locator('footer.act').waitFor();
  await page.getByText('陈桂兰').first().waitFor();
}

/** Opens the dialog of a deed from the bar or the menu beside it, by keyboard. */
async function openDeed(page: Page, name: string): Promise<void> {
  const named = new RegExp(`^\\s*${name}[…⋯]*\\s*(F\\d+|Alt \\w)?\\s*$`);
  const inBar = page.locator('footer.act button', { hasText: named });
  if ((await inBar.count()) > 0 && (await inBar.first().isVisible())) await inBar.first().focus();
  else {
    const menu = page.locator('footer.act details.others');
    if (!(await menu.evaluate((d) => (d as HTMLDetailsElement).open))) {
      await menu.locator('summary').focus();
      await page.keyboard.press('Enter');
    }
    await menu.locator('button', { hasText: named }).first().focus();
  }
  await page.keyboard.press('Enter');
  await dialogOf(page).waitFor();
}

const focusInDialog = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('dialog[open]')?.contains(document.activeElement) === true);

/** Verbs that are done in the bar itself with one press. */
const noDialog = new Set(['completeStep', 'decide', 'proposeDecision']);

async function everyDialog(page: Page, caseId: string, lang: 'zh' | 'en' = 'zh'): Promise<string[]> {
  const seen: string[] = [];
  const { deeds, seq } = await look(page, caseId);
  for (const deed of deeds.filter((d) => d.blocked === null && !noDialog.has(d.verb))) {
    await openDeed(page, deed.name[lang]);
    expect([deed.verb, await dialogOf(page).locator('h2').first().innerText()]).toEqual([deed.verb, deed.name[lang]]);
    expect([deed.verb, await focusInDialog(page)]).toEqual([deed.verb, true]);
    if (lang === 'en') await inEnglish(page, `dialog of ${deed.verb}`);
    else await checkAxe(page, `dialog of ${deed.verb}`);
    for (let n = 0; n < 12; n++) await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    expect([deed.verb, await page.evaluate(() => document.activeElement !== document.body)]).toEqual([deed.verb, true]);
    seen.push(deed.verb);
  }
  expect((await look(page, caseId)).seq, 'opening and closing does nothing').toBe(seq);
  return seen;
}

describe('the desk in English', () => {
  it('is chosen at the name and remembered, and says nothing of its own in Chinese', async () => {
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'zhao-min', '/desk/queue');
    await page.locator('details.me summary').click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'My work' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'My work' }).waitFor();
    await page.locator('details.me summary').click();
    await inEnglish(page, 'queue');
    // Planted: what no one marked or said in English, in a text, a mark and a label, is seen.
    await page.evaluate(() => {
      document.querySelector('h1')?.append('待办');
      document.querySelector('footer')?.append('，');
      document.querySelector('nav')?.setAttribute('aria-label', '工作台');
    });
    expect(await deskFaults(page)).toEqual(['marks in ，', 'unmarked 待办', 'unmarked aria-label 工作台']);
    await clerk.close();
  }, 60_000);

  it('every screen of the router is, each seen by somebody whose bar leads there', async () => {
    const source = readFileSync(join(import.meta.dirname, '../src/channels/desk/client/routes.tsx'), 'utf8');
    const paths = [...source.matchAll(/(?<!base)path: '(\/[^'$]+)'/g)].map((found) => found[1] as string);
    expect(paths).toEqual(expect.arrayContaining(['/queue', '/find', '/window', '/followups', '/supervise', '/catalog']));
    await received(city);
    const seen = new Set<string>();
    // A manager, an editor, the administrators of security and of the system, the auditor, a clerk.
    for (const account of ['liu-jianping', 'tang-yue', 'gao-xiang', 'fang-lei', 'jiang-yun', 'zhao-min']) {
      const staff = await person(browser, { width: 1366, height: 768 });
      const { page } = staff;
      await signIn(page, city.url, account, '/desk/queue?lang=en');
      await page.locator('header.bar nav a').first().waitFor();
      const bar = await page
        .locator('header.bar nav a, .me-menu a')
        .evaluateAll((links) => links.map((a) => new URL((a as HTMLAnchorElement).href).pathname));
      for (const path of bar.map((address) => address.replace(/^\/desk/, ''))) {
        // What the menu names beside the screens of the router is drawn by the server.
        if (seen.has(path) || !paths.includes(path)) continue;
        seen.add(path);
        await page.goto(`${city.url}/desk${path}`);
        await page.waitForFunction(() => document.querySelector('#main') !== null && document.querySelector('.waiting') === null);
        expect([path, await page.locator('main .problem').count()]).toEqual([path, 0]);
        await inEnglish(page, `screen ${path}`);
      }
      await staff.close();
    }
    expect(paths.filter((path) => !seen.has(path))).toEqual([]);
    reached('screens of the desk read in English', seen.size);
  }, 90_000);

  it('at the window the dialogs about a person are, before anything about anybody is begun', async () => {
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'zhao-min', '/desk/window?lang=en');
    for (const how of ['code', 'typed', 'card']) {
      await page.locator(`input[name=how][value=${how}]`).check();
      await inEnglish(page, `reception by ${how}`);
    }
    await page.locator('input[name=number]').fill('329901196803042817');
    await page.keyboard.press('Enter');
    await page.locator('#item').waitFor();
    for (const name of ['Change', 'Show']) {
      await page.getByRole('button', { name }).first().click();
      await dialogOf(page).waitFor();
      for (const other of await dialogOf(page).locator('input[name=who]').all()) await other.check();
      await inEnglish(page, `dialog ${name} of a person`);
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'detached' });
    }
    await page.keyboard.press('F2');
    await page.locator('input[name=number]').waitFor();
    await inEnglish(page, 'reception after a visit');
    await clerk.close();
  }, 60_000);

  it('a case and every dialog of its deeds are read and worked in English, by the same keys', async () => {
    const officer = await person(browser, { width: 1366, height: 768 });
    const { page } = officer;
    const { caseId, number } = await accepted(city);
    await signIn(page, city.url, 'wang-haitao', '/desk/queue?lang=en');
    await page.getByRole('heading', { name: 'My work' }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    await inEnglish(page, 'queue of an approver');
    await page.keyboard.press('/');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.locator('tbody tr').first().waitFor();
    await inEnglish(page, 'what was found');
    await openCase(page, caseId);
    await page.getByRole('heading', { name: 'Application', exact: true }).waitFor();
    await page.locator('table.cmp tbody tr').first().waitFor();
    await inEnglish(page, 'case');
    const seen = await everyDialog(page, caseId, 'en');
    expect(seen).toEqual(expect.arrayContaining(['askWindow', 'requestSupplement', 'pause', 'transfer']));
    await officer.close();
  }, 90_000);
});

describe('the deeds of the desk', () => {
  it('at intake and in review every dialog opens by keyboard, holds the focus and gives it back', async () => {
    const clerk = await person(browser, { width: 1440, height: 900 });
    await signIn(clerk.page, city.url, 'zhao-min', '/desk/');
    const { caseId } = await received(city);
    await openCase(clerk.page, caseId);
    const atIntake = await everyDialog(clerk.page, caseId);
    expect(atIntake).toEqual(expect.arrayContaining(['accept', 'issueCorrection', 'refuseAcceptance', 'transfer']));

    const { caseId: other } = await accepted(city);
    const officer = await person(browser, { width: 1366, height: 768 });
    await signIn(officer.page, city.url, 'wang-haitao', '/desk/');
    await openCase(officer.page, other);
    const inReview = await everyDialog(officer.page, other);
    expect(inReview).toEqual(expect.arrayContaining(['askWindow', 'requestSupplement', 'pause', 'transfer']));
  }, 120_000);

  it('a case is moved to an office of the list, and is no longer at this desk', async () => {
    const officer = await person(browser, { width: 1440, height: 900 });
    const { page } = officer;
    await signIn(page, city.url, 'wang-haitao', '/desk/');
    const { caseId } = await accepted(city);
    await openCase(page, caseId);
    const { deeds } = await look(page, caseId);
    await openDeed(page, deeds.find((d) => d.verb === 'transfer')?.name.zh ?? '');
    const offices = await dialogOf(page).locator('[name=organId] option').allInnerTexts();
    expect(offices.map((o) => o.trim())).toEqual(['请选', '云渚市民政局', '东湖县民政局']);
    await dialogOf(page).locator('[name=organId]').selectOption({ label: '东湖县民政局' });
    await dialogOf(page).locator('[name=reason]').fill('户口在东湖县。');
    await dialogOf(page).locator('button[type=submit]').click();
    await dialogOf(page).waitFor({ state: 'detached' });
    await page
      .locator('footer.act')
      .getByText(/已办好|不在您/)
      .first()
      .waitFor();
    expect((await api(page, 'GET', `/api/staff/cases/${caseId}`)).status).toBe(403);
    await checkAxe(page, 'moved away');
  }, 60_000);
});
