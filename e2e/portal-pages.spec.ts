import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalPages } from '../src/channels/portal/mount-portal.ts';
import { launchBrowser } from '../tools/chromium.ts';
import { full, reached } from '../tools/counts.ts';
import { type City, openCity } from './city.ts';
import { checkAxe, person, signIn } from './people.ts';
import { ok, peopleOf } from './portal-cases.ts';

let city: City;
let browser: Browser;
let made: Made;
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
  made = await make();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const states = [
  'received',
  'correcting',
  'accepted',
  'paused',
  'refused',
  'granted',
  'closed',
  'notAccepted',
  'withdrawn',
  'terminated',
] as const;
type Made = {
  cases: Record<(typeof states)[number], string>;
  fresh: string;
  filled: string;
  papers: string[];
  list: string;
  place: string;
};

/** Everything the pages are about: drafts at their beginning and their end, a case in each state, a list, papers. */
async function make(): Promise<Made> {
  const { elder, clerk, approver, draft, act, received } = await peopleOf(city.url);
  const cases = {} as Made['cases'];
  const lacks = [
    { kind: 'material', target: 'bankcard', say: '请补银行卡照片。' },
    { kind: 'field', target: 'phone', say: '电话打不通，请再看一遍。' },
  ];
  const acceptedOne = async (): Promise<string> => {
    const id = await received('home', true);
    await act(clerk, id, 'accept');
    return id;
  };
  cases.received = await received();
  cases.correcting = await received();
  await act(clerk, cases.correcting, 'issueCorrection', { items: lacks });
  cases.accepted = await acceptedOne();
  cases.paused = await acceptedOne();
  await act(approver, cases.paused, 'pause', { kind: 'verification', reason: '要核实健在情况。', expectedEnd: '2026-12-01' });
  for (const [state, outcome, reason] of [
    ['granted', 'grant', '符合条件。'],
    ['refused', 'refuse', '经核实，不符合条件。'],
    ['closed', 'grant', '符合条件。'],
  ] as const) {
    cases[state] = await acceptedOne();
    await act(approver, cases[state], 'completeStep');
    await act(approver, cases[state], 'decide', { outcome, reason });
  }
  cases.notAccepted = await received();
  await act(clerk, cases.notAccepted, 'refuseAcceptance', { ground: 'notCompetent', reason: '不归本区管，请到户籍地。' });
  cases.withdrawn = await received();
  const mine = await ok(elder.ask<{ seq: number }>('GET', `/api/my/cases/${cases.withdrawn}`));
  await ok(elder.ask('POST', `/api/my/cases/${cases.withdrawn}/withdraw`, { expectedSeq: mine.seq, reason: '不办了。' }));
  cases.terminated = await acceptedOne();
  await act(approver, cases.terminated, 'terminate', { ground: 'personGone', reason: '申请人已经去世。' });
  const papersOf = async (id: string): Promise<string[]> =>
    (await ok(elder.ask<{ papers: { id: string }[] }>('GET', `/api/my/cases/${id}`))).papers.map((p) => p.id);
  // The last paper opened is the result delivered: the case is closed.
  for (const paper of await papersOf(cases.closed)) await elder.go(`/my/papers/${paper}.pdf`);
  const { draftId: fresh } = await draft();
  const last = await draft('institution');
  const values = { liveAddress: '柳桥镇荷塘村3组12号', institution: '柳桥镇敬老院', accountHolder: '陈桂兰', phone: '13800004428' };
  await ok(elder.ask('PUT', `/api/my/drafts/${last.draftId}`, { rev: last.rev, values }));
  await elder.upload(`/api/my/drafts/${last.draftId}/files/bankcard`);
  const query = '/items/elder-allowance/list?a.who=self&a.hukou=city&a.getting=no&a.live=home';
  const version = /name="version" value="([^"]+)"/.exec((await elder.go(query)).text)?.[1] ?? '';
  const list = new URL((await elder.go('/lists', { version, 'a.who': 'self', 'a.hukou': 'city', 'a.getting': 'no', 'a.live': 'home' })).url)
    .pathname;
  const place = /href="(\/places\/[^"]+)"/.exec((await elder.go('/places')).text)?.[1] ?? '';
  return {
    cases,
    fresh,
    filled: last.draftId,
    papers: [...new Set([...(await papersOf(cases.correcting)), ...(await papersOf(cases.refused)), ...(await papersOf(cases.granted))])],
    list,
    place,
  };
}

/** Where each page of the registry is looked at. A new page without a line here is a red test, and so is a line without a page. */
const addresses: Record<string, (m: Made) => string[]> = {
  '/': () => ['/'],
  '/search': () => ['/search', '/search?q=社保卡丢了', '/search?q=zzzzqq'],
  '/items': () => ['/items', '/items?event=birth', '/items?event=birth&object=enterprise'],
  '/places': () => ['/places'],
  '/places/:key': (m) => [m.place],
  '/region': () => ['/region', '/region?at=329901101&to=/items'],
  '/items/:key': () => ['/items/elder-allowance', '/items/public-place-hygiene', '/items/remote-medical-filing'],
  '/items/:key/list': () => [
    '/items/elder-allowance/list',
    '/items/elder-allowance/list?a.who=relative&change=who&error=1',
    '/items/elder-allowance/list?a.who=relative&a.hukou=city&a.getting=no&a.live=institution',
    '/items/road-freight-permit/list?kind=new&a.mass=light',
  ],
  '/lists/:number': (m) => [m.list],
  '/lists/:number/slip': (m) => [`${m.list}/slip`, `${m.list}/slip?large=1`],
  '/apply/start': () => ['/apply/start?item=elder-allowance.first&a.who=relative&a.hukou=city&a.getting=no&a.live=home'],
  '/apply/:id': (m) => [`/apply/${m.fresh}`, `/apply/${m.filled}?step=person`, `/apply/${m.filled}?step=money`],
  '/apply/:id/materials': (m) => [`/apply/${m.fresh}/materials`, `/apply/${m.filled}/materials`],
  '/apply/:id/review': (m) => [`/apply/${m.fresh}/review`, `/apply/${m.filled}/review`],
  '/my': () => ['/my'],
  '/my/signed-in': () => ['/my/signed-in'],
  '/my/cases/:id': (m) => Object.values(m.cases).map((id) => `/my/cases/${id}`),
  '/my/cases/:id/answer': (m) => [`/my/cases/${m.cases.correcting}/answer`],
  '/my/papers/:id': (m) => m.papers.map((id) => `/my/papers/${id}`),
  '/my/messages': () => ['/my/messages'],
  '/my/views': () => ['/my/views', '/my/views?case=none'],
  '/my/ratings': () => ['/my/ratings'],
  '/status': () => ['/status'],
  '/papers/check': () => ['/papers/check'],
  '/ratings': () => ['/ratings', '/ratings?receipt=XXXX'],
  '/api': () => ['/api'],
  '/about/access': () => ['/about/access'],
  '/about/privacy': () => ['/about/privacy'],
};
/** Answered with a file, or only by a link that is sent: nothing to look at here. */
const noPages: Record<string, string> = {
  '/items/:key/answer': 'leads on',
  '/apply/:id/files/:file': 'a file',
  '/my/cases/:id/files/:file': 'a file',
  '/my/papers/:id.pdf': 'a file',
  '/ratings/open.csv': 'a file',
  '/r/:token': 'a link of a receipt; its page is that of the rating on a case',
};
const errors = ['/no-such-page', '/items/no-such-item', '/my/cases/019ac000-0000-7000-8000-000000000000', '/lists/000000'];

type Look = { width: number; elder: boolean; contrast: boolean; lang: 'zh' | 'en'; root?: string };
const looks: Look[] = [];
for (const width of [320, 360, 768, 1280])
  for (const elder of [false, true])
    for (const contrast of [false, true]) for (const lang of ['zh', 'en'] as const) looks.push({ width, elder, contrast, lang });
for (const lang of ['zh', 'en'] as const) looks.push({ width: 360, elder: false, contrast: false, lang, root: '200%' });
const named = (l: Look): string =>
  [l.width, l.lang, l.elder && 'elder', l.contrast && 'contrast', l.root].filter((word) => word !== false && word !== undefined).join(' ');
/** In the short run each page is seen in two looks, other ones than the page before it (axe looks at the first); its further states in one. */
const some: Look[] = [
  { width: 360, elder: false, contrast: false, lang: 'zh' },
  { width: 320, elder: true, contrast: false, lang: 'zh' },
  { width: 1280, elder: false, contrast: false, lang: 'en' },
  { width: 360, elder: false, contrast: false, lang: 'zh', root: '200%' },
  { width: 768, elder: true, contrast: true, lang: 'en' },
  { width: 320, elder: false, contrast: true, lang: 'en' },
  { width: 1280, elder: true, contrast: false, lang: 'zh' },
];
const looksFor = (n: number, first: boolean): Look[] =>
  full ? looks : [some[n % some.length] as Look, ...(first ? [some[(n + 3) % some.length] as Look] : [])];

/** What is wrong with the page as it stands; empty when nothing is. */
async function faults(page: Page, look: Look): Promise<string[]> {
  return page.evaluate(
    ({ least, en }) => {
      const out: string[] = [];
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth > room)
        out.push(
          `sideways: ${[...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > room + 0.01)
            .map((e) => `${e.tagName}.${e.getAttribute('class') ?? ''} ${(e.textContent ?? '').slice(0, 20)}`)
            .slice(0, 3)
            .join(' | ')}`,
        );
      const h1 = document.querySelectorAll('h1').length;
      if (h1 !== 1) out.push(`${h1} h1`);
      const [name, ...rest] = document.title.split(' — ');
      if (name === '' || (rest.length === 0 && document.querySelector('header.top') !== null)) out.push(`title ${document.title}`);
      const marks = [...document.querySelectorAll('header,nav,main,footer')]
        .filter((e) => e.closest('main') === null || e.tagName === 'MAIN')
        .map((e) => e.tagName)
        .join(' ');
      if (document.documentElement.classList.contains('slip') ? marks !== 'MAIN' : !/^HEADER (NAV )?MAIN FOOTER NAV$/.test(marks))
        out.push(`landmarks ${marks}`);
      if (!document.documentElement.classList.contains('slip')) {
        const first = document.querySelector('a,button,input:not([type=hidden]),select,textarea');
        if (first?.getAttribute('href') !== '#main') out.push('the way past the head is not first');
        // A link inside a sentence follows the text; everything else is a target of its own.
        const inSentence = (e: Element): boolean => {
          const p = e.closest('p:not(.seeall),dd,td,blockquote');
          return p !== null && getComputedStyle(e).display === 'inline' && (p.textContent ?? '').trim() !== (e.textContent ?? '').trim();
        };
        for (const e of document.querySelectorAll('a,button,input,select,textarea,summary')) {
          if (e.matches('.skip,.vh,[type=hidden]') || e.closest('.vh') || inSentence(e)) continue;
          const label = e.matches('input[type=radio],input[type=checkbox]') ? e.closest('label') : null;
          const box = (label ?? e).getBoundingClientRect();
          if (box.width > 0 && box.height < least - 0.5)
            out.push(`low ${e.tagName} ${((e.textContent || e.getAttribute('name')) ?? '').trim().slice(0, 20)} ${box.height.toFixed(1)}`);
        }
      }
      if (en) {
        const han = /\p{Script=Han}/u;
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const text = walk.currentNode.textContent ?? '';
          if (han.test(text) && !walk.currentNode.parentElement?.closest('[lang]')?.getAttribute('lang')?.startsWith('zh'))
            out.push(`unmarked ${text.trim().slice(0, 20)}`);
        }
        for (const box of document.querySelectorAll('input:not([type=hidden])'))
          if (han.test((box as HTMLInputElement).value) && !box.closest('[lang]')?.getAttribute('lang')?.startsWith('zh'))
            out.push(`unmarked value of ${box.getAttribute('name')}`);
      }
      return out;
    },
    { least: look.elder ? 60 : 44, en: look.lang === 'en' },
  );
}

async function dress(context: BrowserContext, page: Page, look: Look): Promise<void> {
  const set = (name: string, value: string) => ({ name, value, url: city.url });
  await context.addCookies([
    set('tb_elder', look.elder ? '1' : '0'),
    set('tb_contrast', look.contrast ? '1' : '0'),
    set('tb_lang', look.lang),
  ]);
  await page.setViewportSize({ width: look.width, height: 800 });
}
async function inspect(page: Page, look: Look, axe: boolean): Promise<string[]> {
  if (look.root !== undefined) await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), look.root);
  const found = await faults(page, look);
  if (axe) await checkAxe(page, 'axe').catch((error: Error) => found.push(error.message.replaceAll(/\s+/g, ' ').slice(0, 400)));
  return found;
}

describe('every page of the portal', () => {
  it('of the registry has its addresses here', () => {
    const drawn = portalPages.filter((p) => p.method === 'GET').map((p) => p.path);
    expect(drawn.filter((path) => addresses[path] === undefined && noPages[path] === undefined)).toEqual([]);
    expect([...Object.keys(addresses), ...Object.keys(noPages)].filter((path) => !drawn.includes(path))).toEqual([]);
  });

  it(
    'axe finds nothing, nothing sticks out, targets are large, one heading, landmarks in order, Chinese is marked in English',
    async () => {
      const elder = await person(browser, { width: 360 });
      const { page, context } = elder;
      const thrown: string[] = [];
      page.on('pageerror', (error) => thrown.push(error.message));
      await signIn(page, city.url, 'chen-guilan');
      const nobody = await person(browser, { width: 360 });
      const found: string[] = [];
      let n = 0;
      let seen = 0;
      const walk = [...Object.values(addresses).map((of) => of(made)), errors].flatMap((list) =>
        list.map((path, i) => ({ path, first: i === 0 })),
      );
      for (const { path, first } of walk) {
        n += 1;
        const open = /^\/(my|apply)/.test(path) || n % 2 === 0 ? { page, context } : nobody;
        for (const [at, look] of looksFor(n, first).entries()) {
          await dress(open.context, open.page, look);
          const reply = await open.page.goto(`${city.url}${path}`);
          if (!errors.includes(path) && reply?.status() !== 200) found.push(`${path}: ${reply?.status()}`);
          seen += 1;
          for (const fault of await inspect(open.page, look, full || at === 0)) found.push(`${path} ${named(look)}: ${fault}`);
        }
      }
      expect(found).toEqual([]);
      expect(thrown).toEqual([]);
      reached('portal pages looked at', seen);
      await Promise.all([elder.close(), nobody.close()]);
    },
    full ? 1_800_000 : 120_000,
  );

  it(
    'is walked by the Tab key alone: every stop in the order of the page, none left out, each to be seen',
    async () => {
      const elder = await person(browser, { width: 360 });
      const { page, context } = elder;
      await signIn(page, city.url, 'chen-guilan');
      await dress(context, page, some[0] as Look);
      const found: string[] = [];
      let stops = 0;
      for (const list of Object.values(addresses).map((of) => of(made))) {
        for (const path of full ? list : list.slice(0, 1)) {
          await page.goto(`${city.url}${path}`);
          const wanted = await page.evaluate(() => {
            const all = [
              ...document.querySelectorAll<HTMLElement>('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]'),
            ];
            const reached = all.filter((e) => {
              if (e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true }) || (e as HTMLButtonElement).disabled) return false;
              if (!(e instanceof HTMLInputElement) || e.type !== 'radio') return true;
              // A group of radios is one stop: the chosen one, or the first.
              const group = [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${e.name}"]`)].filter(
                (r) => r.form === e.form,
              );
              return e === (group.find((r) => r.checked) ?? group[0]);
            });
            reached.forEach((e, i) => e.setAttribute('data-stop', String(i)));
            // A summary of errors takes the focus by itself: the walk begins at the top all the same.
            (document.activeElement as HTMLElement | null)?.blur();
            getSelection()?.setPosition(document.body, 0);
            return reached.map((e) => `${e.tagName} ${(e.textContent || e.getAttribute('name')) ?? ''}`.trim().slice(0, 30));
          });
          for (let i = 0; i < wanted.length; i++) {
            await page.keyboard.press('Tab');
            const at = await page.evaluate(() => {
              const e = document.activeElement as HTMLElement | null;
              const box = e?.getBoundingClientRect();
              const style = e === null ? undefined : getComputedStyle(e);
              return {
                stop: e?.getAttribute('data-stop') ?? null,
                seen: box !== undefined && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0,
                marked: style !== undefined && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
              };
            });
            stops += 1;
            if (at.stop !== String(i)) {
              found.push(`${path}: stop ${i} should be ${wanted[i]}, is ${at.stop === null ? 'nothing' : wanted[Number(at.stop)]}`);
              break;
            }
            if (!at.seen) found.push(`${path}: ${wanted[i]} has the focus and is not to be seen`);
            if (!at.marked) found.push(`${path}: ${wanted[i]} has the focus and nothing says so`);
          }
        }
      }
      expect(found).toEqual([]);
      reached('stops of the Tab key on portal pages', stops);
      await elder.close();
    },
    full ? 600_000 : 120_000,
  );
});
