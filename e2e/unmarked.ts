import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { checkAxe } from './people.ts';

/** Chinese on a page in English that no `lang` marks: in texts, boxes, the title and names given by attribute; empty when a voice knows all of it. */
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
    // What is read and stands in no text: the title, and names given by attribute, which are spoken in the language of their element.
    const chinese = (e: Element): boolean => e.closest('[lang]')?.getAttribute('lang')?.startsWith('zh') === true;
    const title = document.querySelector('title');
    if (title !== null && han.test(title.textContent ?? '') && !chinese(title)) out.push(`unmarked title ${document.title.slice(0, 30)}`);
    for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'alt', 'title', 'placeholder', 'label'])
      for (const e of document.querySelectorAll(`[${name}]`))
        if (han.test(e.getAttribute(name) ?? '') && !chinese(e)) out.push(`unmarked ${name} ${(e.getAttribute(name) ?? '').slice(0, 30)}`);
    return out;
  });
}

/** What is not English on a desk in English, down to the marks, and whether it sticks out. */
export async function deskFaults(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const out: string[] = [];
    const root = document.documentElement;
    if (root.lang !== 'en') out.push(`lang ${root.lang}`);
    if (root.scrollWidth > root.clientWidth) out.push('sticks out sideways');
    // A sentence put together of pieces shows by its marks: a Chinese comma between two English words.
    const marks = /[\u3001\u3002\uff01-\uff5e]/u;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.textContent ?? '';
      if (marks.test(text) && walk.currentNode.parentElement?.closest('[lang|=zh]') === null)
        out.push(`marks in ${text.trim().slice(0, 30)}`);
    }
    return out;
  });
  return [...found, ...(await unmarkedChinese(page))];
}

/** What an English desk must be: its own words English, Chinese data marked, nothing wide, axe quiet. */
export async function inEnglish(page: Page, what: string): Promise<void> {
  await checkAxe(page, what);
  expect(await deskFaults(page), what).toEqual([]);
  if (process.env['DESK_SHOTS'] !== undefined)
    await page.screenshot({ path: `${process.env['DESK_SHOTS']}/${what.replaceAll(/\W+/g, '-')}.png` });
}
