import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { paperForReader, renderPaper, serviceReceipt } from '#cases';
import { languageOf } from '#identity';
import { projectRoot } from '#platform/config';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { App, Permits, ResolveActor } from '#platform/http';
import { type Lang, say } from '#platform/text';
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
const year = 365 * 86_400;
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
      const { lang, ...asked } = request.query as Record<string, string | undefined>;
      if (lang === 'zh' || lang === 'en') {
        // The same memory as the portal's: one browser, one reader.
        const { publicUrl } = parts.house.config;
        reply.setCookie('tb_lang', lang, {
          path: '/',
          maxAge: year,
          sameSite: 'lax',
          httpOnly: true,
          secure: publicUrl.startsWith('https:'),
        });
        const rest = new URLSearchParams(asked as Record<string, string>).toString();
        const path = request.url.split('?', 1)[0] ?? '/desk';
        return reply.header('cache-control', 'no-store').redirect(rest === '' ? path : `${path}?${rest}`, 303);
      }
      const page = readPage(parts.house.config.cityName, languageOf(request));
      if (page === null)
        return reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send('工作台还没有构建，请先运行构建命令（tools/build.mjs）。The desk has not been built yet: run tools/build.mjs first.');
      return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
    });
  mountLive(app, parts);
}

let built: { at: number; text: string } | undefined;

/** The built page in the reader's language, with the name of the service in it; read again when it was built again. */
function readPage(city: string, lang: Lang): string | null {
  const path = join(builtHome(), 'index.html');
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (at === undefined) return null;
  if (built?.at !== at) built = { at, text: readFileSync(path, 'utf8') };
  const service = say({ zh: `${city}通办`, en: `${city === '云渚' ? 'Yunzhu' : city} Services` }, lang);
  const plain = service.replaceAll(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return built.text
    .replace('<html lang="zh-CN">', `<html lang="${lang === 'en' ? 'en' : 'zh-CN'}">`)
    .replace('<title>工作台</title>', `<title>${say({ zh: '工作台', en: 'Desk' }, lang)}</title>`)
    .replace('<meta name="tongban-service" content="" />', `<meta name="tongban-service" content="${plain}" />`);
}
