import type { Page } from 'playwright-core';
import { unmarkedChinese } from './unmarked.ts';

/** How a page is looked at. */
export type Look = { width: number; elder: boolean; contrast: boolean; lang: 'zh' | 'en'; root?: string };

/** What is wrong with the page as it stands; empty when nothing is. */
export async function faults(page: Page, look: Look): Promise<string[]> {
  const found = await page.evaluate(
    ({ least }) => {
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
      return out;
    },
    { least: look.elder ? 60 : 44 },
  );
  return look.lang === 'en' ? [...found, ...(await unmarkedChinese(page))] : found;
}
