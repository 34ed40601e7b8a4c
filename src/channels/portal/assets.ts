import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { elderCss, portalCss, slipCss, type Stylesheet } from '#kit/server';
import { projectRoot } from '#platform/config';

const sheets: Record<string, () => Stylesheet> = { portal: portalCss, elder: elderCss, slip: slipCss };
const addressOf = (name: string): string => `/assets/${name}-${sheets[name]?.().hash}.css`;

export const portalSheet = (): string => addressOf('portal');
export const elderSheet = (): string => addressOf('elder');
export const slipSheet = (): string => addressOf('slip');

let manifest: Record<string, string> | undefined;
/** Address of an island; undefined when it was not built, and the page is whole without it. */
export function islandSrc(name: string): string | undefined {
  if (manifest === undefined) {
    const file = join(projectRoot(), 'dist/islands/manifest.json');
    manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  }
  return manifest[name] === undefined ? undefined : `/assets/islands/${manifest[name]}`;
}

/** Serves sheets and islands under their hashes, to be kept for ever. */
export function mountAssets(app: FastifyInstance): void {
  app.get('/assets/:file', { schema: { hide: true } as object }, async (request, reply) => {
    const { file } = request.params as { file: string };
    const [, name = '', hash = ''] = /^([a-z]+)-([0-9a-f]+)\.css$/.exec(file) ?? [];
    const sheet = sheets[name]?.();
    if (sheet === undefined || sheet.hash !== hash) return reply.code(404).type('text/plain').send('');
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css; charset=utf-8').send(sheet.css);
  });
  app.get('/assets/islands/:file', { schema: { hide: true } as object }, async (request, reply) => {
    const { file } = request.params as { file: string };
    const path = join(projectRoot(), 'dist/islands', file);
    if (!/^[\w-]+\.js$/.test(file) || !existsSync(path)) return reply.code(404).type('text/plain').send('');
    return reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/javascript; charset=utf-8')
      .send(createReadStream(path));
  });
}
