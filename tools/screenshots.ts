/**
 * Makes the pictures of the README anew, from a real city played by hand-written steps: `node --import tsx tools/screenshots.ts`.
 * The numbers in the pictures are made up each time; the words, the fonts and the sizes are what a reader gets.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openCity } from '../e2e/city.ts';
import { launchBrowser } from './chromium.ts';

const out = resolve(import.meta.dirname, '../docs/images');
const most = 250 * 1024;

/** A grey sheet as PNG: stands for a photographed paper. */
function sheet(grey: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer): number => {
    let c = 0xffffffff;
    for (const byte of bytes) c = (table[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
    head.writeUInt32BE(data.length);
    tail.writeUInt32BE(crc(body));
    return Buffer.concat([head, body, tail]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(32, 0);
  size.writeUInt32BE(32, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: 32 }, () => Buffer.from([0, ...Array.from({ length: 32 }, () => grey)])));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
let grey = 40;

/** A card number that passes its check digit and belongs to nobody. */
const card = '6217860000314402598';

const city = await openCity({ clock: '2026-11-23T15:20:00+08:00' });
const browser: Browser = await launchBrowser();
const people: BrowserContext[] = [];

async function visitor(width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' });
  context.setDefaultTimeout(15_000);
  people.push(context);
  return context.newPage();
}

async function signedIn(account: string, to: string, width: number, height: number): Promise<Page> {
  const page = await visitor(width, height);
  await page.goto(`${city.url}${to.startsWith('/desk') ? '/desk' : ''}/sign-in?to=${encodeURIComponent(to)}`);
  await page.locator(`button[name=account][value=${account}]`).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  return page;
}

async function shot(page: Page, name: string, tall?: number): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  const { width } = page.viewportSize() ?? { width: 360 };
  const height = tall ?? page.viewportSize()?.height ?? 800;
  const path = join(out, `${name}.png`);
  await page.setViewportSize({ width, height });
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  process.stdout.write(`${name}.png ${Math.round(size / 1024)} KB\n`);
  if (size > most) throw new Error(`${name}.png is larger than 250 KB`);
}

async function call<T>(page: Page, method: string, path: string, data?: unknown): Promise<T> {
  const reply = await page.context().request.fetch(`${city.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'sec-fetch-site': 'same-origin' },
    ...(data === undefined ? {} : { data: JSON.stringify(data) }),
  });
  const body = (await reply.json().catch(() => ({}))) as T & { detail?: string };
  if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${JSON.stringify(body)}`);
  return body;
}

type Wanted = { handling: string; answers: Record<string, string>; values: Record<string, unknown>; files: string[]; applicantId?: string };
type Draft = { draftId: string; rev: number };

/** What the portal's forms do, over the same interface. */
async function draft(page: Page, wanted: Wanted): Promise<Draft> {
  const begun = await call<Draft>(page, 'POST', '/api/my/drafts', {
    handlingKey: wanted.handling,
    answers: wanted.answers,
    ...(wanted.applicantId ? { applicantId: wanted.applicantId, relation: 'child' } : {}),
  });
  const { rev } = await call<Draft>(page, 'PUT', `/api/my/drafts/${begun.draftId}`, { rev: begun.rev, values: wanted.values });
  for (const material of wanted.files) {
    grey += 7;
    const reply = await page.context().request.fetch(`${city.url}/api/my/drafts/${begun.draftId}/files/${material}`, {
      method: 'POST',
      headers: { 'idempotency-key': crypto.randomUUID(), 'sec-fetch-site': 'same-origin' },
      multipart: { file: { name: '照片.png', mimeType: 'image/png', buffer: sheet(grey) } },
    });
    if (!reply.ok()) throw new Error(`${material}: ${await reply.text()}`);
  }
  return { draftId: begun.draftId, rev };
}

async function apply(account: string, wanted: Wanted): Promise<string> {
  const page = await signedIn(account, '/my', 800, 600);
  const made = await draft(page, wanted);
  const { caseId } = await call<{ caseId: string }>(page, 'POST', `/api/my/drafts/${made.draftId}/submit`, { rev: made.rev });
  await page.context().close();
  return caseId;
}

type Seen = { seq: number; deeds: { verb: string; stepId: string | null }[] };
async function deed(page: Page, caseId: string, verb: string, body: Record<string, unknown> = {}): Promise<void> {
  const seen = await call<Seen>(page, 'GET', `/api/staff/cases/${caseId}`);
  const stepId = seen.deeds.find((d) => d.verb === verb)?.stepId;
  const path = verb.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  await call(page, 'POST', `/api/staff/cases/${caseId}/${path}`, { expectedSeq: seen.seq, ...(stepId ? { stepId } : {}), ...body });
}

const bank = (holder: string) => ({ accountHolder: holder, bankName: 'rcb', bankAccount: card });
const elderCard = (live: string, phone: string): Wanted => ({
  handling: 'elder-card.first',
  answers: { who: 'self', live: 'registered', cardKind: 'electronic' },
  values: { liveRegion: live, phone, agree: true },
  files: ['idcard'],
});
const relief = (name: string, live: string, phone: string, story: string, paidOut: number): Wanted => ({
  handling: 'temporary-relief.expense',
  answers: { cause: 'illness', low: 'no', helped: 'never', who: 'self' },
  values: {
    liveRegion: live,
    phone,
    happened: '2026-10-18',
    paidOut,
    members: [{ memberName: name, memberRelation: 'self', income: 1800 }],
    story,
    ...bank(name),
    agree: true,
  },
  files: ['idcard', 'meansCheck', 'bills', 'bankcard'],
});
const allowance: Wanted = {
  handling: 'elder-allowance.first',
  answers: { who: 'relative', hukou: 'city', getting: 'no', live: 'home' },
  values: {
    liveRegion: '329901101201',
    contactName: '周建华',
    contactPhone: '13800004417',
    relation: 'child',
    phone: '13800004428',
    accountHolder: '陈桂兰',
    bankName: 'rcb',
  },
  files: ['agency'],
};

/** The son begins on his phone and does not finish: no card number, no photograph. */
async function beginAllowance(): Promise<void> {
  const page = await signedIn('zhou-jianhua', '/my', 360, 780);
  await page.goto(`${city.url}/apply/start?item=elder-allowance.first&a.who=relative&a.hukou=city&a.getting=no&a.live=home`);
  const applicantId = await page.locator('label.opt', { hasText: '陈桂兰' }).locator('input').getAttribute('value');
  if (applicantId === null) throw new Error('the mother is not offered');
  await draft(page, { ...allowance, applicantId });
}

/** What has happened before the morning of the pictures. Answers the case of 孙德福, which is with the office that decides. */
async function earlierDays(): Promise<string> {
  const caseId = await apply('sun-defu', elderCard('329901102201', '13800004506'));
  await city.restart({ clock: '2026-11-24T10:15:00+08:00' });
  const clerk = await signedIn('zhao-min', '/desk/', 800, 600);
  await deed(clerk, caseId, 'accept');
  await apply(
    'lu-meizhen',
    relief('陆美珍', '329901101203', '13800004507', '孩子十月住院做手术，医保报完自己还付了三万多，家里一时周转不开。', 32600),
  );
  await apply(
    'wang-yan',
    relief('王䶮', '329901102001', '13800004505', '十月中旬骑车摔伤住院，两个月不能上班，医药费自己付了一万四。', 14200),
  );
  await apply('chen-guilan', elderCard('329901101201', '13800004428'));
  await city.restart({ clock: '2026-11-25T09:12:00+08:00' });
  await apply(
    'abudurexiti-maimaiti',
    relief('阿不都热西提·买买提', '329901001001', '13800004503', '父亲十月突然脑出血住院，自己付了五万六，店也关了一个月。', 56000),
  );
  await apply(
    'shen-liqun',
    relief('沈立群', '329901101001', '13800004501', '店里十月失火，自己也烧伤住院，修店和看病一共付了八万。', 80000),
  );
  await apply(
    'zhou-jianhua',
    relief('周建华', '329901101201', '13800004417', '工地上摔伤，十月住院两个星期，自己付了两万一，工钱也停了。', 21000),
  );
  await beginAllowance();
  return caseId;
}

async function citizenPages(caseId: string): Promise<void> {
  const phone = await visitor(360, 780);
  await phone.goto(city.url);
  await shot(phone, 'home-360');
  await phone.goto(`${city.url}/items/elder-allowance`);
  await shot(phone, 'guide-360');
  await phone.click('#to-list');
  for (const answer of ['relative', 'city', 'no', 'home']) {
    await phone.locator(`input[type=radio][value=${answer}]`).check();
    await phone.locator('form.question button.btn').click();
  }
  await shot(phone, 'list-360', 1000);
  const elder = await visitor(360, 780);
  await elder.goto(`${city.url}/?elder=1`);
  await shot(elder, 'elder-360');
  const wide = await visitor(1280, 860);
  await wide.goto(`${city.url}/items/elder-allowance`);
  await shot(wide, 'guide-1280');
  const own = await signedIn('sun-defu', '/my', 360, 780);
  await own.goto(`${city.url}/my/cases/${caseId}`);
  await shot(own, 'case-360', 1000);
}

async function deskPages(caseId: string): Promise<void> {
  const office = await signedIn('wang-haitao', '/desk/', 1440, 900);
  await office.goto(`${city.url}/desk/cases/${caseId}`);
  await office.locator('footer.act button:visible').first().waitFor();
  await shot(office, 'desk-case-1440');
  const clerk = await signedIn('zhao-min', '/desk/', 1440, 900);
  await clerk.goto(`${city.url}/desk/queue`);
  await clerk.locator('tbody tr').nth(1).click();
  await shot(clerk, 'desk-queue-1440', 640);
  const window3 = await signedIn('li-wen', '/desk/', 1440, 900);
  // The desk reads the time from the answers' date, which is the machine's and not the day being played.
  await window3.route(/\/api\/(?!.*live)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), date: new Date('2026-11-25T09:15:00+08:00').toUTCString() } });
  });
  await window3.goto(`${city.url}/desk/window`);
  await window3.getByRole('button', { name: '周建华' }).click();
  await window3.locator('section[aria-label=来的人]').waitFor();
  await window3
    .getByRole('button', { name: /高龄津贴/ })
    .first()
    .click();
  await window3.waitForTimeout(1_500);
  await shot(window3, 'desk-window-1440');
}

async function play(): Promise<void> {
  mkdirSync(out, { recursive: true });
  const caseId = await earlierDays();
  await citizenPages(caseId);
  await deskPages(caseId);
}

try {
  await play();
} finally {
  for (const context of people) await context.close().catch(() => undefined);
  await browser.close();
  await city.close();
}
