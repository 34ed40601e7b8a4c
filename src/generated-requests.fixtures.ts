/** Requests made by chance from the published description of the interface: as it asks for them, and broken in every way. */
import fc from 'fast-check';

type Schema = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
};
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema };
type Operation = { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } };
/** What `/openapi.json` says, as far as requests are made of it. */
export type Description = { paths: Record<string, Record<string, Operation>> };

/** One request; `broken` says how it was spoilt, null when it is as described. */
export type Made = {
  method: string;
  path: string;
  url: string;
  headers: Record<string, string>;
  payload?: string | Buffer;
  broken: string | null;
};

/** A case that is there, with what a deed on it needs. */
export type Known = { ids: Record<string, string[]>; cases: { id: string; seq: number; steps: string[] }[] };

/** Chance that can be had again: the same seed makes the same requests. */
export class Chance {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
  hit(share: number): boolean {
    return this.next() < share;
  }
}

const words = [
  '陈桂兰',
  '符合条件。',
  '请补一份代办的说明。',
  'a',
  '13800004428',
  '329901194406171528',
  '2026-12-01',
  '很长'.repeat(200),
  '',
  ' ',
  '0',
];
const odd = [
  'x\u0000y',
  '\ud800',
  '\u202e倒',
  "'; drop table cases.case; --",
  '<script>alert(1)</script>',
  '%00',
  '../../etc/passwd',
  '9'.repeat(400),
  '长'.repeat(20_000),
  '__proto__',
  'constructor',
  '1e999',
  'NaN',
  '𠮷'.repeat(100),
  '\n\r\t',
];
const oddValues: unknown[] = [
  null,
  true,
  7,
  -1,
  0,
  2 ** 31,
  2 ** 53,
  1e308,
  0.1,
  [],
  {},
  [[[[[]]]]],
  { __proto__: 1 },
  { a: { b: { c: {} } } },
  ...odd,
];
const matching = new Map<string, string[]>();

/** Requests for a description, by a seed. */
export class Requests {
  readonly operations: { method: string; path: string; operation: Operation }[];
  private readonly c: Chance;
  private readonly known: () => Known;
  constructor(description: Description, seed: number, known: () => Known) {
    this.c = new Chance(seed);
    this.known = known;
    this.operations = Object.entries(description.paths).flatMap(([path, by]) =>
      Object.entries(by).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  }

  /** The next request, to any operation. */
  make(share: { broken: number }): Made {
    const { method, path, operation } = this.c.of(this.operations);
    const about = this.c.of(this.known().cases);
    const parameters = (operation.parameters ?? []).filter((p) => p.in !== 'path');
    const made: Made = {
      method,
      path,
      url: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(String(this.inPath(operation, name, about))))),
      headers: { 'idempotency-key': `made-${Math.floor(this.c.next() * 2 ** 40).toString(36)}-${this.c.below(1e9)}` },
      broken: null,
    };
    const query = parameters
      .filter((p) => p.in === 'query' && (p.required === true || this.c.hit(0.5)))
      .map((p) => `${p.name}=${encodeURIComponent(wellFormed(String(this.value(p.schema, p.name, about))))}`);
    if (query.length > 0) made.url += `?${query.join('&')}`;
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema !== undefined) {
      made.headers['content-type'] = 'application/json';
      made.payload = JSON.stringify(this.value(schema, '', about));
    } else if (method === 'POST' && /files/.test(path)) this.upload(made);
    if (this.c.hit(share.broken)) this.spoil(made, schema, about);
    return made;
  }

  private inPath(operation: Operation, name: string, about: Known['cases'][number] | undefined): unknown {
    const schema = operation.parameters?.find((p) => p.in === 'path' && p.name === name)?.schema ?? { type: 'string' };
    return this.value(/[iI]d$/.test(name) ? { ...schema, format: 'uuid' } : schema, name, about);
  }

  private upload(made: Made): void {
    const mark = 'made-by-chance';
    const bytes = this.c.of(['%PDF-1.7\n1 0 obj\n%%EOF\n', 'plain words', '<svg onload=alert(1)>', '', '\u0000\u0001']);
    made.headers['content-type'] = `multipart/form-data; boundary=${mark}`;
    made.payload = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${this.c.of(['a.pdf', '照片.png', '../x', ''])}"\r\ncontent-type: application/pdf\r\n\r\n${bytes}\r\n--${mark}${this.c.hit(0.8) ? '--' : ''}\r\n`;
  }

  private value(schema: Schema, name: string, about: Known['cases'][number] | undefined): unknown {
    if (schema.anyOf !== undefined) return this.value(this.c.of(schema.anyOf), name, about);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return this.c.of(schema.enum);
    switch (schema.type) {
      case 'string':
        return this.text(schema, name, about);
      case 'integer':
      case 'number': {
        if (name === 'expectedSeq' && about !== undefined && this.c.hit(0.8)) return about.seq;
        const low = schema.minimum ?? 0;
        const high = Math.min(schema.maximum ?? low + 5, low + 50);
        return low + this.c.below(high - low + 1);
      }
      case 'boolean':
        return this.c.hit(0.5);
      case 'null':
        return null;
      case 'array':
        return Array.from({ length: Math.max(schema.minItems ?? 0, this.c.below(Math.min(schema.maxItems ?? 3, 3) + 1)) }, () =>
          this.value(schema.items ?? {}, name, about),
        );
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([key]) => schema.required?.includes(key) === true || this.c.hit(0.6))
            .map(([key, one]) => [key, this.value(one, key, about)]),
        );
      default:
        return this.c.hit(0.5) ? this.c.of(words) : { phone: '13800004428', agree: true };
    }
  }

  private text(schema: Schema, name: string, about: Known['cases'][number] | undefined): string {
    if (about !== undefined && name === 'caseId' && this.c.hit(0.9)) return about.id;
    if (about !== undefined && name === 'stepId' && about.steps.length > 0 && this.c.hit(0.9)) return this.c.of(about.steps);
    const own = this.known().ids[name];
    if (own !== undefined && own.length > 0 && this.c.hit(0.8)) return this.c.of(own);
    if (schema.format === 'uuid')
      return this.c.of(this.c.of(Object.values(this.known().ids).filter((all) => all.length > 0 && /^[0-9a-f-]{36}$/.test(all[0] ?? ''))));
    if (schema.pattern !== undefined) {
      if (!matching.has(schema.pattern))
        matching.set(schema.pattern, fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 40, seed: 7 }));
      return this.c.of(matching.get(schema.pattern) ?? []);
    }
    const word = this.c.of(words);
    const least = schema.minLength ?? 0;
    return (word.length < least ? word.padEnd(least, '字') : word).slice(0, schema.maxLength ?? 4_000);
  }

  private spoil(made: Made, schema: Schema | undefined, about: Known['cases'][number] | undefined): void {
    const ways = [
      'method',
      'path',
      'query',
      'key',
      'type',
      'text',
      ...(schema === undefined ? [] : ['field', 'field', 'field', 'missing', 'more', 'whole']),
    ];
    made.broken = this.c.of(ways);
    const body = (): Record<string, unknown> =>
      (schema === undefined ? {} : (this.value(schema, '', about) as Record<string, unknown>)) ?? {};
    switch (made.broken) {
      case 'method':
        made.method = this.c.of(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
        return;
      case 'path':
        made.url = made.path.replaceAll(/\{\w+\}/g, () =>
          this.c.of([
            '%00',
            'x',
            '..%2f..',
            '%F0%9F%8F%AF',
            '%E0%A4%A',
            "'",
            'null',
            'undefined',
            '__proto__',
            '0'.repeat(300),
            encodeURIComponent('陈'),
          ]),
        );
        return;
      case 'query':
        made.url += `${made.url.includes('?') ? '&' : '?'}${this.c.of(['q', 'limit', 'after', 'from', 'to', 'lang', 'region', 'level', 'a[b]', '__proto__'])}=${encodeURIComponent(wellFormed(this.c.of(odd).slice(0, 2_000)))}&q=1&q=2&limit=-1`;
        return;
      case 'key':
        if (this.c.hit(0.5)) delete made.headers['idempotency-key'];
        else
          made.headers['idempotency-key'] = this.c.of([
            'short',
            'x'.repeat(4_000),
            'with space and 字'.replaceAll(/[^ -~]/g, '?'),
            "';--",
            '',
          ]);
        return;
      case 'type':
        made.headers['content-type'] = this.c.of([
          'text/plain',
          'application/xml',
          'application/x-www-form-urlencoded',
          'multipart/form-data',
          'application/json; charset=gbk',
          '',
        ]);
        made.payload ??= 'a=1&a=2';
        return;
      case 'text':
        made.headers['content-type'] = 'application/json';
        made.payload = this.c.of([
          '{',
          '',
          'null',
          '[]',
          '"x"',
          '7',
          '{"a":1,"a":2}',
          '{"__proto__":{"x":1}}',
          '[['.repeat(5_000),
          Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'),
          '\u0000',
        ]);
        return;
      case 'whole':
        made.payload = JSON.stringify(this.c.of(oddValues));
        return;
      default: {
        const given = body();
        const keys = [...Object.keys(given), ...Object.keys(schema?.properties ?? {})];
        const key = keys.length === 0 ? 'x' : this.c.of(keys);
        if (made.broken === 'missing') delete given[key];
        else given[made.broken === 'more' ? this.c.of(['more', 'actor', 'caseId', 'role', 'toString']) : key] = this.c.of(oddValues);
        made.payload = JSON.stringify(given);
      }
    }
  }
}

const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '');
