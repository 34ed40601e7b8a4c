/** What the test of authorisation needs: people with sessions, and requests made from the schemas of the routes. */
import { createHash, randomUUID } from 'node:crypto';
import { findPartyByDocument, listPosts, seedCity, staffPaths } from '#identity';
import type { House } from '#platform/house';
import type { App, Route } from '#platform/http';
import { newId } from '#platform/ids';

/** Somebody at a door; `entitled` sees the seeded case lawfully. */
export type Caller = {
  name: string;
  side: 'nobody' | 'citizen' | 'staff' | 'partner';
  role?: string;
  entitled: boolean;
  headers: Record<string, string>;
};

const people = { son: '329901196803042817', mother: '329901194406171528', stranger: '329901200105061024' } as const;
const posts: readonly [string, string, boolean][] = [
  ['赵敏', 'clerk of the hall that received it', true],
  ['李雯', 'clerk of a town it does not concern', false],
  ['孙晓', 'clerk of another county', false],
  ['王海涛', 'approver of the office that decides', true],
  ['陆建国', 'approver of another office', false],
];

/** Writes a session's row; given by the test, since SQL over rooms stands in tests only. */
type Begin = (house: House, s: { kind: 'citizen' | 'staff'; partyId: string; postId: string | null; tokenHash: Buffer }) => Promise<void>;

/** Begins a session as signing in would; answers the request headers of its browser. */
async function session(
  begin: Begin,
  house: House,
  kind: 'citizen' | 'staff',
  partyId: string,
  postId: string | null,
): Promise<Record<string, string>> {
  const token = `${newId()}${newId()}`.replaceAll('-', '');
  await begin(house, { kind, partyId, postId, tokenHash: createHash('sm3').update(token).digest() });
  return { cookie: `${kind === 'staff' ? 'tb_s' : 'tb_c'}=${token}`, 'sec-fetch-site': 'same-origin' };
}

/** One caller of every kind, in the demonstration city. */
export async function callers(house: House, begin: Begin): Promise<Caller[]> {
  await seedCity(house);
  const all: Caller[] = [{ name: 'visitor', side: 'nobody', entitled: false, headers: {} }];
  for (const [name, number] of Object.entries(people)) {
    const party = await findPartyByDocument(house, { type: '111', number });
    all.push({
      name,
      side: 'citizen',
      role: 'citizen',
      entitled: name !== 'stranger',
      headers: await session(begin, house, 'citizen', party?.id ?? '', null),
    });
  }
  const known = await listPosts(house.db, { today: '2026-11-25' });
  const others = ['manager', 'editor', 'reviewer', 'sysadmin', 'secadmin', 'auditor'].map(
    (role) => [known.find((p) => p.role === role && p.regionCode === '329900')?.personName ?? '', role, false] as const,
  );
  for (const [person, name, entitled] of [...posts, ...others]) {
    const post = known.find((p) => p.personName === person);
    if (post === undefined) throw new Error(`nobody is ${name}`);
    all.push({ name, side: 'staff', role: post.role, entitled, headers: await session(begin, house, 'staff', post.personId, post.id) });
  }
  all.push({
    name: 'system of a department',
    side: 'partner',
    role: 'partner',
    entitled: false,
    headers: { authorization: 'Bearer tb-sandbox-department-demo-key' },
  });
  return all;
}

/** Which side a path belongs to. */
export const sideOf = (path: string): 'citizen' | 'staff' | 'partner' =>
  path.startsWith('/api/partner/') ? 'partner' : staffPaths.some((p) => path === p || path.startsWith(`${p}/`)) ? 'staff' : 'citizen';

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
  minimum?: number;
};
/** How a request is spoilt: everything given and odd text, everything given and numbers too large, nothing given. */
export type Spoilt = 'no' | 'text' | 'number' | 'kind';

/** A value that fits a schema, or is spoilt in one way. */
export function valueOf(schema: Schema | undefined, ids: Record<string, string>, spoilt: Spoilt = 'no', name = ''): unknown {
  if (schema === undefined) return {};
  if (schema.anyOf !== undefined) return valueOf(schema.anyOf[0], ids, spoilt, name);
  if (schema.const !== undefined) return schema.const;
  if (spoilt === 'kind' && schema.type !== 'object') return schema.type === 'string' ? 7 : 'seven';
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return ids[name] ?? randomUUID();
      if (schema.pattern?.includes('{3}-') === true) return spoilt === 'no' ? '2026-12-01' : '2026-99-99';
      if (schema.pattern?.includes('6,12') === true) return '329901';
      if (schema.pattern !== undefined) return '111';
      return spoilt === 'text' ? 'x\u0000\ud800' : spoilt === 'number' ? `'; drop table x; --<script>`.slice(0, 40) : 'xxx';
    case 'integer':
    case 'number':
      return spoilt === 'number' ? 2 ** 40 : (schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'array':
      return [valueOf(schema.items, ids, spoilt, name)];
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => spoilt !== 'no' || (schema.required ?? []).includes(key))
          .map(([key, one]) => [key, valueOf(one, ids, spoilt, key)]),
      );
    default:
      return spoilt === 'text' ? 'x\u0000' : {};
  }
}

/** Sends a request made from a route's schemas. */
export async function send(
  app: App,
  route: Route,
  caller: Caller,
  ids: Record<string, string>,
  spoilt: Spoilt = 'no',
): Promise<{ status: number; body: string }> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(
      spoilt === 'text'
        ? `..%2f..'\u0000`
        : (ids[name] ??
            (name === 'kind' ? 'phone' : name === 'key' ? 'elder-allowance' : name === 'materialId' ? 'bankcard' : randomUUID())),
    ),
  );
  const query = Object.entries((valueOf(route.query as Schema | undefined, ids, spoilt) ?? {}) as Record<string, unknown>).map(
    ([k, v]) => `${k}=${encodeURIComponent(typeof v === 'string' ? v.replaceAll(/\p{Cs}/gu, '') : JSON.stringify(v))}`,
  );
  const body = route.body === undefined ? undefined : valueOf(route.body as Schema, ids, spoilt);
  const answer = await app.inject({
    method: route.method,
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: { ...caller.headers, 'idempotency-key': randomUUID() },
    ...(body === undefined || route.method === 'GET' ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, body: answer.body };
}
