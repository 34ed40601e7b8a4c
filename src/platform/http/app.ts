import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import type { Lang } from '#platform/text';
import { mountHealth } from './health.ts';
import { countRequest } from './metrics.ts';
import { problemBody, toProblem } from './problem-reply.ts';
import { problemSchema } from './schemas.ts';

/** The HTTP application. */
export type App = FastifyInstance;

/** What the application is made of. */
export type AppParts = { house: House; version: string };

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "manifest-src 'self'",
].join('; ');

const langOf = (header: string | undefined): Lang => (/^en\b/i.test(header ?? '') ? 'en' : 'zh');

/** Two validators: addresses are text and may be coerced; bodies are JSON and mean what they say. */
function makeValidator() {
  const common = { allErrors: false, removeAdditional: false, useDefaults: true, strict: false } as const;
  const loose = addFormats.default(new Ajv({ ...common, coerceTypes: 'array' }));
  const exact = addFormats.default(new Ajv({ ...common, coerceTypes: false }));
  return ({ schema, httpPart }: { schema: unknown; httpPart?: string }) => (httpPart === 'body' ? exact : loose).compile(schema as object);
}

/** Whatever was thrown, said as a problem in the reader's language. */
const problemAnswer =
  (house: House) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const p = toProblem(error);
    if (p.code === 'platform.defect') house.log.error({ route: request.routeOptions.url, ...errorFields(error) }, 'defect');
    else if (p.code === 'platform.unreadable-value')
      house.log.warn({ route: request.routeOptions.url, ...errorFields(error) }, 'a value the schema let through');
    const wait = (p.data as { retryAfter?: number } | undefined)?.retryAfter ?? (p.kind === 'unavailable' ? 5 : undefined);
    if (wait !== undefined) reply.header('retry-after', String(wait));
    const body = problemBody(p, langOf(request.headers['accept-language']));
    return reply
      .code(body.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(body));
  };

/** Makes the application with everything every door needs: headers, errors, OpenAPI, health, readiness, metrics. */
export async function createApp({ house, version }: AppParts): Promise<App> {
  const answerProblem = problemAnswer(house);
  const app = fastify({
    logger: false,
    trustProxy: house.config.env === 'production' ? 'loopback' : false,
    bodyLimit: 256 * 1024,
    // Long enough for 20 MB from a phone in a village; headers have a shorter limit of their own.
    requestTimeout: 300_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // An address the router cannot read never reaches a handler of ours; it is answered in words all the same.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });
  app.setValidatorCompiler(makeValidator());
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  // Left out, the parser would end every file at the body limit above; one byte more than the house takes lets `files` say so.
  await app.register(multipart, { limits: { files: 1, fields: 20, fieldSize: 64 * 1024, fileSize: 20 * 1024 * 1024 + 1 } });
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  app.addSchema(problemSchema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tongban 通办', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: house.config.publicUrl }],
    },
    refResolver: { buildLocalReference: (json) => String(json['$id'] ?? 'def') },
  });

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': csp,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
      ...(house.config.publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    countRequest(`${request.method} ${request.routeOptions.url ?? 'unknown'}`, reply.statusCode, reply.elapsedTime / 1000);
  });
  app.setErrorHandler(answerProblem);

  // Under /api even a mistyped address is answered for programs; pages have a page of their own for it.
  const noRoute = async (): Promise<never> => {
    throw problem(
      'notFound',
      'platform.no-route',
      { zh: '没有这个接口。', en: 'There is no such route.' },
      { zh: '请对照/openapi.json核对方法和地址。', en: 'Compare method and address with /openapi.json.' },
    );
  };
  app.setNotFoundHandler(noRoute);
  app.get('/api/*', { schema: { hide: true } as object }, noRoute);

  app.get('/openapi.json', { schema: { hide: true } as object }, async () => app.swagger());
  mountHealth(app, house, { figures: () => ({ live_screens: house.live.count() }), strangers: noRoute });
  return app;
}
