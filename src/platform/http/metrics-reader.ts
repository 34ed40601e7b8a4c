import { timingSafeEqual } from 'node:crypto';
import { sm3 } from '#platform/crypto';

type Asking = { headers: Record<string, string | string[] | undefined>; socket: { remoteAddress?: string | undefined } };

/**
 * Whether figures of operation may be read. Where METRICS_TOKEN is set, with it alone, as bearer token: a proxy on this
 * machine that adds no header would otherwise pass strangers on as neighbours. Without one, from this machine itself.
 */
export function mayReadMetrics(request: Asking, token: string | null): boolean {
  if (token !== null) {
    const given = /^Bearer (.+)$/.exec(String(request.headers['authorization'] ?? ''))?.[1];
    return given !== undefined && timingSafeEqual(sm3(Buffer.from(given)), sm3(Buffer.from(token)));
  }
  const passedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined);
  return !passedOn && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
}
