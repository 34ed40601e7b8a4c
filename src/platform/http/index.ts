/** The door of `platform/http`: how a deed comes in by HTTP and how an answer goes out. See README.md. */
export { defineRoute } from './route.ts';
export type { Permits, ResolveActor, Route, RouteRequest } from './route.ts';
export { createApp } from './app.ts';
export type { App, AppParts } from './app.ts';
export { createHealthApp } from './health.ts';
export { mountRoutes } from './mount.ts';
export { plainInput } from './plain-input.ts';
export { problemBody, statusOf, toProblem } from './problem-reply.ts';
export type { ProblemBody } from './problem-reply.ts';
export { checkSameSite, csrfToken } from './same-site.ts';
export { countRequest, metricsText } from './metrics.ts';
export { problemSchema, choiceOf } from './schemas.ts';
