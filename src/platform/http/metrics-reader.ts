import { timingSafeEqual } from 'node:crypto';
import { sm3 } from '#platform/crypto';

type Asking = { headers: Record<string, string | string[] | undefined>; socket: { remoteAddress?: string | undefined } };

/**
 * Whether figures of operation may be read: from this machine itself (not through a proxy that stands on it), or with
 * the bearer token of METRICS_TOKEN.
 */
export function mayReadMetrics(request: Asking, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(String(request.headers['authorization'] ?? ''))?.[1];
  if (token !== null && given !== undefined && timingSafeEqual(sm3(Buffer.from(given)), sm3(Buffer.from(token)))) return true;
  const passedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined);
  return !passedOn && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}
