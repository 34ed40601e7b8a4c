import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { paperForReader, renderPaper, serviceReceipt } from '#cases';
import { projectRoot } from '#platform/config';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { App, Permits, ResolveActor } from '#platform/http';
import { mountLive } from './mount-live.ts';

/** What the desk needs of compose. */
export type DeskParts = { house: House; resolveActor: ResolveActor; permits: Permits };

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const builtHome = (): string => join(projectRoot(), 'dist/desk');

/**
 * Serves the built desk under `/desk`: one page for every address of the application, its files for ever under their
 * hashes, and the stream of changes. Signing in and out under `/desk` is identity's.
 */
export function mountDesk(app: App, parts: DeskParts): void {
  const hidden = { schema: { hide: true } as object };
  app.get('/desk/assets/:file', hidden, async (request, reply) => {
    const { file } = request.params as { file: string };
    const path = join(builtHome(), 'assets', file);
    const type = types[extname(file)];
    if (!/^[\w.-]+$/.test(file) || type === undefined || !existsSync(path)) return reply.code(404).type('text/plain').send('');
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(createReadStream(path));
  });
  // The cookie of staff reaches `/desk` and `/api/staff` only: papers are read here, under the rights of the reader.
  app.get('/desk/papers/:file', hidden, async (request, reply) => {
    const [, paperId, proof] =
      /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(-service)?\.pdf$/.exec((request.params as { file: string }).file) ?? [];
    const actor = await parts.resolveActor(request);
    if (!parts.permits(actor, 'papers.staff')) return reply.redirect(`/desk/sign-in?to=${encodeURIComponent(request.url)}`, 302);
    if (paperId === undefined)
      throw problem(
        'notFound',
        'desk.no-paper',
        { zh: '没有这份文书。', en: 'There is no such paper.' },
        { zh: '请从办件的文书列表里打开。', en: 'Open it from the papers of the case.' },
      );
    const data = await (proof === undefined ? paperForReader : serviceReceipt)(actor, parts.house, paperId);
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${data.title}.pdf`)}`)
      .type('application/pdf')
      .send(renderPaper(parts.house, data));
  });
  for (const address of ['/desk', '/desk/*'])
    app.get(address, hidden, async (request, reply) => {
      const actor = await parts.resolveActor(request);
      if (actor.kind !== 'staff')
        return reply.header('cache-control', 'no-store').redirect(`/desk/sign-in?to=${encodeURIComponent(request.url)}`, 302);
      const page = readPage(`${parts.house.config.cityName}通办`);
      if (page === null)
        return reply.code(503).type('text/plain; charset=utf-8').send('工作台还没有构建，请先运行构建命令（tools/build.mjs）。');
      return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
    });
  mountLive(app, parts);
}

let kept: { at: number; text: string } | undefined;

/** The built page with the name of the service in it; read again when it was built again. */
function readPage(service: string): string | null {
  const path = join(builtHome(), 'index.html');
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (at === undefined) return null;
  if (kept?.at !== at) {
    const plain = service.replaceAll(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
    kept = {
      at,
      text: readFileSync(path, 'utf8').replace(
        '<meta name="tongban-service" content="" />',
        `<meta name="tongban-service" content="${plain}" />`,
      ),
    };
  }
  return kept.text;
}
