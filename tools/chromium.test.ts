import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

test('a Chinese page shows characters, not boxes, in both weights', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
  await page.setContent('<meta charset="utf-8"><p style="font:16px system-ui">政务服务</p>');
  const pictures = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 48;
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    const draw = (text: string, weight: number): string => {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 48, 48);
      pen.fillStyle = '#000';
      pen.font = `${weight} 40px system-ui, sans-serif`;
      pen.fillText(text, 2, 40);
      return canvas.toDataURL();
    };
    // The last is in no font: it shows what a box looks like here.
    return ['政', '务', '通', '龑', '䶮', '\u{10FFFD}'].flatMap((text) => [draw(text, 400), draw(text, 700)]);
  });
  expect(new Set(pictures.slice(0, -2)).size).toBe(10);
  for (const picture of pictures.slice(0, -2)) expect(pictures.slice(-2)).not.toContain(picture);
  await page.close();
});

test('the browser keeps origins apart', async () => {
  const page = await browser.newPage();
  const open = () =>
    new Promise<Server>((done) => {
      const s = createServer((_, reply) => reply.end('x')).listen(0, '127.0.0.1', () => done(s));
    });
  const [ours, other] = [await open(), await open()];
  const at = (s: Server) => `http://127.0.0.1:${(s.address() as AddressInfo).port}/`;
  await page.goto(at(ours));
  expect(
    await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'read',
          () => 'refused',
        ),
      at(other),
    ),
  ).toBe('refused');
  for (const s of [ours, other]) s.close().closeAllConnections();
  await page.close();
});
