import { type FastifyInstance, fastify } from 'fastify';
import { sql } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { metricsText } from './metrics.ts';
import { mayReadMetrics } from './metrics-reader.ts';
import { problemBody, toProblem } from './problem-reply.ts';

const hidden = { schema: { hide: true } as object };

type Answers = {
  /** What is counted here beside what every process counts. */
  figures: () => Record<string, number>;
  /** Throws when the work cannot be done although the database answers. */
  ready?: () => void;
  /** What somebody gets who may not read the figures of operation. */
  strangers: () => Promise<never>;
};

/** The three answers for whoever watches a process: it lives, it can do its work, what it counted. */
export function mountHealth(app: FastifyInstance, house: House, { figures, ready, strangers }: Answers): void {
  app.get('/healthz', hidden, async () => ({ ok: true }));
  app.get('/readyz', hidden, async () => {
    await house.db.one(sql`select 1 as ok`);
    ready?.();
    return { ok: true };
  });
  app.get('/metrics', hidden, async (request, reply) => {
    if (!mayReadMetrics(request, house.config.metricsToken)) return strangers();
    reply.header('content-type', 'text/plain; version=0.0.4');
    return metricsText({
      ...figures(),
      database_connections: house.db.pool.totalCount,
      database_waiting: house.db.pool.waitingCount,
    });
  });
}

/** The only address of a process that has no doors: health, readiness, figures. */
export function createHealthApp(house: House, alive: () => boolean): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  const noRoute = async (): Promise<never> => {
    throw problem(
      'notFound',
      'platform.no-route',
      { zh: '这里没有这个地址。', en: 'There is nothing at this address.' },
      {
        zh: '这个进程只做后台任务，只有/healthz、/readyz和/metrics；网页和接口在网页进程那边。',
        en: 'This process does background work only and has /healthz, /readyz and /metrics; pages and API are at the web process.',
      },
    );
  };
  mountHealth(app, house, {
    figures: () => ({ worker_alive: alive() ? 1 : 0 }),
    strangers: noRoute,
    ready: () => {
      if (!alive())
        throw problem(
          'unavailable',
          'platform.worker-silent',
          { zh: '后台任务没有在做。', en: 'The background work is standing still.' },
          { zh: '请看日志；数据库回来后它会自己接着做。', en: 'See the log; it goes on by itself once the database is back.' },
        );
    },
  });
  app.setNotFoundHandler(noRoute);
  app.setErrorHandler((error, _request, reply) => {
    const body = problemBody(toProblem(error), 'zh');
    return reply.code(body.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(body));
  });
  return app;
}
