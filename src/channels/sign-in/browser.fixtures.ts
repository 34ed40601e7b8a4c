/** A browser without script for tests: follows redirects, keeps cookies by name and path, sends Sec-Fetch-Site. */
export class Browser {
  readonly #base: string;
  readonly #jar = new Map<string, { name: string; path: string; value: string }>();
  readonly #lines: string[] = [];
  readonly visited: string[] = [];

  constructor(base: string) {
    this.#base = base;
  }

  cookie(name: string, path: string): string | undefined {
    return this.#for(path).find((c) => c.name === name)?.value;
  }
  lastSetCookie(name: string): string | undefined {
    return this.#lines.findLast((line) => line.startsWith(`${name}=`));
  }
  get(path: string): Promise<Page> {
    return this.#go('GET', path);
  }
  post(path: string, form: Record<string, string>): Promise<Page> {
    return this.#go('POST', path, new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded');
  }
  send(method: string, path: string, body?: unknown): Promise<Page> {
    return this.#go(method, path, body === undefined ? undefined : JSON.stringify(body), 'application/json');
  }
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asserts
  async json(path: string): Promise<any> {
    return JSON.parse((await this.get(path)).text);
  }
  async signIn(account: string, side: 'citizen' | 'staff' = 'citizen'): Promise<void> {
    const list = await this.get(side === 'staff' ? '/desk/sign-in' : '/sign-in');
    await this.post(list.path, { account });
  }

  #for(path: string): { name: string; path: string; value: string }[] {
    const bare = path.split('?')[0] ?? '';
    return [...this.#jar.values()].filter((c) => bare === c.path || bare.startsWith(c.path.endsWith('/') ? c.path : `${c.path}/`));
  }
  async #go(method: string, path: string, body?: string, type?: string): Promise<Page> {
    let url = new URL(path, this.#base);
    let how = method;
    let what = body;
    for (let hop = 0; hop < 12; hop++) {
      this.visited.push(url.href);
      const response = await fetch(url, {
        method: how,
        redirect: 'manual',
        headers: {
          cookie: this.#for(url.pathname)
            .map((c) => `${c.name}=${c.value}`)
            .join('; '),
          'sec-fetch-site': 'same-origin',
          ...(how === 'GET' || what === undefined ? {} : { 'content-type': type ?? 'application/json' }),
          ...(how === 'GET' ? {} : { 'idempotency-key': `k-${Math.trunc(performance.now() * 1000)}` }),
        },
        ...(how === 'GET' || what === undefined ? {} : { body: what }),
      });
      for (const line of response.headers.getSetCookie()) this.#keep(line);
      const to = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || to === null)
        return { status: response.status, path: url.pathname + url.search, text: await response.text(), headers: response.headers };
      url = new URL(to, url);
      if (url.origin !== this.#base) throw new Error(`sent to another site: ${url.origin}`);
      how = 'GET';
      what = undefined;
    }
    throw new Error('too many redirects');
  }
  #keep(line: string): void {
    this.#lines.push(line);
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const path = attributes.find((a) => a.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    const gone = attributes.some((a) => /^max-age=0$/i.test(a) || /^expires=Thu, 01 Jan 1970/i.test(a));
    const key = `${pair.slice(0, at)} ${path}`;
    if (gone) this.#jar.delete(key);
    else this.#jar.set(key, { name: pair.slice(0, at), path, value: pair.slice(at + 1) });
  }
}

/** What the browser shows at the end of its redirects. */
export type Page = { status: number; path: string; text: string; headers: Headers };
