import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#platform/clock';
import { type Problem, problem } from '#platform/errors';
import { idShape, missing, noSpace } from './disk-store.ts';
import type { FileStore } from './file-store.ts';
import { escapedPath, type S3Place, signedHeaders } from './s3-signature.ts';

/** A part of an upload; two of them are the most of a file that is ever in memory. The protocol wants at least 5 MiB for all but the last. */
const PART = 8 * 1024 * 1024;
const TRIES = 3;

type Ask = { query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer };

/** Files in an S3-compatible store, under `prefix/ab/cd/id`. Addresses are path style, which every such store understands. */
export function s3Store(place: S3Place, page = 1000): FileStore & { check(): Promise<void> } {
  // The store refuses a request whose time is not its own: the machine's time, even in a drill on another day.
  const clock = systemClock();
  const keyOf = (id: string): string => {
    if (!idShape.test(id)) throw new Error('not the id of a file');
    return `${place.prefix}${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`;
  };

  async function send(method: string, key: string, ask: Ask = {}): Promise<Response> {
    const url = new URL(`${place.endpoint}/${escapedPath(`${place.bucket}${key === '' ? '' : `/${key}`}`)}`);
    for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value);
    // The same escapes on the wire as in what is signed: URLSearchParams writes a space as plus.
    url.search = url.search.replaceAll('+', '%20');
    for (let attempt = 1; ; attempt++) {
      const headers = signedHeaders(place, { method, url, ...ask }, clock.now());
      const answer = await fetch(url, { method, headers, ...(ask.body === undefined ? {} : { body: new Uint8Array(ask.body) }) }).catch(
        (error: unknown) => error as Error,
      );
      if (answer instanceof Response && answer.status < 500) return answer;
      if (attempt === TRIES) {
        if (answer instanceof Response && answer.status === 507) throw noSpace(new Error('507'));
        throw away(answer instanceof Response ? new Error(`${method} ${answer.status}`) : answer);
      }
      if (answer instanceof Response) await answer.body?.cancel();
      await sleep(100 * 4 ** (attempt - 1));
    }
  }

  /** The text of an answer that must be a good one. */
  async function good(answer: Response): Promise<string> {
    const text = await answer.text();
    // A completion may answer 200 and still say in its body that it failed.
    if (answer.ok && !text.includes('<Error>')) return text;
    const code = valueOf(text, 'Code') ?? String(answer.status);
    throw /Quota|StorageFull|InsufficientStorage/i.test(code) ? noSpace(new Error(code)) : away(new Error(code));
  }

  async function writeParts(key: string, first: Buffer, rest: AsyncIterable<Buffer>, headers: Record<string, string>): Promise<void> {
    const uploadId = valueOf(await good(await send('POST', key, { query: { uploads: '' }, headers })), 'UploadId') ?? '';
    try {
      const tags: string[] = [];
      const put = async (body: Buffer): Promise<void> => {
        const answer = await send('PUT', key, { query: { partNumber: String(tags.length + 1), uploadId }, body });
        await good(answer);
        tags.push(answer.headers.get('etag') ?? '');
      };
      await put(first);
      for await (const part of rest) await put(part);
      const list = tags.map((tag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join('');
      const body = Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`);
      await good(await send('POST', key, { query: { uploadId }, body }));
    } catch (error) {
      await send('DELETE', key, { query: { uploadId } }).catch(() => undefined);
      throw error;
    }
  }

  async function* pages(query: Record<string, string>, next: [tag: string, parameter: string][]): AsyncIterable<string> {
    for (let more: Record<string, string> = {}; ; ) {
      const text = await good(await send('GET', '', { query: { ...query, ...more } }));
      yield text;
      if (valueOf(text, 'IsTruncated') !== 'true') return;
      more = Object.fromEntries(next.map(([tag, parameter]) => [parameter, valueOf(text, tag) ?? '']));
    }
  }

  /** Uploads that were begun and neither finished nor given up. */
  async function* openUploads(): AsyncIterable<{ key: string; uploadId: string; at: Date }> {
    const next: [string, string][] = [
      ['NextKeyMarker', 'key-marker'],
      ['NextUploadIdMarker', 'upload-id-marker'],
    ];
    for await (const text of pages({ uploads: '', prefix: place.prefix }, next))
      for (const one of piecesOf(text, 'Upload'))
        yield { key: valueOf(one, 'Key') ?? '', uploadId: valueOf(one, 'UploadId') ?? '', at: new Date(valueOf(one, 'Initiated') ?? 0) };
  }

  return {
    write: async (id, source, at) => {
      const headers = { 'x-amz-meta-begun': at.toISOString() };
      const parts = partsOf(source);
      const { value: first } = await parts.next();
      const second = await parts.next();
      const key = keyOf(id);
      if (second.done) await good(await send('PUT', key, { headers, body: first ?? Buffer.alloc(0) }));
      else await writeParts(key, first as Buffer, chain(second.value, parts), headers);
    },
    read: async function* (id) {
      const answer = await send('GET', keyOf(id));
      if (answer.status === 404) throw missing();
      if (!answer.ok || answer.body === null) await good(answer);
      for await (const piece of answer.body as ReadableStream<Uint8Array>) yield Buffer.from(piece);
    },
    remove: async (id) => {
      const key = keyOf(id);
      const gone = await send('DELETE', key);
      if (gone.status === 404) await gone.body?.cancel();
      else await good(gone);
      for await (const one of openUploads()) if (one.key === key) await send('DELETE', one.key, { query: { uploadId: one.uploadId } });
    },
    list: async function* () {
      for await (const text of pages({ 'list-type': '2', 'max-keys': String(page), prefix: place.prefix }, [
        ['NextContinuationToken', 'continuation-token'],
      ]))
        for (const one of piecesOf(text, 'Contents')) {
          const id = (valueOf(one, 'Key') ?? '').split('/').at(-1) ?? '';
          if (idShape.test(id)) yield { id, at: new Date(valueOf(one, 'LastModified') ?? 0) };
        }
      for await (const { key, at } of openUploads()) {
        const id = key.split('/').at(-1) ?? '';
        if (idShape.test(id)) yield { id, at };
      }
    },
    begun: async (id) => {
      const answer = await send('HEAD', keyOf(id));
      const text = answer.headers.get('x-amz-meta-begun');
      return text === null ? undefined : new Date(text);
    },
    check: async () => void (await good(await send('GET', '', { query: { 'list-type': '2', 'max-keys': '1', prefix: place.prefix } }))),
  };
}

/** Cuts a stream into parts; only one is gathered at a time. */
async function* partsOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    waiting.push(piece);
    length += piece.length;
    if (length < PART) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function* chain(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield first;
  yield* rest;
}

const valueOf = (xml: string, tag: string): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`)
    .exec(xml)?.[1]
    ?.replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const piecesOf = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map((m) => m[1] ?? '');

const away = (cause: unknown): Problem =>
  problem(
    'unavailable',
    'files.store-away',
    { zh: '文件存储现在连不上，这一步没有生效。', en: 'The file store is out of reach; this step did not take effect.' },
    {
      zh: '已经填的内容都在。请过一会儿再试，急用可以带原件到窗口办。',
      en: 'What you filled in is safe. Please try again later, or bring the original to a window.',
    },
    { cause },
  );
