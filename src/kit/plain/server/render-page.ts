import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { markChinese } from './mark-chinese.ts';

/** A whole page as the bytes to send; on a page in another language what is Chinese is marked so. */
export function renderPage(page: ReactNode): string {
  const html = renderToStaticMarkup(page as ReactElement);
  return `<!doctype html>${/^<html lang="zh/.test(html) ? html : markChinese(html)}`;
}
