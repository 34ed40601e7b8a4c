/** A person at the HTTP door without a browser: cookies, sign-in by name, commands with keys of their own. For load. */
export class HttpPerson {
  readonly base: string;
  private readonly cookies = new Map<string, string>();
  constructor(base: string) {
    this.base = base;
  }

  private header(): Record<string, string> {
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'sec-fetch-site': 'same-origin' };
  }

  /** Follows redirects by hand, keeping cookies. */
  async go(path: string, form?: Record<string, string>): Promise<{ url: string; text: string; status: number }> {
    let url = new URL(path, this.base).href;
    let body = form === undefined ? undefined : new URLSearchParams(form).toString();
    for (let hops = 0; hops < 15; hops++) {
      const reply: Response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { ...this.header(), ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
        ...(body === undefined ? {} : { body }),
      });
      for (const set of reply.headers.getSetCookie()) {
        const [pair = ''] = set.split(';');
        const at = pair.indexOf('=');
        if (pair.slice(at + 1) === '') this.cookies.delete(pair.slice(0, at));
        else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const to = reply.headers.get('location');
      if (to === null) return { url, text: await reply.text(), status: reply.status };
      await reply.arrayBuffer();
      url = new URL(to, url).href;
      body = undefined;
    }
    throw new Error(`too many redirects from ${path}`);
  }

  async signIn(account: string, to = '/my'): Promise<void> {
    const page = await this.go(`${to.startsWith('/desk') ? '/desk' : ''}/sign-in?to=${encodeURIComponent(to)}`);
    await this.go(page.url, { account });
  }

  /** The same browser at another server of the same city. */
  elsewhere(base: string): HttpPerson {
    const other = new HttpPerson(base);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Server-sent events as text, until `stop`. */
  async hear(path: string, heard: (text: string) => void, stop: AbortSignal): Promise<void> {
    const reply = await fetch(`${this.base}${path}`, { headers: this.header(), signal: stop });
    if (!reply.ok || reply.body === null) throw new Error(`no stream: ${reply.status}`);
    for await (const piece of reply.body as ReadableStream<Uint8Array>) heard(Buffer.from(piece).toString('utf8'));
  }

  /** One try; throws when no answer came. */
  async ask<T>(method: string, path: string, body?: unknown, key: string = crypto.randomUUID()): Promise<{ status: number; body: T }> {
    const reply = await fetch(`${this.base}${path}`, {
      method,
      headers: { ...this.header(), 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: reply.status, body: (await reply.json().catch(() => ({}))) as T };
  }

  /** The same command, with the same key, until somebody answers: what a careful client does. */
  async insist<T>(
    method: string,
    path: string,
    body: unknown,
    key: string,
    giveUp: () => boolean,
  ): Promise<{ status: number; body: T } | undefined> {
    while (!giveUp()) {
      try {
        const answer = await this.ask<T>(method, path, body, key);
        if (answer.status < 500) return answer;
      } catch {
        // No answer: nobody knows whether it took effect, so the same command goes again.
      }
      await new Promise((done) => setTimeout(done, 150));
    }
    return undefined;
  }

  /** Puts a small PDF and answers its id. */
  async upload(path: string, name = 'note.pdf', words = ''): Promise<string> {
    const form = new FormData();
    form.append(
      'file',
      new Blob(
        [
          '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
          `% ${words}\n`,
        ],
        { type: 'application/pdf' },
      ),
      name,
    );
    const reply = await fetch(`${this.base}${path}`, {
      method: 'POST',
      headers: { ...this.header(), 'idempotency-key': crypto.randomUUID() },
      body: form,
    });
    const body = (await reply.json()) as { id?: string; fileId?: string; file?: { id: string }; title?: string };
    const id = body.id ?? body.fileId ?? body.file?.id;
    if (id === undefined) throw new Error(`${reply.status} ${body.title}`);
    return id;
  }
}
