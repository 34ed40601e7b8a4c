import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  base32,
  beginFactor,
  dropOwnFactor,
  endOwnSessions,
  factorState,
  languageOf,
  listOwnSessions,
  otpauth,
  proveFactor,
  renewRecoveryCodes,
  resolveActor,
  staffCookie,
} from '#identity';
import { sayMoment } from '#kit/plain';
import { qrSvg } from '#kit/server';
import type { Actor } from '#platform/actor';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { type App, checkSameSite, csrfToken } from '#platform/http';
import { say } from '#platform/text';
import { askPage, codesPage, inGroups, type Refused, securityPage, setUpPage } from './security-pages.ts';

type Guard = (
  work: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const hidden = { schema: { hide: true } as object };

/** Only a path of the desk: who gave a code is never led to another site. */
export const deskPath = (text: unknown): string =>
  typeof text === 'string' && /^\/desk(\/[\w./?=&%-]*)?$/.test(text) && !text.includes('//') ? text : '/desk/';

/**
 * Brings `/desk/sign-in/second` (giving or setting up the second factor) and `/desk/security` (the factor, the browsers one is signed in
 * with). Plain pages without script: they are there when nothing else of the desk is.
 */
export function mountSecurity(app: App, house: House, guarded: Guard): void {
  const posted = (request: FastifyRequest): Record<string, unknown> => (request.body ?? {}) as Record<string, unknown>;
  const sameSite = (request: FastifyRequest, sessionId: string | null): void =>
    checkSameSite(request, house.config.publicUrl, () => (sessionId === null ? null : csrfToken(house.keys.fingerprintKey(), sessionId)));
  const html = (reply: FastifyReply, page: string, status = 200): FastifyReply =>
    reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
  const toSignIn = (reply: FastifyReply, to: string): FastifyReply => reply.redirect(`/desk/sign-in?to=${encodeURIComponent(to)}`, 303);
  const refusal = (error: unknown, request: FastifyRequest): Refused => {
    if (!(error instanceof Problem) || (error.code !== 'identity.factor-code' && error.code !== 'identity.factor-wait')) throw error;
    const lang = languageOf(request);
    return { say: say(error.say, lang), next: say(error.next, lang) };
  };

  const second = async (request: FastifyRequest, reply: FastifyReply, to: string, refused: Refused): Promise<FastifyReply> => {
    const state = await factorState(house, request.cookies[staffCookie]);
    if (state === undefined) return toSignIn(reply, to);
    const lang = languageOf(request);
    const status = refused === null ? 200 : 422;
    if (state.enrolled) return state.waiting ? html(reply, askPage(lang, state.name, to, refused), status) : reply.redirect(to, 303);
    const secret = await beginFactor(house, state, refused !== null);
    const service = `${house.config.cityName}${lang === 'en' ? ' Tongban' : '通办'}`;
    const qr = qrSvg(otpauth(secret, service, state.name));
    return html(reply, setUpPage(lang, qr, inGroups(secret, base32), to, state.required, refused), status);
  };
  app.get(
    '/desk/sign-in/second',
    hidden,
    guarded((request, reply) => second(request, reply, deskPath((request.query as Record<string, unknown>)['to']), null)),
  );
  app.post(
    '/desk/sign-in/second',
    hidden,
    guarded(async (request, reply) => {
      const { code, to: wished } = posted(request);
      const to = deskPath(wished);
      const state = await factorState(house, request.cookies[staffCookie]);
      if (state === undefined) return toSignIn(reply, to);
      sameSite(request, state.sessionId);
      try {
        const { recoveryCodes } = await proveFactor(house, state, typeof code === 'string' ? code : '');
        return recoveryCodes === null ? reply.redirect(to, 303) : html(reply, codesPage(languageOf(request), recoveryCodes, to));
      } catch (error) {
        return second(request, reply, to, refusal(error, request));
      }
    }),
  );

  const signedIn = (request: FastifyRequest): Promise<Actor> =>
    resolveActor(house, { cookies: request.cookies, headers: request.headers, path: '/desk/security' });
  app.get(
    '/desk/security',
    hidden,
    guarded(async (request, reply) => {
      const actor = await signedIn(request);
      const state = await factorState(house, request.cookies[staffCookie]);
      if (actor.kind !== 'staff' || state === undefined) return toSignIn(reply, '/desk/security');
      const lang = languageOf(request);
      const sessions = (await listOwnSessions(actor, house)).map(({ id, device, beganAt, seenAt, here }) => ({
        id,
        device,
        here,
        began: sayMoment(beganAt, lang),
        seen: sayMoment(seenAt, lang),
      }));
      return html(reply, securityPage(lang, state, sessions, (request.query as Record<string, unknown>)['done'] !== undefined));
    }),
  );
  app.post(
    '/desk/security',
    hidden,
    guarded(async (request, reply) => {
      const actor = await signedIn(request);
      const state = await factorState(house, request.cookies[staffCookie]);
      if (actor.kind !== 'staff' || state === undefined) return toSignIn(reply, '/desk/security');
      sameSite(request, actor.sessionId);
      const { deed, session } = posted(request);
      if (deed === 'renew') return html(reply, codesPage(languageOf(request), await renewRecoveryCodes(house, state), '/desk/security'));
      if (deed === 'drop') await dropOwnFactor(house, state);
      if (deed === 'others') await endOwnSessions(actor, house, 'others');
      if (deed === 'end') await endOwnSessions(actor, house, { sessionId: typeof session === 'string' ? session : '' });
      return reply.redirect('/desk/security?done=1', 303);
    }),
  );
}
