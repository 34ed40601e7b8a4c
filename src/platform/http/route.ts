import type { FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { closed } from './schemas.ts';

/** Finds out who is asking; given by the channel, so that no module reads a cookie. */
export type ResolveActor = (request: FastifyRequest) => Promise<Actor>;

/** Whether this actor holds a permission word; the word stands on the route's line. */
export type Permits = (actor: Actor, permission: string) => boolean;

type Out<S> = S extends TSchema ? Static<S> : undefined;

/** What a handler gets. */
export type RouteRequest<P, Q, B> = {
  actor: Actor;
  house: House;
  params: P;
  query: Q;
  body: B;
  /** The idempotency key of a write; empty for reads. */
  key: string;
  /** The raw request, for streams only. */
  raw: FastifyRequest;
};

/** A route as data: path, permission and audit word on one line; schemas make the validation and the OpenAPI page. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** Permission word, or `public`. A route without one does not type-check. */
  permission: string;
  /** Audit word the verb writes; `null` for reads that need no record. */
  audit: string | null;
  summary: string;
  /** True when a repeat must be the same command: the `Idempotency-Key` header is then required. */
  idempotent: boolean;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  reply?: TSchema;
  /** Status of success; 200 unless said. */
  status?: number;
  /** How long shared caches may keep a public read, in seconds. */
  cacheSeconds?: number;
  /** Strong validator of a public read, from its answer; a reader that has it is answered 304 without a body. */
  etag?: (answer: never) => string;
  handle: (request: RouteRequest<never, never, never>) => Promise<unknown>;
};

/** Declares a route; the types of the handler follow from its schemas. What a request holds beside them is refused. */
export function defineRoute<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
>(
  route: Omit<Route, 'params' | 'query' | 'body' | 'reply' | 'handle' | 'idempotent'> & {
    idempotent?: boolean;
    params?: P;
    query?: Q;
    body?: B;
    reply?: R;
    handle: (request: RouteRequest<Out<P>, Out<Q>, Out<B>>) => Promise<R extends TSchema ? Static<R> : unknown>;
  },
): Route {
  return {
    ...route,
    idempotent: route.idempotent ?? false,
    ...(route.query === undefined ? {} : { query: closed(route.query) }),
    ...(route.body === undefined ? {} : { body: closed(route.body) }),
  } as unknown as Route;
}
