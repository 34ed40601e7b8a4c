import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { renderPage } from '#kit/server';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { checkSameSite, csrfToken, plainInput, problemBody, toProblem, type Permits, type ResolveActor } from '#platform/http';
import { errorFields } from '#platform/log';
import { keptPage, postedPairs, sentFromHere } from './kept-page.tsx';
import { problemPage } from './problem-page.tsx';
import { overTls, readSettings, type Visitor } from './visitor.ts';

/** What a page answers with: a drawn page, a way on, or a file. */
export type Answer =
  /** `keep`: nothing of a person stands in it, so an anonymous reader's browser may keep it and ask whether it changed. */
  | { draw: ReactNode; status?: number; keep?: boolean }
  | { go: string; cookie?: { name: string; value: string; seconds: number } }
  | { file: Buffer | NodeJS.ReadableStream; type: string; name: string; headers?: Record<string, string> };

/** What a page is given. */
export type PageRequest = {
  visitor: Visitor;
  house: House;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Posted pairs, repeated names as lists. */
  posted: Record<string, string | string[]>;
  raw: FastifyRequest;
  reply: FastifyReply;
  /** Whether the form came from a page of this site; pages that read their body piece by piece ask it before the first file. */
  checkPosted: (fields: Record<string, unknown>) => void;
};

/** A page as data. `permission` is `public` or a word of identity; signing in comes first where it is needed. */
export type PageRoute = {
  method: 'GET' | 'POST';
  path: string;
  permission: string;
  answer: (request: PageRequest) => Promise<Answer>;
  /** Takes files: the body comes piece by piece and `checkPosted` is asked by the page. */
  takesFiles?: boolean;
};

/** Declares a page. */
export const page = (
  method: PageRoute['method'],
  path: string,
  permission: string,
  answer: PageRoute['answer'],
  more: Pick<PageRoute, 'takesFiles'> = {},
): PageRoute => ({ method, path, permission, answer, ...more });

/** Parts the channel needs from compose. */
export type PortalParts = { house: House; resolveActor: ResolveActor; permits: Permits };

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Mounts pages with the one way in and the one way out. */
export function mountPages(app: FastifyInstance, parts: PortalParts, routes: readonly PageRoute[]): void {
  const { house } = parts;
  const readable = new Set(routes.filter((r) => r.method === 'GET').map((r) => r.path));
  for (const route of routes) {
    const up = stepsToPage(route.path, readable);
    app.route({
      method: route.method,
      url: route.path,
      schema: { hide: true } as object,
      handler: async (request, reply) => {
        const read = readSettings(request, reply, house.config);
        const settings = route.method === 'GET' ? read : { ...read, here: climbed(read.here, up) };
        reply.header('content-security-policy', csp);
        let visitor: Visitor | undefined;
        try {
          const actor = await parts.resolveActor(request);
          visitor = { ...settings, actor: { ...actor, lang: settings.lang } };
          if (route.permission !== 'public' && !parts.permits(actor, route.permission)) {
            if (actor.kind === 'anonymous' && request.method === 'POST' && sentFromHere(request, house.config.publicUrl)) {
              const posted = { ...(await postedPairs(request)), action: request.url, multipart: request.isMultipart() };
              return await reply
                .code(401)
                .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
                .send(renderPage(keptPage(visitor, house, posted)));
            }
            if (actor.kind === 'anonymous')
              return await reply.redirect(`/sign-in?to=${encodeURIComponent(request.method === 'GET' ? request.url : '/my')}`, 303);
            throw problem(
              'forbidden',
              'portal.not-yours',
              { zh: '这一页不是给您现在的身份看的。', en: 'This page is not for your present role.' },
              { zh: '回首页看看，或者打电话问。', en: 'Go to the home page, or call us.' },
            );
          }
          const token = actor.sessionId === null ? null : csrfToken(house.keys.fingerprintKey(), actor.sessionId);
          const checkPosted = (fields: unknown): void => {
            // Whoever has not signed in lends nobody his rights: old browsers that say nothing of the sender may still ask.
            const silent = request.headers['sec-fetch-site'] === undefined && request.headers.origin === undefined;
            if (route.permission === 'public' && token === null && silent) return;
            checkSameSite(request, house.config.publicUrl, () => token, fields);
          };
          if (route.takesFiles !== true || !request.isMultipart()) checkPosted(request.body);
          const answer = await route.answer({
            visitor,
            house,
            params: ids(plainInput(request.params) as Record<string, string>),
            query: onceEach(plainInput(request.query) as Record<string, string | string[]>),
            posted: plainInput(request.body ?? {}) as Record<string, string | string[]>,
            raw: request,
            reply,
            checkPosted,
          });
          return await send(
            reply,
            request,
            answer,
            overTls(house.config),
            route.permission === 'public' && route.method === 'GET' && actor.kind === 'anonymous',
            token,
          );
        } catch (error) {
          const p = toProblem(error);
          if (p.code === 'platform.defect') house.log.error({ route: route.path, ...errorFields(error) }, 'defect on a page');
          if (p.kind === 'unauthenticated') return await reply.redirect(`/sign-in?to=${encodeURIComponent(request.url)}`, 303);
          const status = p.code === 'platform.defect' ? 500 : problemBody(p, settings.lang).status;
          const drawn = problemPage(visitor ?? { ...settings, actor: await anonymousOf(settings.lang) }, house, p);
          return await reply
            .code(status)
            .header('content-type', 'text/html; charset=utf-8')
            .header('cache-control', 'no-store')
            .send(renderPage(drawn));
        }
      },
    });
  }
}

/** How many parts of a deed's address have to go until a page that can be opened again is left. */
function stepsToPage(path: string, readable: ReadonlySet<string>): number {
  const parts = path.split('/');
  for (let up = 0; up < parts.length - 1; up++) if (readable.has(parts.slice(0, parts.length - up).join('/'))) return up;
  return parts.length - 1;
}

/** The address to come back to when size, colours or language are switched on the answer to a deed. */
function climbed(here: string, up: number): string {
  if (up === 0) return here;
  return (here.split('?', 1)[0] ?? '/').split('/').slice(0, -up).join('/') || '/';
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids in an address are ids, or the page does not exist. */
function ids(params: Record<string, string>): Record<string, string> {
  for (const name of ['id', 'file', 'step'])
    if (params[name] !== undefined && !uuid.test(params[name]))
      throw problem(
        'notFound',
        'portal.no-page',
        { zh: '没有这一页。', en: 'There is no such page.' },
        { zh: '地址可能抄错了。从首页搜一搜，或者打电话问。', en: 'The address may be mistyped. Search from the home page, or call us.' },
      );
  return params;
}

/** A name given twice in an address counts once: the last, as a form would send it. */
const onceEach = (query: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));

/** A posted whole number; 0 where it is none, which no seq and no revision is. */
export const wholeNumber = (text: unknown): number => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0);

async function anonymousOf(lang: Visitor['lang']): Promise<Visitor['actor']> {
  return (await import('#platform/actor')).anonymous(lang);
}

/** The token for browsers that say nothing of where a form came from, in every form that is posted. Only who has signed in has one. */
export function withToken(html: string, token: string | null): string {
  if (token === null) return html;
  return html.replaceAll(/<form\b(?=[^>]*\smethod="post")[^>]*>/g, (form) => `${form}<input type="hidden" name="_csrf" value="${token}"/>`);
}

async function send(
  reply: FastifyReply,
  request: FastifyRequest,
  answer: Answer,
  secure: boolean,
  shared: boolean,
  token: string | null,
): Promise<FastifyReply> {
  if ('go' in answer) {
    if (answer.cookie)
      reply.setCookie(answer.cookie.name, answer.cookie.value, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: answer.cookie.seconds,
      });
    return reply.redirect(answer.go, 303);
  }
  if ('file' in answer) {
    return reply
      .headers({
        'content-type': answer.type,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`,
        'cache-control': 'private, no-store',
        ...answer.headers,
      })
      .send(answer.file);
  }
  reply
    .code(answer.status ?? 200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('vary', 'cookie, accept-language');
  const html = withToken(renderPage(answer.draw), token);
  // The validator is made of the bytes themselves: settings, version, places, style sheets, whatever changes the page changes it.
  if (shared && answer.keep === true) {
    const tag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    const known = (request.headers['if-none-match'] ?? '').split(',').map((t) => t.trim().replace(/^W\//, ''));
    if (known.includes(tag)) return reply.code(304).send();
  } else reply.header('cache-control', 'no-store');
  return reply.send(html);
}
