import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalPages } from '../src/channels/portal/mount-portal.ts';
import { launchBrowser } from '../tools/chromium.ts';
import { full, reached } from '../tools/counts.ts';
import { type City, openCity } from './city.ts';
import { checkAxe, person, signIn } from './people.ts';
import { addresses, answers, errors, leadOn, make, type Made, noPages } from './portal-addresses.ts';
import { faults, type Look } from './portal-faults.ts';

let city: City;
let browser: Browser;
let made: Made;
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
  made = await make(city.url);
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

const widths = [320, 360, 768, 1280];
const looks: Look[] = [];
for (const width of widths)
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
  { width: 768, elder: true, contrast: true, lang: 'en' },
  { width: 360, elder: false, contrast: false, lang: 'zh', root: '200%' },
  { width: 1280, elder: true, contrast: false, lang: 'zh' },
  { width: 320, elder: false, contrast: true, lang: 'en' },
];
/** Kept lists may be opened a few times a minute only: nobody is to guess their numbers. */
const limited = (path: string): boolean => path.startsWith('/lists/');
const looksFor = (n: number, first: boolean, path = ''): Look[] =>
  full && !limited(path) ? looks : [some[n % some.length] as Look, ...(first ? [some[(n + 1) % some.length] as Look] : [])];

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

/** Nothing sticks out at any of the four widths, without loading the page anew. */
async function atEveryWidth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${over} px sideways at ${width}`);
  }
  return found;
}

describe('every page of the portal', () => {
  it('of the registry has its addresses here', () => {
    const drawn = portalPages.filter((p) => p.method === 'GET').map((p) => p.path);
    expect(drawn.filter((path) => addresses[path] === undefined && noPages[path] === undefined)).toEqual([]);
    expect([...Object.keys(addresses), ...Object.keys(noPages)].filter((path) => !drawn.includes(path))).toEqual([]);
    const deeds = portalPages.filter((p) => p.method === 'POST').map((p) => p.path);
    expect(deeds.filter((path) => answers[path] === undefined && leadOn[path] === undefined)).toEqual([]);
    expect([...Object.keys(answers), ...Object.keys(leadOn)].filter((path) => !deeds.includes(path))).toEqual([]);
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
        for (const [at, look] of looksFor(n, first, path).entries()) {
          await dress(open.context, open.page, look);
          const reply = await open.page.goto(`${city.url}${path}`);
          if (!errors.includes(path) && reply?.status() !== 200) found.push(`${path}: ${reply?.status()}`);
          seen += 1;
          for (const fault of await inspect(open.page, look, full || at === 0)) found.push(`${path} ${named(look)}: ${fault}`);
          if (at === 0) for (const fault of await atEveryWidth(open.page)) found.push(`${path} ${named(look)}: ${fault}`);
        }
      }
      expect(found).toEqual([]);
      expect(thrown).toEqual([]);
      reached('portal pages looked at', seen);
      await Promise.all([elder.close(), nobody.close()]);
    },
    full ? 1_800_000 : 240_000,
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
          const wanted = await page.evaluate(async () => {
            // What takes the focus by itself has it once the page was painted.
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
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
            // A summary of errors has it: the walk begins at the top all the same.
            document.body.tabIndex = -1;
            document.body.focus();
            document.body.removeAttribute('tabindex');
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
