import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskCss, elderCss, portalCss, qrSvg, renderPage, slipCss } from '#kit/server';
import { launchBrowser } from '../../../tools/chromium.ts';
import { gallery } from './gallery.tsx';

/** KIT_SHOTS=folder writes the pictures, to be looked at. */
const shots = process.env['KIT_SHOTS'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const qr = qrSvg('https://yunzhu.example/l/482913');
const modes = [
  { name: 'light', contrast: false, elder: false },
  { name: 'contrast', contrast: true, elder: false },
  { name: 'elder', contrast: false, elder: true },
] as const;

let browser: Browser;
let server: Server;
let home = '';

beforeAll(async () => {
  server = createServer((request, reply) => {
    const url = new URL(request.url ?? '/', 'http://kit');
    const sheets: Record<string, () => { css: string }> = {
      '/portal.css': portalCss,
      '/elder.css': elderCss,
      '/slip.css': slipCss,
      '/desk.css': deskCss,
    };
    const sheet = sheets[url.pathname];
    if (sheet) return void reply.setHeader('content-type', 'text/css; charset=utf-8').end(sheet().css);
    const sample = gallery[url.pathname.slice(1)];
    if (!sample) return void reply.writeHead(404).end();
    const mode = modes.find((m) => m.name === url.searchParams.get('mode')) ?? modes[0];
    const styles =
      url.pathname === '/slip'
        ? ['/slip.css']
        : url.pathname.startsWith('/desk-')
          ? ['/desk.css']
          : ['/portal.css', ...(mode.elder ? ['/elder.css'] : [])];
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.setHeader('content-security-policy', "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'");
    reply.end(renderPage(sample({ lang: 'zh', ...mode, styles, qr })));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
  if (shots) mkdirSync(shots, { recursive: true });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

async function open(name: string, mode: string, width: number, root?: string): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    bypassCSP: true,
    deviceScaleFactor: shots && width < 600 ? 1.5 : 1,
  });
  const tab = await context.newPage();
  await tab.goto(`${home}/${name}?mode=${mode}`);
  if (root) await tab.evaluate((size) => document.documentElement.style.setProperty('font-size', size), root);
  return tab;
}

/** Pieces small enough to be looked at closely. */
async function picture(tab: Tab, name: string): Promise<void> {
  if (!shots) return;
  const { width, height } = await tab.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  const piece = width < 600 ? 1300 : 2200;
  for (let y = 0, i = 1; y < height; y += piece, i++) {
    const clip = { x: 0, y, width, height: Math.min(piece, height - y) };
    await tab.screenshot({ path: join(shots, `${name}-${i}.png`), fullPage: true, clip });
  }
}

const overflow = (tab: Tab): Promise<string[]> =>
  tab.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > room + 1)
      .map((e) => `${e.tagName}.${e.getAttribute('class') ?? ''} ${e.textContent?.slice(0, 30) ?? ''}`)
      .slice(0, 6);
  });

/** Controls smaller than `least` px high; links inside a sentence and what is hidden from the eye do not count. */
const small = (tab: Tab, least: number): Promise<string[]> =>
  tab.evaluate((size) => {
    const out: string[] = [];
    for (const e of document.querySelectorAll('a,button,input,select,textarea,summary')) {
      if (e.matches('.skip,.vh,[type=hidden]') || e.closest('.vh,p:not(.seeall)')) continue;
      const label = e.matches('input[type=radio],input[type=checkbox]') ? e.closest('label') : null;
      const box = (label ?? e).getBoundingClientRect();
      if (box.width > 0 && box.height < size - 0.5)
        out.push(`${e.tagName} ${(e.textContent || e.getAttribute('name')) ?? ''} ${box.height.toFixed(1)}`);
    }
    return out;
  }, least);

describe.each(Object.keys(gallery))('%s', (name) => {
  test.each(modes)(
    '$name: no axe violation, nothing sticks out, targets are large',
    async (mode) => {
      const desk = name.startsWith('desk-');
      const widths = name === 'slip' ? [559] : desk ? [720, 1366, 1440] : [320, 360, 768, 1280];
      for (const width of widths) {
        const tab = await open(name, mode.name, width);
        expect(await overflow(tab), `${width}`).toEqual([]);
        if (name !== 'slip') expect(await small(tab, desk ? 24 : mode.elder ? 60 : 44), `${width}`).toEqual([]);
        if (width === 360 || width === 1280 || width === 1440 || name === 'slip') {
          await tab.evaluate(axe);
          const result = await tab.evaluate(async () => {
            const { axe: engine } = window as unknown as {
              axe: {
                run(options: object): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
              };
            };
            return (await engine.run({ resultTypes: ['violations'] })).violations.map(
              (v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary}`).join(' | ')}`,
            );
          });
          expect(result, `${width}`).toEqual([]);
          await picture(tab, `${name}-${mode.name}-${width}`);
        }
        await tab.context().close();
      }
    },
    120_000,
  );

  test.runIf(name !== 'slip')(
    'root font 200 % folds like a narrow phone',
    async () => {
      for (const width of name.startsWith('desk-') ? [1440] : [360, 1280]) {
        const tab = await open(name, 'light', width, '200%');
        expect(await overflow(tab), `${width}`).toEqual([]);
        await picture(tab, `${name}-200-${width}`);
        await tab.context().close();
      }
    },
    60_000,
  );
});

test('text spacing of WCAG 1.4.12 tears nothing', async () => {
  const spaced = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
  for (const name of Object.keys(gallery).filter((n) => n !== 'slip' && !n.startsWith('desk-'))) {
    const tab = await open(name, 'light', 360);
    await tab.addStyleTag({ content: spaced });
    expect(await overflow(tab), name).toEqual([]);
    await tab.context().close();
  }
}, 120_000);

test('the slip is one sheet of A5', async () => {
  const tab = await open('slip', 'light', 559);
  const pdf = await tab.pdf({ preferCSSPageSize: true });
  if (shots) writeFileSync(join(shots, 'slip.pdf'), pdf);
  const text = pdf.toString('latin1');
  expect(text.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(text) ?? [];
  expect(Math.round(Number(width))).toBe(420);
  expect(Math.round(Number(height))).toBe(595);
  await tab.context().close();
}, 60_000);

test('the form with errors gives the focus to the summary, its links to the first wrong box', async () => {
  const tab = await open('form-errors', 'light', 360);
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('errors');
  await tab.click('#errors a >> nth=1');
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('until.d');
  await tab.context().close();
}, 60_000);

test('Tab walks the form with errors from top to bottom, every stop to be seen', async () => {
  const tab = await open('form-errors', 'light', 360);
  const tops: number[] = [];
  for (let i = 0; i < 60; i++) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return undefined;
      const box = e.getBoundingClientRect();
      return { top: box.top + scrollY, width: box.width, footer: e.closest('footer') !== null };
    });
    if (!stop || stop.footer) break;
    expect(stop.width).toBeGreaterThan(1);
    tops.push(stop.top);
  }
  expect(tops.length).toBeGreaterThan(10);
  // The summary has the focus at first, so the walk begins below it; boxes of one row share their top.
  for (let i = 1; i < tops.length; i++) expect(tops[i]).toBeGreaterThanOrEqual((tops[i - 1] as number) - 30);
  await tab.context().close();
}, 60_000);
