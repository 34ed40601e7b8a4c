import { axeSource } from './axe.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A person at a browser: own cookies, own screen. */
export type Person = { context: BrowserContext; page: Page; close(): Promise<void> };

/** Opens a browser of one's own. */
export async function person(browser: Browser, options: { width?: number; height?: number; javaScript?: boolean } = {}): Promise<Person> {
  const context = await browser.newContext({
    bypassCSP: true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    javaScriptEnabled: options.javaScript ?? true,
    locale: 'zh-CN',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  return { context, page, close: () => context.close() };
}

/** Signs in as a person would: at the labelled sandbox page, by name. */
export async function signIn(page: Page, base: string, account: string, to = '/my'): Promise<void> {
  const door = to.startsWith('/desk') ? '/desk/sign-in' : '/sign-in';
  await page.goto(`${base}${door}?to=${encodeURIComponent(to)}`);
  await page.locator(`button[name=account][value=${account}]`).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
}

/** axe finds nothing on the page as it stands now. */
export async function checkAxe(page: Page, what: string): Promise<void> {
  await page.addScriptTag({ content: axeSource }).catch(() => undefined);
  const found = (await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe?: { run(o: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    if (axe === undefined) return ['axe did not load'];
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.target.join(' '))
          .slice(0, 3)
          .join(' | ')}`,
    );
  })) as string[];
  expect(found, what).toEqual([]);
}

/** Calls the staff API with the session of a page, as the desk does. */
export async function api<T>(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
  key: string = crypto.randomUUID(),
): Promise<{ status: number; body: T }> {
  const url = new URL(path, page.url()).href;
  const reply = await page.context().request.fetch(url, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
  return { status: reply.status(), body: (await reply.json().catch(() => ({}))) as T };
}
