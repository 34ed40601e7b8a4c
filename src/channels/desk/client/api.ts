import { t } from './language.ts';
/** What the server answered when it refused, in the words it chose (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly next: string;
  readonly fields: { field: string; say: string }[];
  readonly data: unknown;
  constructor(
    body: { title?: string; status?: number; code?: string; next?: string; fields?: { field: string; say: string }[]; data?: unknown },
    status: number,
  ) {
    super(body.title ?? t('没有连上服务器。', 'The server did not answer.'));
    this.status = body.status ?? status;
    this.code = body.code ?? 'desk.no-answer';
    this.next =
      body.next ??
      t(
        '您填的都还在这一页。请看看网络，过一会儿再试。',
        'What you filled in is still on this page. Check the network and try again in a moment.',
      );
    this.fields = body.fields ?? [];
    this.data = body.data;
  }
}

/** What the server's clock shows, from its last answer: a browser's own clock may be wrong. */
let ahead: number | undefined;
function hearClock(reply: Response): void {
  const at = Date.parse(reply.headers.get('date') ?? '');
  if (!Number.isNaN(at)) ahead = at - performance.now();
}
export const serverNow = (): number => (ahead ?? performance.timeOrigin) + performance.now();

/** Today in Shanghai. */
export const today = (): string => new Date(serverNow() + 8 * 3_600_000).toISOString().slice(0, 10);

async function ask<T>(method: string, path: string, options: { body?: unknown; key?: string; form?: FormData } = {}): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': t('zh-CN', 'en'),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      },
      body: options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
    });
  } catch {
    throw new ApiProblem({}, 0);
  }
  hearClock(reply);
  if (reply.status === 204) return undefined as T;
  const body = (await reply.json().catch(() => ({}))) as T & { title?: string };
  if (!reply.ok) throw new ApiProblem(body, reply.status);
  return body;
}

/** A key for one deed; made when the person begins it, so that a repeat is the same command. */
export const newKey = (): string => crypto.randomUUID();

export const get = <T>(path: string): Promise<T> => ask<T>('GET', path);
export const post = <T>(path: string, body: unknown, key: string = newKey()): Promise<T> => ask<T>('POST', path, { body, key });
export const put = <T>(path: string, body: unknown, key: string = newKey()): Promise<T> => ask<T>('PUT', path, { body, key });
export const del = <T>(path: string, key: string = newKey()): Promise<T> => ask<T>('DELETE', path, { key });
export const upload = <T>(path: string, form: FormData, key: string = newKey()): Promise<T> => ask<T>('POST', path, { form, key });

/** Query text of the filled values. */
export function queryOf(values: Record<string, string | number | boolean | undefined>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== '') text.set(name, String(value));
  const query = text.toString();
  return query === '' ? '' : `?${query}`;
}

/** Asks for a table or document and lets the browser keep it as a file. */
export async function download(path: string, body: unknown, name: string): Promise<void> {
  const reply = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (reply === undefined) throw new ApiProblem({}, 0);
  if (!reply.ok) throw new ApiProblem((await reply.json().catch(() => ({}))) as { title?: string }, reply.status);
  const url = URL.createObjectURL(await reply.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
