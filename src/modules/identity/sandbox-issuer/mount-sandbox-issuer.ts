import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type App, checkSameSite } from '#platform/http';
import { languageOf } from '../session/language.ts';
import { readAccounts } from './accounts.ts';
import { accountsPage, expiredPage } from './pages.ts';
import { makeProvider } from './provider.ts';
import { issuerPath, pagesPath, sandboxClients } from './sandbox-site.ts';

/**
 * Brings the sandbox issuer of the demonstration: a labelled sign-in over the fictional people of `demo/city`.
 * @throws Problem forbidden `identity.no-demo` in a production environment.
 */
export function mountSandboxIssuer(app: App, house: House): void {
  if (house.config.env === 'production')
    throw problem('forbidden', 'identity.no-demo', { zh: '正式环境不能用示范登录。', en: 'A production site cannot use the demonstration sign-in.' }, { zh: '请写明OIDC_ISSUER。', en: 'Please set OIDC_ISSUER.' });
  const accounts = new Map(readAccounts().map((account) => [account.key, account]));
  const provider = makeProvider(house, accounts);
  const answer = provider.callback();

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
        await answer(request.raw, reply.raw);
      });
      scope.all('/*', { schema: { hide: true } as object }, async () => undefined);
    },
    { prefix: issuerPath },
  );

  const expired = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply.code(410).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(expiredPage(languageOf(request)));

  app.get(`${pagesPath}/:uid`, { schema: { hide: true } as object }, async (request, reply) => {
    const details = await provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);
    if (details === undefined) return expired(request, reply);
    const side = details.params['client_id'] === sandboxClients(house).staff.id ? 'staff' : 'citizen';
    const page = accountsPage(languageOf(request), side, details.uid, [...accounts.values()], `${pagesPath}/${details.uid}`);
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  });

  app.post(`${pagesPath}/:uid`, { schema: { hide: true } as object }, async (request, reply) => {
    checkSameSite(request, house.config.publicUrl, () => null);
    const body = request.body as Record<string, unknown> | undefined;
    const key = String(body?.['account'] ?? '');
    const result = accounts.has(key) ? { login: { accountId: key } } : { error: 'access_denied', error_description: 'cancelled' };
    // The answer is a redirect that carries cookies of the provider: it says where, we send it.
    const target = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }).catch(() => undefined);
    return target === undefined ? expired(request, reply) : reply.header('cache-control', 'no-store').redirect(target, 303);
  });
}
