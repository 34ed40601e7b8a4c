import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** A whole page as the bytes to send. */
export function renderPage(page: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(page as ReactElement)}`;
}
