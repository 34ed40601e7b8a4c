import { deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { api, checkAxe, person, type Person, signIn } from './people.ts';
import { picture } from './pictures.ts';

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

type Deed = { verb: string; stepId: string | null; blocked: { code: string } | null };
type View = {
  caseId: string;
  seq: number;
  state: string;
  deeds: Deed[];
  sources: Record<string, { from: string; by: string }>;
  clock: { stands: boolean; duePromised: string | null };
};
type Work = { rows: { caseId: string; number: string; lamp: string }[] };
const kebab = (verb: string): string => verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

async function view(p: Person, caseId: string): Promise<View> {
  const { status, body } = await api<View>(p.page, 'GET', `/api/staff/cases/${caseId}`);
  expect(status).toBe(200);
  return body;
}
/** Does a deed as the desk does it: with the seq just seen and the step the deed belongs to. */
async function deed(
  p: Person,
  caseId: string,
  verb: string,
  body: Record<string, unknown> = {},
): Promise<{ status: number; code?: string; seq?: number; state?: string }> {
  const seen = await view(p, caseId);
  const own = seen.deeds.find((d) => d.verb === verb);
  const answer = await api<{ code?: string; seq?: number; state?: string }>(p.page, 'POST', `/api/staff/cases/${caseId}/${kebab(verb)}`, {
    expectedSeq: seen.seq,
    ...(own?.stepId ? { stepId: own.stepId } : {}),
    ...body,
  });
  return { status: answer.status, ...answer.body };
}
const queueOf = async (p: Person): Promise<Work['rows']> => (await api<Work>(p.page, 'GET', '/api/staff/work?limit=50')).body.rows;

/** A photo of its own for each test: a PNG of one grey, made here. */
function photo(grey: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer): number => {
    let c = 0xffffffff;
    for (const b of bytes) c = (crcTable[(c ^ b) & 0xff] ?? 0) ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(8, 0);
  size.writeUInt32BE(8, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array.from({ length: 8 }, () => grey)])));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function luhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
const card = luhn('621786000031440259');

/** From the search box to the first page of the form, for the mother. */
async function begin({ page }: Person): Promise<void> {
  await page.goto(city.url);
  await page.fill('#q', '我妈八十多了能领啥钱');
  await page.click('form.search button');
  await picture(page, 'phone-search');
  await page.click('a[href="/items/elder-allowance"]');
  await picture(page, 'phone-guide');
  await page.click('#to-list');
  for (const answer of ['relative', 'city', 'no', 'home']) {
    await page.locator(`input[type=radio][value=${answer}]`).check();
    await page.locator('form.question button.btn').click();
  }
  expect(await page.locator('#list').getAttribute('data-outcome')).toBe('apply');
  await picture(page, 'phone-list');
  await page.click('#to-start');
}

/** Fills one step after another until the materials; what is known is not asked. */
async function fillForm({ page }: Person): Promise<string[]> {
  const typed: string[] = [];
  const fill = async (name: string, value: string): Promise<void> => {
    const box = page.locator(`[name="${name}"]`);
    if ((await box.count()) === 0 || !(await box.first().isVisible())) return;
    const tag = await box.first().evaluate((e) => `${e.tagName}:${(e as HTMLInputElement).type}`);
    if (tag.startsWith('SELECT')) await box.first().selectOption(value);
    else if (tag.endsWith(':radio')) await page.locator(`[name="${name}"][value="${value}"]`).check();
    else if (tag.endsWith(':checkbox')) await box.first().check();
    else if ((await box.first().inputValue()) !== '') return;
    else await box.first().fill(value);
    typed.push(name);
  };
  for (let step = 0; step < 8 && !page.url().includes('/materials'); step++) {
    for (const level of ['county', 'town', 'village'] as const) {
      const select = page.locator(`select[name="liveRegion.${level}"]`);
      if ((await select.count()) === 0 || (await select.inputValue()) !== '') continue;
      await select.selectOption({ county: '329901', town: '329901101', village: '329901101201' }[level]);
      const more = page.locator('button[name=_refresh]');
      if (level !== 'village' && (await page.locator(`select[name="liveRegion.${level === 'county' ? 'town' : 'village'}"]`).count()) === 0)
        await more.first().click();
    }
    for (const [name, value] of Object.entries({
      contactName: '周建华',
      contactPhone: '13800004417',
      relation: 'child',
      phone: '13800004428',
      accountHolder: '陈桂兰',
      bankName: 'rcb',
      bankAccount: card,
      agree: 'yes',
    }))
      await fill(name, value);
    await page.locator('#form-next').click();
    await page.waitForLoadState('load');
  }
  expect(page.url()).toContain('/materials');
  return typed;
}

async function addFile({ page }: Person, material: string, grey: number): Promise<void> {
  await page.locator(`#file-${material}`).setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: photo(grey) });
  const button = page.locator(`form[data-upload="${material}"] button[type=submit]`);
  if (await button.isVisible()) await button.click();
  await page.locator(`#m-${material} ul li`).first().waitFor();
}

async function submit({ page }: Person): Promise<{ caseId: string; slip: string; number: string }> {
  await page.locator('#to-review').click();
  await page.locator('#submit').click();
  await page.locator('#receipt').waitFor();
  return {
    caseId: (await page.locator('#receipt').getAttribute('data-case')) ?? '',
    slip: (await page.locator('#slip-code').innerText()).trim(),
    number: (await page.locator('#case-number').innerText()).replaceAll(/\s/g, ''),
  };
}

describe('the main job', () => {
  it('a son applies for his mother on his phone, is asked once for what is missing, corrects it there, and gets a decision', async () => {
    let son = await person(browser, { width: 360 });
    let { page } = son;
    await begin(son);
    await page.locator('button[name=account][value=zhou-jianhua]').click();
    await page.waitForURL(/apply\/start/);
    await checkAxe(page, 'for whom');
    await picture(page, 'phone-for-whom');
    await page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').check();
    await page.locator('form.form button.btn').click();
    await page.waitForURL(/apply\/[0-9a-f-]{36}/);
    await checkAxe(page, 'first step');
    await picture(page, 'phone-form');
    // What the register knows stands there with its source and is not asked.
    expect(await page.locator('dl.known').innerText()).toContain('陈桂兰');
    const typed = await fillForm(son);
    expect(typed).not.toContain('applicantName');
    await checkAxe(page, 'materials');
    // He leaves, and goes on at another device from his drafts: at the same place, nothing to be typed again.
    const leftAt = new URL(page.url()).pathname;
    await son.close();
    son = await person(browser, { width: 360 });
    ({ page } = son);
    await signIn(page, city.url, 'zhou-jianhua');
    await page.locator('a[href^="/apply/"]').first().click();
    await page.waitForURL(/\/apply\/[0-9a-f-]{36}/);
    expect(new URL(page.url()).pathname).toBe(leftAt);
    await checkAxe(page, 'taken up again');
    await picture(page, 'phone-materials');
    await addFile(son, 'bankcard', 100);
    const { caseId, slip } = await submit(son);
    await checkAxe(page, 'receipt');
    await picture(page, 'phone-receipt');

    // Anyone with the slip code sees the state, and never a name.
    const visitor = await person(browser, { width: 360, javaScript: false });
    await visitor.page.goto(`${city.url}/status`);
    await visitor.page.fill('#code', slip);
    await visitor.page.locator('form.form button.btn').click();
    const status = await visitor.page.locator('#status').innerText();
    expect(status).toContain('高龄津贴申领');
    await picture(visitor.page, 'slip-status');
    expect(status).not.toMatch(/陈|周建华/);
    await visitor.close();

    const clerk = await person(browser);
    await signIn(clerk.page, city.url, 'zhao-min', '/desk/');
    expect((await queueOf(clerk)).map((r) => r.caseId)).toContain(caseId);
    const wanted = { items: [{ kind: 'material', target: 'agency', say: '请补一份代办的说明，写明替谁办。' }] };
    const asked = await deed(clerk, caseId, 'issueCorrection', wanted);
    expect(asked).toMatchObject({ status: 200, state: 'correcting' });
    // One notice, complete: a second one is refused, and the case waits for the citizen alone.
    expect(
      (await api(clerk.page, 'POST', `/api/staff/cases/${caseId}/issue-correction`, { expectedSeq: asked.seq, ...wanted })).status,
    ).toBe(409);
    expect(await queueOf(clerk).then((rows) => rows.find((r) => r.caseId === caseId)?.lamp ?? 'you')).toBe('you');

    await page.goto(`${city.url}/my/cases/${caseId}`);
    expect(await page.locator('#need-correction').innerText()).toContain('代办的说明');
    await checkAxe(page, 'case that waits for me');
    await picture(page, 'phone-needed');
    await page.locator('#need-correction a.btn').click();
    await checkAxe(page, 'correction');
    await picture(page, 'phone-correction');
    await page.locator('#file-agency').setInputFiles({ name: '说明.png', mimeType: 'image/png', buffer: photo(150) });
    const up = page.locator('[data-upload="agency"] button[type=submit]');
    if (await up.isVisible()) await up.click();
    await page.locator('input[name="f.agency"]').waitFor({ state: 'attached' });
    await page.locator('#hand-in').click();
    await page.waitForURL(/done=corrected/);

    expect(await deed(clerk, caseId, 'accept')).toMatchObject({ status: 200, state: 'accepted' });
    const approver = await person(browser);
    await signIn(approver.page, city.url, 'wang-haitao', '/desk/');
    expect(await deed(approver, caseId, 'completeStep')).toMatchObject({ status: 200 });
    expect(await deed(approver, caseId, 'decide', { outcome: 'grant', reason: '符合条件。' })).toMatchObject({
      status: 200,
      state: 'decided',
    });

    // The rating is invited by the deed; one star counts like any other.
    const total = async (): Promise<number> => Number(await page.locator('#total-1').innerText());
    await page.goto(`${city.url}/ratings`);
    const before = await total();
    await checkAxe(page, 'public figures');
    await expect
      .poll(
        async () => {
          await page.goto(`${city.url}/my/cases/${caseId}`);
          return page.locator('#rate form').count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    await checkAxe(page, 'decided case');
    await picture(page, 'phone-decided');
    await page.locator('#rate input[name=level][value="1"]').check();
    await page.locator('#rate button[type=submit]').click();
    await page.locator('#rating-receipt').waitFor();
    await page.goto(`${city.url}/ratings`);
    expect(await total()).toBe(before + 1);

    // Who looked is there to read.
    await page.goto(`${city.url}/my/views`);
    await checkAxe(page, 'who looked');
    await picture(page, 'phone-who-looked');
    const paper = await son.context.request.get(
      `${city.url}${await page.goto(`${city.url}/my/cases/${caseId}`).then(() => page.locator('#papers a[href$=".pdf"]').first().getAttribute('href'))}`,
    );
    expect(paper.headers()['content-type']).toBe('application/pdf');
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await Promise.all([son.close(), clerk.close(), approver.close()]);
  });

  it('the same with JavaScript off, through submit', async () => {
    const son = await person(browser, { width: 360, javaScript: false });
    await begin(son);
    await son.page.locator('button[name=account][value=zhou-jianhua]').click();
    await son.page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').check();
    await son.page.locator('form.form button.btn').click();
    await fillForm(son);
    await addFile(son, 'bankcard', 120);
    const { number } = await submit(son);
    expect(number).toMatch(/^329901\d{8}1\d{6}[0-9A-Z]$/);
    await picture(son.page, 'without-scripts');
    await son.close();
  });

  it('whoever starts at once meets the situation first, and a lorry that needs no permit gets that answer instead of a form', async () => {
    const owner = await person(browser, { width: 360 });
    await signIn(owner.page, city.url, 'shen-liqun');
    await owner.page.goto(`${city.url}/items/road-freight-permit`);
    await owner.page.click('#to-start');
    expect(new URL(owner.page.url()).pathname).toBe('/items/road-freight-permit/list');
    await owner.page.locator('input[type=radio][value=light]').check();
    await owner.page.locator('form.question button.btn').click();
    expect(await owner.page.locator('#list').getAttribute('data-outcome')).toBe('notNeeded');
    await owner.close();
  });
  it('what is wrong comes back in words beside everything typed, and nothing is lost', async () => {
    const son = await person(browser, { width: 360, javaScript: false });
    const { page } = son;
    await begin(son);
    await page.locator('button[name=account][value=zhou-jianhua]').click();
    await page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').check();
    await page.locator('form.form button.btn').click();
    for (let i = 0; i < 6 && (await page.locator('[name=bankAccount]').count()) === 0; i++) {
      if ((await page.locator('[name=relation]').count()) > 0)
        await page
          .locator('[name=relation][value=child], select[name=relation]')
          .first()
          .evaluate((e) => {
            if (e instanceof HTMLSelectElement) e.value = 'child';
            else (e as HTMLInputElement).checked = true;
          })
          .catch(() => undefined);
      for (const level of ['county', 'town', 'village'] as const) {
        const select = page.locator(`select[name="liveRegion.${level}"]`);
        if ((await select.count()) > 0 && (await select.inputValue()) === '') {
          await select.selectOption({ county: '329901', town: '329901101', village: '329901101201' }[level]);
          if (
            level !== 'village' &&
            (await page.locator(`select[name="liveRegion.${level === 'county' ? 'town' : 'village'}"]`).count()) === 0
          )
            await page.locator('button[name=_refresh]').first().click();
        }
      }
      const radio = page.locator('input[name=relation][value=child]');
      if ((await radio.count()) > 0) await radio.check();
      await page.locator('#form-next').click();
    }
    await page.fill('[name=bankAccount]', card.slice(0, -1) + ((Number(card.at(-1)) + 1) % 10));
    await page.locator('#form-next').click();
    expect(await page.title()).toMatch(/^有\d处要改/);
    expect(await page.locator('#errors').innerText()).toContain('卡号');
    expect((await page.inputValue('[name=bankAccount]')).replaceAll(/\s/g, '')).toHaveLength(card.length);
    await son.close();
  });
});
