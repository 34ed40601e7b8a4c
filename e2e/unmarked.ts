import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { checkAxe } from './people.ts';

/** Chinese on a page in English that no `lang` marks: in texts, in boxes; empty when a voice knows all of it. */
export async function unmarkedChinese(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const out: string[] = [];
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
    return out;
  });
}

/** What an English desk must be: its own words English, Chinese data marked, nothing wide, axe quiet. */
export async function inEnglish(page: Page, what: string): Promise<void> {
  await checkAxe(page, what);
  const found = await page.evaluate(() => {
    const han = /\p{Script=Han}|[\u3001\u3002\uff01-\uff5e\u300a-\u300f]/u;
    const own = (e: Element): boolean => e.closest('[lang]')?.getAttribute('lang')?.startsWith('zh') !== true;
    const named = [...document.querySelectorAll('[aria-label],[placeholder],[alt],[title]')].filter(own).flatMap((e) =>
      ['aria-label', 'placeholder', 'alt', 'title'].flatMap((name) => {
        const value = e.getAttribute(name);
        return value !== null && han.test(value) ? [`${name} ${value}`] : [];
      }),
    );
    return [
      ...named,
      ...(document.documentElement.lang === 'en' ? [] : [`lang ${document.documentElement.lang}`]),
      ...(han.test(document.title) ? [`title ${document.title}`] : []),
      ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['sticks out sideways'] : []),
    ];
  });
  expect([...found, ...(await unmarkedChinese(page))], what).toEqual([]);
  if (process.env['DESK_SHOTS'] !== undefined)
    await page.screenshot({ path: `${process.env['DESK_SHOTS']}/${what.replaceAll(/\W+/g, '-')}.png` });
}
