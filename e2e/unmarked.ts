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
