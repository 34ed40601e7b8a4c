import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the pictures of the guides lie. */
export const pictures = resolve(import.meta.dirname, '../docs/pictures');
const most = 250 * 1024;

/** Leaves a picture of the page as it stands for the guides, when the docs are written anew (UPDATE_DOCS=1); otherwise nothing. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_DOCS'] !== '1') return;
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  if (size > most) throw new Error(`${name}.png has ${Math.round(size / 1024)} KB: more than a page of a guide should weigh`);
}

/** For pictures only: the desk tells how long somebody has been here by the date of the answers, which is the machine's and not the day played. */
export async function asOnTheDay(page: Page, day: string): Promise<void> {
  if (process.env['UPDATE_DOCS'] !== '1') return;
  const since = Date.now();
  await page.route(/\/api\/(?!.*live)/, async (route) => {
    const response = await route.fetch();
    const date = new Date(new Date(day).getTime() + Date.now() - since).toUTCString();
    await route.fulfill({ response, headers: { ...response.headers(), date } });
  });
}
