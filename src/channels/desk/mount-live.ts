import { caseEventTypes } from '#cases';
import { problem } from '#platform/errors';
import type { App } from '#platform/http';
import type { DeskParts } from './mount-desk.ts';

const heartbeat = 20_000;
/** Streams of one session in one process: a browser shares one among its tabs, so this is a handful of browsers gone astray. */
const mostOfOne = 6;

/**
 * `GET /api/staff/live`: server-sent events for the screens of the desk. A message names what changed and never what it
 * says; the screen asks again under its own rights. Every heartbeat looks whether the session still stands.
 */
export function mountLive(app: App, { house, resolveActor, permits }: DeskParts): void {
  const open = new Set<() => void>();
  const ofSession = new Map<string, number>();
  // A stopping process must not wait for screens that listen for ever.
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
  app.get('/api/staff/live', { schema: { hide: true } as object }, async (request, reply) => {
    /** The session that may listen; null when it may not, or no longer. */
    const listener = async (): Promise<string | null> => {
      const actor = await resolveActor(request);
      return actor.kind === 'staff' && permits(actor, 'live.staff') ? actor.sessionId : null;
    };
    const session = await listener();
    if (session === null)
      throw problem(
        'unauthenticated',
        'desk.sign-in',
        { zh: '登录已经结束。', en: 'The session has ended.' },
        { zh: '请重新登录，没存的都还在这一页。', en: 'Please sign in again; what is typed is still on the page.' },
      );
    const already = ofSession.get(session) ?? 0;
    if (already >= mostOfOne)
      throw problem(
        'tooMany',
        'desk.too-many-streams',
        { zh: '这个账号开着的页面太多，新开的不再实时刷新。', en: 'Too many pages of this session listen already.' },
        { zh: '请关掉几个工作台页面再刷新。', en: 'Close some pages of the desk, then reload.' },
        { data: { retryAfter: 30 } },
      );
    ofSession.set(session, already + 1);
    reply.hijack();
    const out = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(name, value as string);
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    out.write('retry: 3000\n\n');
    const unsubscribe = house.live.subscribe(caseEventTypes, ({ topic, id, seq }) => {
      out.write(`event: change\ndata: ${JSON.stringify({ topic, id, seq })}\n\n`);
    });
    const beat = setInterval(() => {
      void listener()
        .catch(() => session)
        .then((still) => (still === null ? end() : out.write(': still here\n\n')));
    }, heartbeat);
    const end = (): void => {
      if (!open.delete(end)) return;
      const left = (ofSession.get(session) ?? 1) - 1;
      if (left === 0) ofSession.delete(session);
      else ofSession.set(session, left);
      clearInterval(beat);
      unsubscribe();
      out.end();
    };
    open.add(end);
    request.raw.on('close', end);
  });
}
