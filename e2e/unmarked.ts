import type { Page } from 'playwright-core';

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
