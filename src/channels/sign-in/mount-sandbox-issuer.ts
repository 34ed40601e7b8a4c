import type { FastifyReply, FastifyRequest } from 'fastify';
import { issuerPath, languageOf, openSandboxIssuer, pagesPath } from '#identity';
import type { House } from '#platform/house';
import { type App, checkSameSite } from '#platform/http';
import { accountsPage, expiredPage } from './sandbox-pages.ts';

const hidden = { schema: { hide: true } as object };

/**
 * Brings the sandbox issuer of the demonstration with its own pages, clearly labelled 示范登录.
 * @throws Problem forbidden `identity.no-demo` in a production environment.
 */
export function mountSandboxIssuer(app: App, house: House): void {
  const issuer = openSandboxIssuer(house, expiredPage('zh'));

  app.register(
    async (scope) => {
      // The protocol is answered before a body is read: the provider parses its own.
      scope.addHook('onRequest', async (request, reply) => {
        const raw = request.raw as typeof request.raw & { originalUrl?: string };
        raw.originalUrl = raw.url ?? issuerPath;
        raw.url = (raw.url ?? '').slice(issuerPath.length) || '/';
        // Fastify's own headers do not reach an answer written past it.
        for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
        reply.hijack();
        await issuer.answer(request.raw, reply.raw);
      });
      scope.all('/*', hidden, async () => undefined);
    },
    { prefix: issuerPath },
  );

  const expired = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply
      .code(410)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(expiredPage(languageOf(request)));

  app.get(`${pagesPath}/:uid`, hidden, async (request, reply) => {
    const underWay = await issuer.underWay(request.raw, reply.raw);
    if (underWay === undefined) return expired(request, reply);
    const page = accountsPage(languageOf(request), underWay.side, issuer.accounts, `${pagesPath}/${underWay.uid}`);
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  });

  app.post(`${pagesPath}/:uid`, hidden, async (request, reply) => {
    checkSameSite(request, house.config.publicUrl, () => null);
    const chosen = (request.body as Record<string, unknown> | undefined)?.['account'];
    const target = await issuer.settle(request.raw, reply.raw, typeof chosen === 'string' ? chosen : null);
    return target === undefined ? expired(request, reply) : reply.header('cache-control', 'no-store').redirect(target, 303);
  });
}
