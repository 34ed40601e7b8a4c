/** What a clerk does for who stands at the window or calls: corrections, earlier papers, the sentence read out on the telephone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { accepted, ok, received, type View } from './elder-case.ts';
import { HttpPerson } from './http-person.ts';
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

/** The mother's case, sent in from the phone; the district has told once what to correct. */
async function waiting(): Promise<{ caseId: string; number: string }> {
  const receipt = await received(city);
  const clerk = new HttpPerson(city.url);
  await clerk.signIn('zhao-min', '/desk/');
  const seen = await ok(clerk.ask<View>('GET', `/api/staff/cases/${receipt.caseId}`));
  await ok(
    clerk.ask('POST', `/api/staff/cases/${receipt.caseId}/issue-correction`, {
      expectedSeq: seen.seq,
      stepId: seen.deeds.find((d) => d.verb === 'issueCorrection')?.stepId,
      items: [
        { kind: 'field', target: 'bankAccount', say: '卡号和复印件对不上。' },
        { kind: 'material', target: 'bankcard', say: '请交看得清的银行卡复印件。' },
      ],
    }),
  );
  return receipt;
}

async function tabTo(page: Page, selector: string, most = 120): Promise<void> {
  for (let n = 0; n < most; n++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached by Tab`);
}

describe('I2 a correction at the window', () => {
  it('exactly what the notice asks, by keyboard alone; pressed too early it leads to what is missing; handed in it is the applicant’s own answer', async () => {
    const { caseId, number } = await waiting();
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'li-wen', '/desk/');
    // Nobody is here yet: the town's clerk has no way to it, also not by its address.
    await page.goto(`${city.url}/desk/window?answer=${caseId}`);
    await page.locator('input[name=number]').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect((await api(page, 'GET', `/api/staff/cases/${caseId}`)).status).toBe(404);
    await page.keyboard.type('329901194406171528');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label="来的人"]').waitFor();
    await page.getByRole('link', { name: /替他交要补的/ }).waitFor();
    await tabTo(page, `a[href$="answer=${caseId}"]`);
    await page.keyboard.press('Enter');
    const asked = page.locator('section[aria-label="要补的"]');
    await asked.locator('[name=bankAccount]').waitFor();
    await checkAxe(page, 'correction at the window');
    await picture(page, 'window-correction');
    // One field and one paper: that is what the notice says, and nothing else is asked.
    const boxes = asked.locator('form.deskform :is(input,select,textarea):not([type=hidden])');
    expect(await boxes.evaluateAll((all) => all.map((b) => (b as HTMLInputElement).name))).toEqual(['bankAccount']);
    expect(await asked.locator('li[id^="m-"]').evaluateAll((all) => all.map((li) => li.id))).toEqual(['m-bankcard']);
    expect(await asked.innerText()).toMatch(/卡号和复印件对不上[\s\S]*请交看得清的银行卡复印件/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('bankAccount');

    await page.keyboard.press('F9');
    await page.locator('footer.act').getByText('先补上：申请人怎样确认的。').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('F9');
    await page.locator('footer.act').getByText('没有交。就这样交的，再按一次F9。').waitFor();
    expect((await api<View>(page, 'GET', `/api/staff/cases/${caseId}`)).body.state).toBe('correcting');
    // The warning has led to the field; a wrong number says so at it.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('bankAccount');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('6222 0212');
    await page.keyboard.press('F9');
    await asked.locator('.field.err').waitFor();
    await checkAxe(page, 'wrong number');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('6222021234567890128');
    await page.setInputFiles('input[type=file]', { name: '银行卡.png', mimeType: 'image/png', buffer: onePixel });
    await asked.locator('#m-bankcard .given', { hasText: '银行卡.png' }).waitFor();
    await page.keyboard.press('F9');
    await page.getByRole('heading', { name: '补正交上了' }).waitFor();
    await checkAxe(page, 'handed in');
    await page.getByText(number).first().waitFor();
    await page.keyboard.press('F2');
    await page.getByText('陈桂兰的接待结束了。').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect((await api(page, 'GET', `/api/staff/cases/${caseId}`)).status).toBe(403);
    await clerk.close();

    const elder = new HttpPerson(city.url);
    await elder.signIn('chen-guilan');
    type Own = {
      state: string;
      needed: unknown[];
      values: Record<string, unknown>;
      events: { verb: string; who: string; door: string }[];
      materials: { materialId: string; route: string; addedDoor: string; file: { name: string } | null }[];
    };
    const mine = await ok(elder.ask<Own>('GET', `/api/my/cases/${caseId}`));
    expect(mine).toMatchObject({ state: 'received', needed: [] });
    expect(mine.values['bankAccount']).toBe('6222021234567890128');
    expect(mine.events.find((e) => e.verb === 'answerCorrection')).toMatchObject({ who: '李雯', door: 'window' });
    expect(mine.materials.at(-1)).toMatchObject({
      materialId: 'bankcard',
      route: 'file',
      addedDoor: 'window',
      file: { name: '银行卡.png' },
    });
  }, 90_000);

  it('somebody else was quicker: the window says who, keeps what was typed out of the case, and asks nothing any more', async () => {
    const { caseId } = await waiting();
    const clerk = await person(browser, { width: 1440, height: 900 });
    const { page } = clerk;
    await signIn(page, city.url, 'li-wen', '/desk/');
    await page.goto(`${city.url}/desk/window`);
    await page.locator('input[name=number]').fill('329901194406171528');
    await page.keyboard.press('Enter');
    await page.locator(`a[href$="answer=${caseId}"]`).click();
    await page.locator('[name=bankAccount]').fill('6222021234567890128');
    await page.getByRole('button', { name: /看过原件/ }).click();
    await page.locator('#confirmation input[value=readAloud]').check();
    const elder = new HttpPerson(city.url);
    await elder.signIn('chen-guilan');
    const mine = await ok(elder.ask<View & { needed: { stepId: string }[] }>('GET', `/api/my/cases/${caseId}`));
    const answer = { expectedSeq: mine.seq, stepId: mine.needed[0]?.stepId, note: '在手机上答过了' };
    const { seq } = await ok(elder.ask<{ seq: number }>('POST', `/api/my/cases/${caseId}/answer-correction`, answer));
    // The screen may already have heard of it and asked anew; either way nothing of the window goes in.
    await page.keyboard.press('F9');
    await page.getByText('现在没有要申请人补的').waitFor();
    await checkAxe(page, 'nothing asked any more');
    const after = await ok(elder.ask<View & { values: Record<string, unknown> }>('GET', `/api/my/cases/${caseId}`));
    expect([after.seq, after.values['bankAccount']]).toEqual([seq, '6217860000314402598']);
    await page.keyboard.press('F2');
    await page.locator('input[name=number]').waitFor();
    await clerk.close();
  }, 60_000);
});

describe('I2 a supplement at the window', () => {
  it('asked after acceptance, opened from the case itself, in English as well; answered it goes back to the officer with the same date', async () => {
    const { caseId } = await accepted(city);
    const officer = new HttpPerson(city.url);
    await officer.signIn('wang-haitao', '/desk/');
    const seen = await ok(officer.ask<View>('GET', `/api/staff/cases/${caseId}`));
    await ok(
      officer.ask('POST', `/api/staff/cases/${caseId}/request-supplement`, {
        expectedSeq: seen.seq,
        stepId: seen.deeds.find((d) => d.verb === 'requestSupplement')?.stepId,
        items: [
          { kind: 'field', target: 'phone', say: '号码打不通。' },
          { kind: 'other', target: 'other', say: '请说一下老人现在住哪儿。' },
        ],
      }),
    );
    const clerk = await person(browser, { width: 1440, height: 900 });
    const { page } = clerk;
    await signIn(page, city.url, 'li-wen', '/desk/');
    await page.context().addCookies([{ name: 'tb_lang', value: 'en', url: city.url }]);
    await page.goto(`${city.url}/desk/window`);
    await page.locator('input[name=number]').fill('329901194406171528');
    await page.keyboard.press('Enter');
    await page.locator(`a[href$="answer=${caseId}"]`).waitFor();
    await page.locator(`a[href$="/cases/${caseId}"]`).click();
    await page
      .locator('footer.act')
      .getByRole('button', { name: /supplement/i })
      .click();
    await page.locator('[name=phone]').fill('13800004429');
    await page.getByText('请说一下老人现在住哪儿。').first().waitFor();
    await page.locator('#answer-note').fill('住在女儿家。');
    await page.locator('#confirmation input[value=readAloud]').check();
    await checkAxe(page, 'supplement in English');
    const words = await page.locator('section.answer, footer.act').evaluateAll((all) => all.map((e) => e.textContent ?? '').join(' '));
    expect(words).toMatch(/Hand in for the applicant/);
    await page.keyboard.press('F9');
    await page.getByRole('heading', { name: /Supplement: handed in/ }).waitFor();
    await checkAxe(page, 'supplement handed in, in English');
    await page.keyboard.press('F2');
    await page.locator('input[name=number]').waitFor();
    await clerk.close();
    const after = await ok(officer.ask<View & { values: Record<string, unknown>; needed: unknown[] }>('GET', `/api/staff/cases/${caseId}`));
    expect(after).toMatchObject({ state: 'accepted', needed: [], values: { phone: '13800004429' } });
  }, 60_000);
});

describe('what earlier cases hold', () => {
  it('stands in the list of the window as it stands on the phone: not asked for, put in by itself, a newer paper may be given', async () => {
    const before = await received(city);
    const hall = new HttpPerson(city.url);
    await hall.signIn('zhao-min', '/desk/');
    type Seen = View & { materials: { id: string; materialId: string }[] };
    const seen = await ok(hall.ask<Seen>('GET', `/api/staff/cases/${before.caseId}`));
    await ok(
      hall.ask('POST', `/api/staff/cases/${before.caseId}/accept`, {
        expectedSeq: seen.seq,
        stepId: seen.deeds.find((d) => d.verb === 'accept')?.stepId,
        checkedMaterials: seen.materials.map((m) => m.id),
      }),
    );
    const elder = await person(browser, { width: 360 });
    await signIn(elder.page, city.url, 'chen-guilan');
    const begun = { handlingKey: 'elder-allowance.first', answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' } };
    const { draftId, rev } = (await api<{ draftId: string; rev: number }>(elder.page, 'POST', '/api/my/drafts', begun)).body;
    const values = { accountHolder: '陈桂兰', phone: '13800004428', bankName: 'rcb', bankAccount: '6217860000314402598', agree: true };
    expect((await api(elder.page, 'PUT', `/api/my/drafts/${draftId}`, { rev, values })).status).toBe(200);
    await elder.page.goto(`${city.url}/apply/${draftId}/materials`);
    await elder.page.locator('#m-bankcard').getByText('以前办件里有').waitFor();
    await checkAxe(elder.page, 'materials on the phone');
    await elder.page.goto(`${city.url}/apply/${draftId}/review`);
    expect(await elder.page.locator('#missing').count()).toBe(0);
    await elder.close();

    const clerk = await person(browser, { width: 1440, height: 900 });
    const { page } = clerk;
    await signIn(page, city.url, 'li-wen', '/desk/');
    await page.goto(`${city.url}/desk/window`);
    await page.locator('input[name=number]').fill('329901194406171528');
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label="来的人"] .ls button', { hasText: '高龄津贴' }).first().click();
    const card = page.locator('#m-bankcard');
    await card.locator('.chip', { hasText: '以前办件里有' }).waitFor();
    expect(await card.innerText()).toContain(`尾号${before.number.slice(-6)}`);
    await checkAxe(page, 'earlier paper at the window');
    await card.getByRole('button', { name: /想再要/ }).click();
    await card.getByRole('alert').getByText('不能再要').waitFor();
    await page.locator('#confirmation input[value=onScreen]').check();
    await page.keyboard.press('F9');
    await page.locator('#slip-code').waitFor();
    const mine = new HttpPerson(city.url);
    await mine.signIn('chen-guilan');
    const number = (await page.locator('#case-number').innerText()).trim();
    const list = await ok(mine.ask<{ rows: { caseId: string; number: string }[] }>('GET', '/api/my/cases'));
    const caseId = list.rows.find((r) => r.number === number)?.caseId;
    type Own = { materials: { materialId: string; route: string; file: unknown; source: { caseNumber: string } }[] };
    const own = await ok(mine.ask<Own>('GET', `/api/my/cases/${caseId}`));
    expect(own.materials).toMatchObject([{ materialId: 'bankcard', route: 'earlierCase', source: { caseNumber: before.number } }]);
    expect(own.materials[0]?.file).not.toBeNull();
    await clerk.close();
  }, 90_000);
});

describe('the landline way', () => {
  it('code and date of birth, by keyboard alone, one sentence in large type; wrong is wrong in one way; nothing stays for the next call', async () => {
    const { slipCode, number } = (await received(city)) as { number: string } & { slipCode?: string };
    const clerk = await person(browser, { width: 1366, height: 768 });
    const { page } = clerk;
    await signIn(page, city.url, 'sun-xiao', '/desk/');
    await tabTo(page, 'nav a[href$="/caller"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '来电查询' }).waitFor();
    await checkAxe(page, 'caller');
    // The box for the code has the focus by itself; too few digits are said before anything is asked.
    await page.keyboard.type('1234 5678');
    await page.keyboard.press('Enter');
    await page.getByText('查询码是12位数字，现在是8位。').waitFor();
    await checkAxe(page, 'caller, too few digits');
    const fill = async (code: string, birth: string): Promise<void> => {
      await page.keyboard.press('F2');
      await page.keyboard.type(code);
      await page.keyboard.press('Tab');
      await page.keyboard.type(birth);
      await page.keyboard.press('Enter');
    };
    const said: string[] = [];
    for (const [code, birth] of [
      [slipCode ?? '', '19440618'],
      ['999999999999', '19440617'],
    ] as const) {
      await fill(code, birth);
      await page.getByRole('alert').waitFor();
      said.push(await page.getByRole('alert').innerText());
    }
    expect(said[0]).toMatch(/没有对上[\s\S]*带证件到窗口/);
    expect(said[1]).toBe(said[0]);
    await checkAxe(page, 'caller, not matched');
    await fill(slipCode ?? '', '1944年6月17日');
    const aloud = page.locator('.aloud');
    await aloud.waitFor();
    expect(await aloud.innerText()).toBe(
      '您办的高龄津贴申领，现在在临河区政务服务管理局手上，不用您做什么，最晚12月2日星期三告诉您收不收得下。',
    );
    expect(await aloud.evaluate((e) => [parseFloat(getComputedStyle(e).fontSize) >= 28, e === document.activeElement])).toEqual([
      true,
      true,
    ]);
    expect(await page.locator('body').innerText()).not.toMatch(new RegExp(`陈桂兰|13800004428|${number}`));
    expect(page.url()).toBe(`${city.url}/desk/caller`);
    await checkAxe(page, 'caller, answered');
    await page.setViewportSize({ width: 640, height: 720 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    await page.keyboard.press('F2');
    await aloud.waitFor({ state: 'detached' });
    expect(await page.locator('#caller-code, #caller-birth').evaluateAll((all) => all.map((b) => (b as HTMLInputElement).value))).toEqual([
      '',
      '',
    ]);
    // An office that only decides has no such screen.
    const officer = await person(browser, { width: 1366, height: 768 });
    await signIn(officer.page, city.url, 'wang-haitao', '/desk/');
    await officer.page.locator('header nav').waitFor();
    expect(await officer.page.locator('nav a[href$="/caller"]').count()).toBe(0);
    await officer.close();
    await clerk.close();

    const elder = await person(browser, { width: 360 });
    await signIn(elder.page, city.url, 'chen-guilan', '/my/views');
    await elder.page.getByText('来电').first().waitFor();
    await elder.page.getByText('办到哪一步').first().waitFor();
    await elder.close();
  }, 60_000);
});

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
