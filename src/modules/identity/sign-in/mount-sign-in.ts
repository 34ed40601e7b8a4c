import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { inTransaction } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type App, checkSameSite, csrfToken, statusOf, toProblem } from '#platform/http';
import { limit } from '#platform/limits';
import type { Lang } from '#platform/text';
import { sandboxSite } from '../sandbox-issuer/sandbox-site.ts';
import { beginSession, deviceOf, signOut, tokenHash } from '../session/begin-session.ts';
import { citizenCookie, endedCookies, sessionCookies, staffCookie, tryCookie, tryCookieLine } from '../session/cookies.ts';
import { languageOf } from '../session/language.ts';
import { resolveActor } from '../session/resolve-actor.ts';
import { linkAccount } from './link-account.ts';
import { openIdService } from './openid.ts';
import { plainCss, problemPage } from './plain-page.ts';
import type { SignInService } from './sign-in-service.ts';
import { insertTry, takeTry } from './try.sql.ts';

/** Ten minutes to type a password elsewhere. */
const tryMs = 600_000;

/** How a door draws a refusal of the sign-in; without one a plain page is drawn. */
export type SignInOptions = { service?: SignInService; drawProblem?: (problem: Problem, lang: Lang, signInAgain: string) => string };

/**
 * Brings `GET /sign-in?to=`, its callback and `POST /sign-out`, and the same beneath `/desk` for staff.
 * With `config.oidcIssuer` null the sandbox issuer of this process is used.
 */
export function mountSignIn(app: App, house: House, options: SignInOptions = {}): void {
  const service = options.service ?? defaultService(app, house);
  app.get('/sign-in/plain.css', async (_request, reply) => reply.header('cache-control', 'public, max-age=3600').type('text/css; charset=utf-8').send(plainCss));
  for (const kind of ['citizen', 'staff'] as const) {
    const base = kind === 'citizen' ? '' : '/desk';
    const guarded =
      (work: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
        try {
          return await work(request, reply);
        } catch (error) {
          const refusal = toProblem(error);
          if (refusal.code === 'platform.defect') throw error;
          const again = `${base}/sign-in?to=${encodeURIComponent(goTo(request, kind))}`;
          const lang = languageOf(request);
          const page = (options.drawProblem ?? problemPage)(refusal, lang, again);
          return reply.code(statusOf(refusal.kind)).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
        }
      };

    app.get(`${base}/sign-in`, guarded(async (request, reply) => {
      const elsewhere = properHost(house, request);
      if (elsewhere !== null) return reply.redirect(elsewhere, 302);
      const at = house.clock.now();
      await limit(house.db, at, { scope: 'identity.sign-in', key: request.ip, max: 300, perSeconds: 600 });
      const { url, state, nonce, verifier } = await service.begin(kind);
      const id = randomBytes(32).toString('base64url');
      await inTransaction(house.db, (tx) => insertTry(tx, tokenHash(id), { kind, state, nonce, verifier, goTo: goTo(request, kind), at }));
      return reply.header('set-cookie', tryCookieLine(house.config, kind, id)).header('cache-control', 'no-store').redirect(url, 303);
    }));

    app.get(`${base}/sign-in/callback`, guarded(async (request, reply) => {
      const id = request.cookies[tryCookie];
      const at = house.clock.now();
      const kept = id === undefined ? undefined : await inTransaction(house.db, (tx) => takeTry(tx, tokenHash(id)));
      if (kept === undefined || kept.kind !== kind || at.getTime() - kept.at.getTime() > tryMs) throw tooOld();
      const person = await service.finish(kind, new URL(request.url, house.config.publicUrl), kept);
      const before = request.cookies[kind === 'citizen' ? citizenCookie : staffCookie];
      const { token } = await inTransaction(house.db, async (tx) => {
        const { partyId, postId } = await linkAccount(tx, house, kind, person);
        return beginSession(tx, house, { kind, partyId, postId, level: person.level, device: deviceOf(request.headers['user-agent']), before });
      });
      return reply
        .header('set-cookie', [...sessionCookies(house.config, kind, token), tryCookieLine(house.config, kind, '')])
        .header('cache-control', 'no-store')
        .redirect(kept.goTo, 303);
    }));

    app.post(`${base}/sign-out`, guarded(async (request, reply) => {
      const actor = await resolveActor(house, { cookies: request.cookies, headers: request.headers, path: kind === 'staff' ? '/desk' : '/' });
      checkSameSite(request, house.config.publicUrl, () => (actor.sessionId === null ? null : csrfToken(house.keys.fingerprintKey(), actor.sessionId)));
      const token = request.cookies[kind === 'citizen' ? citizenCookie : staffCookie];
      if (token !== undefined && token !== '') await inTransaction(house.db, (tx) => signOut(tx, house, token));
      return reply.header('set-cookie', endedCookies(house.config, kind)).header('cache-control', 'no-store').redirect(kind === 'citizen' ? '/' : '/desk', 303);
    }));
  }
}

function defaultService(app: App, house: House): SignInService {
  if (house.config.oidcIssuer === null) return openIdService(house, sandboxSite(house, () => (app.server.address() as AddressInfo | null)?.port ?? house.config.port));
  const client = { id: process.env['OIDC_CLIENT_ID'] ?? 'tongban', secret: process.env['OIDC_CLIENT_SECRET'] ?? '' };
  return openIdService(house, { issuer: house.config.oidcIssuer, clients: { citizen: client, staff: client }, algorithm: process.env['OIDC_ALGORITHM'] ?? 'RS256' });
}

/** Where to go afterwards: a path of this site, never another address. */
export function goTo(request: { query: unknown }, kind: 'citizen' | 'staff'): string {
  const home = kind === 'citizen' ? '/' : '/desk';
  const wanted = (request.query as Record<string, unknown> | undefined)?.['to'];
  if (typeof wanted !== 'string' || wanted.length > 500 || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(wanted)) return home;
  return kind === 'staff' && !wanted.startsWith('/desk') ? home : wanted;
}

/** Cookies belong to one host name: who came by `localhost` is sent to the address the issuer knows. */
function properHost(house: House, request: FastifyRequest): string | null {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const known = new URL(house.config.publicUrl);
  const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
  return loopback.has(host) && loopback.has(known.hostname) && host !== known.hostname ? `${house.config.publicUrl}${request.url}` : null;
}

function tooOld(): Problem {
  return problem(
    'unauthenticated',
    'identity.sign-in-too-old',
    { zh: '这次登录过期了，或者是在别的浏览器里开始的。', en: 'This sign-in is too old or was begun in another browser.' },
    { zh: '请重新登录一次，填过的都在。', en: 'Please sign in again; nothing you entered is lost.' },
  );
}
