import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { problem } from '#platform/errors';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Token for the few browsers that send neither Origin nor Sec-Fetch-Site: bound to the session, made without storage. */
export function csrfToken(secret: Buffer, sessionId: string): string {
  return createHmac('sm3', secret).update(`csrf:${sessionId}`).digest('base64url');
}

/**
 * Refuses a write that another site made the browser send. Cookies are SameSite=Lax already; this is the second
 * lock: Sec-Fetch-Site or Origin must be ours, and where a browser sends neither, the form's token must fit.
 * @throws Problem forbidden `platform.other-site`.
 */
export function checkSameSite(
  request: FastifyRequest,
  publicUrl: string,
  expected: () => string | null,
  /** Where the form's token stands when the body is read piece by piece. */
  posted: unknown = request.body,
): void {
  if (!unsafe.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (site === undefined && origin !== undefined && origin !== 'null') {
    const host = request.headers.host ?? '';
    if (origin === publicUrl || origin === `http://${host}` || origin === `https://${host}`) return;
  }
  if (site === undefined && origin === undefined) {
    // A client without cookies cannot be tricked into using somebody's: the bearer of a key sends it knowingly.
    if (request.headers.cookie === undefined) return;
    const want = expected();
    const sent = request.headers['x-csrf-token'] ?? (posted as Record<string, unknown> | null | undefined)?.['_csrf'];
    const got = typeof sent === 'string' ? sent : '';
    // Bytes, not letters: as many Chinese characters are three times as long.
    if (want !== null && Buffer.byteLength(got) === want.length && timingSafeEqual(Buffer.from(got), Buffer.from(want))) return;
  }
  throw problem(
    'forbidden',
    'platform.other-site',
    { zh: '这一步不是从本网站的页面发出的，没有执行。', en: 'This step did not come from a page of this site and was not carried out.' },
    { zh: '请从通办的页面重新做一次。', en: 'Please do it again from a page of this site.' },
  );
}
