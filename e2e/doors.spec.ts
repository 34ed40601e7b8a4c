import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { plant } from '../tools/plant.ts';
import { type City, openCity } from './city.ts';
import { ok } from './elder-case.ts';
import { HttpPerson } from './http-person.ts';
import { api, person, signIn } from './people.ts';

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

type Line = { id: string; name: { zh: string }; status: string; depends: boolean };
type Answer = { evaluation: { lines: Line[]; conditions: { id: string; text: { zh: string } }[] } };
type Situation = { item: string; answers: Record<string, string> };

/** What a door draws: name of each material by its id, or in order where paper has no ids. */
type Drawn = { byId: Record<string, string> } | { names: string[] };

const byId = (page: Page): Promise<Drawn> =>
  page.evaluate(() => ({
    byId: Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[id^="m-"]')].map((row) => [
        row.id.slice(2),
        (row.querySelector('b, h2, h3')?.textContent ?? row.textContent ?? '').trim(),
      ]),
    ),
  }));
const query = (answers: Record<string, string>): string =>
  new URLSearchParams(Object.entries(answers).map(([id, value]): [string, string] => [`a.${id}`, value])).toString();

/** Who comes to the window in a situation, to which window, and who began on the phone. */
const visits: Record<string, { account: string; number: string; clerk: string }> = {
  relative: { account: 'zhou-jianhua', number: '329901196803042817', clerk: 'li-wen' },
  self: { account: 'chen-guilan', number: '329901194406171528', clerk: 'zhao-min' },
};
const begun = new Set<string>();
const atDesk = new WeakMap<Page, string>();

/** The window has the person before it and the application begun on the phone in hand. */
async function atTheWindow(page: Page, s: Situation): Promise<void> {
  const who = s.answers['who'] ?? '';
  const visit = visits[who] as (typeof visits)[string];
  if (!begun.has(who)) {
    const citizen = new HttpPerson(city.url);
    await citizen.signIn(visit.account);
    const me = await ok(citizen.ask<{ relatives: { partyId: string; name: string }[] }>('GET', '/api/me'));
    const mother = me.relatives.find((r) => r.name === '陈桂兰')?.partyId;
    const forMother = who === 'relative' ? { applicantId: mother, relation: 'mother' } : {};
    await ok(citizen.ask('POST', '/api/my/drafts', { handlingKey: `${s.item}.first`, answers: s.answers, ...forMother }));
    begun.add(who);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  if (atDesk.get(page) !== visit.clerk) {
    await page.context().clearCookies();
    await signIn(page, city.url, visit.clerk, '/desk/');
    atDesk.set(page, visit.clerk);
  }
  await page.goto(`${city.url}/desk/window`);
  const card = page.locator('input[name=number]');
  const there = page.locator('section[aria-label="来的人"]');
  await card.or(there).first().waitFor();
  if ((await there.count()) === 0) {
    await card.fill(visit.number);
    await page.keyboard.press('Enter');
  }
  await there.locator('.ls button', { hasText: '高龄津贴' }).first().click();
  await page.locator('.materials [id^="m-"]').first().waitFor();
}

/** Every door that shows an item's list; a later one joins by being listed here. */
const doors: readonly {
  name: string;
  javaScript: boolean;
  shows: 'all' | 'personal';
  open: (page: Page, s: Situation) => Promise<void>;
  read: (page: Page) => Promise<Drawn>;
}[] = [
  {
    name: 'guide',
    javaScript: true,
    shows: 'all',
    open: async (page, s) => void (await page.goto(`${city.url}/items/${s.item}`)),
    read: byId,
  },
  {
    name: 'guide without JavaScript',
    javaScript: false,
    shows: 'all',
    open: async (page, s) => void (await page.goto(`${city.url}/items/${s.item}`)),
    read: byId,
  },
  {
    name: 'guide in large type',
    javaScript: true,
    shows: 'all',
    open: async (page, s) => void (await page.goto(`${city.url}/items/${s.item}?elder=1`)),
    read: byId,
  },
  {
    name: 'personal list',
    javaScript: true,
    shows: 'personal',
    open: async (page, s) => void (await page.goto(`${city.url}/items/${s.item}/list?${query(s.answers)}`)),
    read: byId,
  },
  {
    name: 'kept list by its number',
    javaScript: false,
    shows: 'personal',
    open: async (page, s) => {
      await page.goto(`${city.url}/items/${s.item}/list?${query(s.answers)}`);
      await page.click('#get-number');
      await page.waitForURL(/\/lists\/\d{6}/);
    },
    read: byId,
  },
  {
    name: 'slip on paper',
    javaScript: false,
    shows: 'personal',
    open: async (page, s) => {
      await page.emulateMedia({ media: 'screen' });
      await page.goto(`${city.url}/items/${s.item}/list?${query(s.answers)}`);
      await page.click('#get-number');
      await page.waitForURL(/\/lists\/\d{6}/);
      await page.goto(`${page.url()}/slip`);
      await page.emulateMedia({ media: 'print' });
    },
    read: (page) =>
      page.evaluate(() => ({
        names: [...document.querySelectorAll<HTMLElement>('.need b, .slipno-need b')].map((b) => b.innerText.trim()),
      })),
  },
  {
    name: 'window',
    javaScript: true,
    shows: 'personal',
    open: atTheWindow,
    read: (page) =>
      page.evaluate(() => ({
        byId: Object.fromEntries(
          [...document.querySelectorAll<HTMLElement>('.materials [id^="m-"]')].map((row) => [
            row.id.slice(2),
            (row.querySelectorAll(':scope > span:not([class])')[0]?.textContent ?? row.textContent ?? '').trim(),
          ]),
        ),
      })),
  },
];

const situations: readonly Situation[] = [
  { item: 'elder-allowance', answers: { who: 'relative', hukou: 'city', getting: 'no', live: 'home' } },
  { item: 'elder-allowance', answers: { who: 'self', hukou: 'city', getting: 'no', live: 'institution' } },
];

/** Differences between what a door draws and the canonical list; empty when they are the same. */
function compare(canonical: Line[], drawn: Drawn, door: (typeof doors)[number]): string[] {
  const wanted = canonical.filter(
    (line) => door.shows === 'all' || ['bring', 'waived', 'promiseLater', ...('names' in drawn ? [] : ['optional'])].includes(line.status),
  );
  if ('names' in drawn) {
    const names = new Set(drawn.names);
    return [
      ...wanted.filter((l) => !names.has(l.name.zh)).map((l) => `missing: ${l.name.zh}`),
      ...drawn.names.filter((n) => !wanted.some((l) => l.name.zh === n)).map((n) => `not in the list: ${n}`),
    ];
  }
  const own = drawn.byId;
  return [
    ...wanted.flatMap((l) =>
      own[l.id] === undefined ? [`missing: ${l.id}`] : own[l.id] === l.name.zh ? [] : [`${l.id} reads ${own[l.id]}`],
    ),
    ...Object.keys(own)
      .filter((id) => !wanted.some((l) => l.id === id))
      .map((id) => `not in the list: ${id}`),
  ];
}

async function canonical(page: Page, s: Situation, answers: Record<string, string>): Promise<Line[]> {
  await page.goto(city.url);
  const { status, body } = await api<Answer>(page, 'POST', `/api/items/${s.item}/evaluate`, { facts: answers });
  expect(status).toBe(200);
  return body.evaluation.lines;
}

describe('I1 same source: what each door draws is the canonical list', () => {
  it.each(doors.map((d) => [d.name, d] as const))('%s', async (_, door) => {
    const reader = await person(browser, { width: 360, javaScript: true });
    const visitor = await person(browser, { width: 360, javaScript: door.javaScript });
    for (const s of situations) {
      const lines = await canonical(reader.page, s, door.shows === 'all' ? {} : s.answers);
      await door.open(visitor.page, s);
      expect(compare(lines, await door.read(visitor.page), door), `${door.name}: ${JSON.stringify(s)}`).toEqual([]);
    }
    await Promise.all([reader.close(), visitor.close()]);
  });

  it('I1 plant: in every door a row taken out, a name changed, a row added', async () => {
    const reader = await person(browser, { width: 360 });
    const visitor = await person(browser, { width: 360 });
    const s = situations[0] as Situation;
    for (const door of doors) {
      const lines = await canonical(reader.page, s, door.shows === 'all' ? {} : s.answers);
      for (const planted of ['remove', 'rename', 'add'] as const) {
        await door.open(visitor.page, s);
        await visitor.page.evaluate((what) => {
          const first = document.querySelector('[id^="m-"], .need');
          const label = first?.querySelector('b, h2, h3') ?? first;
          if (what === 'remove') first?.remove();
          if (what === 'rename' && label) label.textContent = '别的材料';
          if (what === 'add' && first?.parentElement) {
            const copy = first.cloneNode(true) as HTMLElement;
            copy.id = copy.id === '' ? '' : 'm-planted';
            const name = copy.querySelector('b, h2, h3') ?? copy;
            name.textContent = '多要的材料';
            first.parentElement.append(copy);
          }
        }, planted);
        await plant(`${door.name}: ${planted}`, async () => compare(lines, await door.read(visitor.page), door));
      }
    }
    await Promise.all([reader.close(), visitor.close()]);
  });
});
