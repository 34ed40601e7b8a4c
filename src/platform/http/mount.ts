import type { FastifyInstance, RouteShorthandOptions } from 'fastify';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { plainInput } from './plain-input.ts';
import type { Permits, ResolveActor, Route, RouteRequest } from './route.ts';
import { checkSameSite, csrfToken } from './same-site.ts';

const signIn = () =>
  problem(
    'unauthenticated',
    'platform.sign-in',
    { zh: '这一步要先登录。', en: 'Please sign in for this step.' },
    {
      zh: '请登录后再来，填过的都在。不会上网可以去窗口。',
      en: 'Sign in and come back; nothing you entered is lost. Windows can do it too.',
    },
  );

const notYours = () =>
  problem(
    'forbidden',
    'platform.not-permitted',
    { zh: '您现在的身份不能做这一步。', en: 'Your present role cannot do this.' },
    { zh: '请换成能办这一步的岗位，或请管理员看看岗位设置。', en: 'Change to a post that can, or ask the administrator about your posts.' },
  );

/** Mounts routes: schema, who, permission, same-site, idempotency key; then the verb. Four hops, always in this order. */
export function mountRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  parts: { house: House; resolveActor: ResolveActor; permits: Permits },
): void {
  for (const route of routes) {
    const schema: Record<string, unknown> = {
      summary: route.summary,
      operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^a-zA-Z0-9]+/g, '_')}`,
      'x-permission': route.permission,
      ...(route.audit === null ? {} : { 'x-audit': route.audit }),
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      ...(route.idempotent
        ? {
            headers: {
              type: 'object',
              properties: { 'idempotency-key': { type: 'string', minLength: 8, maxLength: 120, pattern: '^[\\w.:-]+$' } },
              required: ['idempotency-key'],
            },
          }
        : {}),
      response: {
        ...(route.reply === undefined ? {} : { [route.status ?? 200]: route.reply }),
        '4xx': { $ref: 'Problem#' },
        '5xx': { $ref: 'Problem#' },
      },
    };
    app.route({
      method: route.method,
      url: route.path,
      schema: schema as RouteShorthandOptions['schema'],
      handler: async (request, reply) => {
        const actor = await parts.resolveActor(request);
        if (route.permission !== 'public' && !parts.permits(actor, route.permission))
          throw actor.kind === 'anonymous' ? signIn() : notYours();
        checkSameSite(request, parts.house.config.publicUrl, () =>
          actor.sessionId === null ? null : csrfToken(parts.house.keys.fingerprintKey(), actor.sessionId),
        );
        const answer = await route.handle({
          actor,
          house: parts.house,
          params: plainInput(request.params),
          query: plainInput(request.query),
          body: plainInput(request.body),
          key: String(request.headers['idempotency-key'] ?? ''),
          raw: request,
        } as unknown as RouteRequest<never, never, never>);
        reply.header('cache-control', route.cacheSeconds === undefined ? 'no-store' : `public, max-age=${route.cacheSeconds}`);
        if (reply.sent) return reply;
        if (route.etag !== undefined) {
          const tag = `"${route.etag(answer as never)}"`;
          reply.header('etag', tag);
          if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag) === true) return reply.code(304).send();
        }
        return reply.code(route.status ?? 200).send(answer);
      },
    });
  }
}
