import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '#platform/config';

/** A stylesheet to serve for ever under its hash: `/assets/portal-${hash}.css`. */
export interface Stylesheet {
  css: string;
  hash: string;
}

const cache = new Map<string, Stylesheet>();

/** The sheet of an entry in src/kit/styles with its imports in their order, comments and line breaks removed. */
export function bundleCss(entry: string): Stylesheet {
  const held = cache.get(entry);
  if (held) return held;
  const css = shorten(gather(join(projectRoot(), 'src/kit/styles', entry), new Set()));
  const sheet = { css, hash: createHash('sha256').update(css).digest('hex').slice(0, 12) };
  cache.set(entry, sheet);
  return sheet;
}

/** Everything a citizen page needs. */
export const portalCss = (): Stylesheet => bundleCss('portal.css');
/** Loaded after portal.css when the reader chose 长辈版. */
export const elderCss = (): Stylesheet => bundleCss('elder.css');
/** The printed list, on its own. */
export const slipCss = (): Stylesheet => bundleCss('slip.css');
/** Pieces of the staff desk. */
export const deskCss = (): Stylesheet => bundleCss('desk.css');

function gather(file: string, seen: Set<string>): string {
  if (seen.has(file)) return '';
  seen.add(file);
  return readFileSync(file, 'utf8').replace(/@import "([^"]+)";/g, (_, path: string) => gather(join(dirname(file), path), seen));
}

function shorten(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '')
    .trim();
}
