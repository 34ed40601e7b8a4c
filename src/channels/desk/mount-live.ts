import { caseEventTypes } from '#cases';
import { problem } from '#platform/errors';
import type { App } from '#platform/http';
import type { DeskParts } from './mount-desk.ts';

const heartbeat = 20_000;

/**
 * `GET /api/staff/live`: server-sent events for the screens of the desk. A message names what changed and never what it
 * says; the screen asks again under its own rights. Every heartbeat looks whether the session still stands.
 */
export function mountLive(app: App, { house, resolveActor, permits }: DeskParts): void {
  const open = new Set<() => void>();
  // A stopping process must not wait for screens that listen for ever.
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
  app.get('/api/staff/live', { schema: { hide: true } as object }, async (request, reply) => {
    const mayListen = async (): Promise<boolean> => {
      const actor = await resolveActor(request);
      return actor.kind === 'staff' && permits(actor, 'live.staff');
    };
    if (!(await mayListen()))
      throw problem(
        'unauthenticated',
        'desk.sign-in',
        { zh: '登录已经结束。', en: 'The session has ended.' },
        { zh: '请重新登录，没存的都还在这一页。', en: 'Please sign in again; what is typed is still on the page.' },
      );
    reply.hijack();
    const out = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(name, value as string);
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    out.write('retry: 3000\n\n');
    const unsubscribe = house.live.subscribe(caseEventTypes, ({ topic, id, seq }) => {
      out.write(`event: change\ndata: ${JSON.stringify({ topic, id, seq })}\n\n`);
    });
    const beat = setInterval(() => {
      void mayListen()
        .catch(() => true)
        .then((still) => (still ? out.write(': still here\n\n') : end()));
    }, heartbeat);
    const end = (): void => {
      clearInterval(beat);
      unsubscribe();
      open.delete(end);
      out.end();
    };
    open.add(end);
    request.raw.on('close', end);
  });
}
