import { createHash, createHmac } from 'node:crypto';

/** An S3-compatible store: where it answers, what lies where, who we are to it. */
export type S3Place = { endpoint: string; region: string; bucket: string; prefix: string; accessKey: string; secretKey: string };

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986 as AWS reads it: everything but unreserved characters is escaped. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A path with each of its parts escaped. */
export const escapedPath = (path: string): string => path.split('/').map(escaped).join('/');

/** The headers of one request under AWS Signature Version 4. `headers` are signed together with host, time and hash of the body. */
export function signedHeaders(
  place: Pick<S3Place, 'region' | 'accessKey' | 'secretKey'>,
  request: { method: string; url: URL; headers?: Record<string, string>; body?: Uint8Array },
  at: Date,
): Record<string, string> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const bodyHash = sha256(request.body ?? '');
  const own = Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()]);
  const signing = new Map([...own, ['host', request.url.host], ['x-amz-content-sha256', bodyHash], ['x-amz-date', time]] as [
    string,
    string,
  ][]);
  const names = [...signing.keys()].sort();
  const query = [...request.url.searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const canonical = [
    request.method,
    request.url.pathname,
    query,
    ...names.map((name) => `${name}:${signing.get(name)}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n');
  const scope = `${day}/${place.region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce((k, word) => hmac(k, word), hmac(hmac(`AWS4${place.secretKey}`, day), place.region));
  signing.delete('host');
  return {
    ...Object.fromEntries(signing),
    authorization: `AWS4-HMAC-SHA256 Credential=${place.accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${hmac(key, text).toString('hex')}`,
  };
}
