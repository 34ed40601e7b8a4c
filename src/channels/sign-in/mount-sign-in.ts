import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import {
  beginSignIn,
  citizenCookie,
  factorState,
  finishSignIn,
  languageOf,
  resolveActor,
  type SignInService,
  signOut,
  siteSignIn,
  staffCookie,
} from '#identity';
import type { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type App, checkSameSite, csrfToken, statusOf, toProblem } from '#platform/http';
import type { Lang } from '#platform/text';
import { endedCookies, sessionCookies, tryCookie, tryCookieLine } from './cookies.ts';
import { mountSecurity } from './mount-security.ts';
import { plainCss, problemPage } from './plain-page.ts';

/** Another service than the site's own (tests), and how a refusal is drawn when not as a plain page. */
export type SignInOptions = { service?: SignInService; drawProblem?: (problem: Problem, lang: Lang, signInAgain: string) => string };

const hidden = { schema: { hide: true } as object };

/**
 * Brings `GET /sign-in?to=`, its callback and `POST /sign-out`, and the same beneath `/desk` for staff.
 * With `config.oidcIssuer` null the sandbox issuer of this process is asked.
 */
export function mountSignIn(app: App, house: House, options: SignInOptions = {}): void {
  const service = options.service ?? siteSignIn(house, () => (app.server.address() as AddressInfo | null)?.port ?? house.config.port);
  app.get('/sign-in/plain.css', hidden, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(plainCss),
  );
  for (const kind of ['citizen', 'staff'] as const) {
    const base = kind === 'citizen' ? '' : '/desk';
    const held = (request: FastifyRequest): string | undefined => request.cookies[kind === 'citizen' ? citizenCookie : staffCookie];
    const goTo = (request: FastifyRequest): string => String((request.query as Record<string, unknown>)['to'] ?? '');
    const guarded =
      (work: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        reply.header('cache-control', 'no-store');
        try {
          return await work(request, reply);
        } catch (error) {
          const refusal = toProblem(error);
          // A defect is logged and answered where all are.
          if (refusal.code === 'platform.defect') throw error;
          const page = (options.drawProblem ?? problemPage)(
            refusal,
            languageOf(request),
            `${base}/sign-in?to=${encodeURIComponent(goTo(request))}`,
          );
          return reply.code(statusOf(refusal.kind)).type('text/html; charset=utf-8').send(page);
        }
      };

    app.get(
      `${base}/sign-in`,
      hidden,
      guarded(async (request, reply) => {
        const elsewhere = properHost(house, request);
        if (elsewhere !== null) return reply.redirect(elsewhere, 302);
        const { url, tryId } = await beginSignIn(house, service, { kind, goTo: goTo(request), from: request.ip });
        return reply.header('set-cookie', tryCookieLine(house.config, kind, tryId)).redirect(url, 303);
      }),
    );

    app.get(
      `${base}/sign-in/callback`,
      hidden,
      guarded(async (request, reply) => {
        const url = new URL(request.url, house.config.publicUrl);
        const came = { kind, url, tryId: request.cookies[tryCookie], userAgent: request.headers['user-agent'], tokenBefore: held(request) };
        const { token, goTo: target } = await finishSignIn(house, service, came);
        const waits = kind === 'staff' && (await factorState(house, token))?.waiting === true;
        return reply
          .header('set-cookie', [...sessionCookies(house.config, kind, token), tryCookieLine(house.config, kind, '')])
          .redirect(waits ? `/desk/sign-in/second?to=${encodeURIComponent(target)}` : target, 303);
      }),
    );

    app.post(
      `${base}/sign-out`,
      hidden,
      guarded(async (request, reply) => {
        const actor = await resolveActor(house, { cookies: request.cookies, headers: request.headers, path: base === '' ? '/' : base });
        checkSameSite(request, house.config.publicUrl, () =>
          actor.sessionId === null ? null : csrfToken(house.keys.fingerprintKey(), actor.sessionId),
        );
        const token = held(request);
        if (token !== undefined && token !== '') await signOut(house, token);
        return reply.header('set-cookie', endedCookies(house.config, kind)).redirect(base === '' ? '/' : base, 303);
      }),
    );
    if (kind === 'staff') mountSecurity(app, house, guarded);
  }
}

/** Cookies belong to one host name: who came by `localhost` is sent to the address the issuer knows. */
function properHost(house: House, request: FastifyRequest): string | null {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const known = new URL(house.config.publicUrl);
  const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
  return loopback.has(host) && loopback.has(known.hostname) && host !== known.hostname ? `${house.config.publicUrl}${request.url}` : null;
}
