/** No page and no route of reading walks a large table from end to end: every statement really sent is explained as if there were a million cases. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCases } from '#cases';
import { sql } from '#platform/db';
import type { App } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { callers, type Caller, send, sideOf } from './authorisation.fixtures.ts';
import { composeApp, routes, seedDemonstration } from './compose.ts';

type Sent = { text: string; values: unknown[]; where: string };
let t: TestHouse;
let app: App;
let everybody: Caller[];
const sent = new Map<string, Sent>();
let where = '';

/**
 * Tables that grow with cases or people and that a seed fills, so that their statistics say something, with the rows a city of a
 * million cases has in them. The queue is not among them: it has one row an open step, and who supervises a city counts them all.
 */
const large: Readonly<Record<string, number>> = {
  'cases.case': 1e6,
  'cases.case_lookup': 1e6,
  'cases.case_party': 1.2e6,
  'cases.payload': 2.5e6,
  'cases.material': 1.5e6,
  'cases.case_step': 4e6,
  'cases.action': 5e6,
  'cases.paper': 3e6,
  'cases.decision': 1e6,
  'cases.pause_period': 2e5,
  'cases.case_external_ref': 1e5,
  'cases.draft': 1.1e6,
  'identity.party': 2.1e5,
  'identity.document': 2.1e5,
  'identity.contact': 2.1e5,
  'identity.visit': 6e5,
  'platform.audit': 6e6,
  'platform_ledger.entry': 6e6,
  'platform_ledger.payload': 4e6,
  'platform_crypto.data_key': 1.3e6,
};

/** Listens to everything the pool sends. */
function listen(): void {
  const { pool } = t.house.db;
  const note = (config: { text?: string; values?: unknown[] } | string): void => {
    const { text = '', values = [] } = typeof config === 'string' ? { text: config } : config;
    if (where !== '' && /^\s*(select|with|insert|update|delete)/i.test(text) && !sent.has(text)) sent.set(text, { text, values, where });
  };
  const heard = new WeakSet<object>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    const query = client.query.bind(client) as (...all: unknown[]) => unknown;
    (client as { query: unknown }).query = (...all: unknown[]) => {
      note(all[0] as string);
      return query(...all);
    };
  });
}

type Node = { 'Node Type': string; Schema?: string; 'Relation Name'?: string; Plans?: Node[]; Filter?: string };
const nodes = (one: Node): Node[] => [one, ...(one.Plans ?? []).flatMap(nodes)];

/** Large tables a statement walks from end to end. */
async function walked(one: Pick<Sent, 'text' | 'values'>): Promise<string[]> {
  const client = await t.house.db.pool.connect();
  try {
    const { rows } = (await client.query({ text: `explain (format json, verbose) ${one.text}`, values: one.values })) as {
      rows: { 'QUERY PLAN': { Plan: Node }[] }[];
    };
    return nodes(rows[0]?.['QUERY PLAN'][0]?.Plan as Node)
      .filter((n) => n['Node Type'].endsWith('Seq Scan') && `${n.Schema}.${n['Relation Name']}` in large)
      .map((n) => `${n.Schema}.${n['Relation Name']}`);
  } finally {
    client.release();
  }
}

beforeAll(async () => {
  t = await openTestHouse();
  await seedDemonstration(t.house);
  await seedCases(t.house, t.url, { cases: 150, seed: 3 });
  const { db } = t.house;
  const at = t.house.clock.now();
  // One of each kind: what they are shown differs, what is asked of the database hardly does.
  const kinds = new Set(['son', 'clerk of the hall that received it', 'approver of the office that decides', 'manager']);
  everybody = (
    await callers(t.house, async (house, s) => {
      await house.db.many(sql`
      insert into identity.session (id, token_hash, kind, party_id, post_id, level, began_at, seen_at, ends_at)
      values (${randomUUID()}, ${s.tokenHash}, ${s.kind}, ${s.partyId}, ${s.postId}, 3, ${at}, ${at}, ${new Date(at.getTime() + 3_600_000)})`);
    })
  ).filter((c) => kinds.has(c.name));
  // As many rows as a city of a million cases has: the planner believes its catalogue, and what it then chooses is what it would choose there.
  for (const [name, rows] of Object.entries(large)) {
    const [schema, table] = name.split('.') as [string, string];
    await db.many(sql`alter table ${sql.raw(`${schema}."${table}"`)} set (autovacuum_enabled = false)`);
    await db.many(sql`update pg_class set reltuples = ${rows}::real, relpages = greatest(1, pg_relation_size(oid) / 8192)::int
      where oid = ${`${schema}."${table}"`}::regclass`);
  }
  app = await composeApp(t.house);
}, 240_000);
afterAll(async () => {
  await app?.close();
  await t?.close();
});

test('every statement that pages and reading routes send finds its rows by an index', async () => {
  listen();
  const { db } = t.house;
  const one = await db.one<{ caseId: string; number: string; party: string }>(sql`
    select c.id as "caseId", l.number, c.applicant_id as party from cases."case" c join cases.case_lookup l on l.case_id = c.id where c.state = 'accepted' order by c.id limit 1`);
  const version = await db.one<{ id: string }>(sql`select id from catalog.item_version order by id limit 1`);
  const ids = { caseId: one.caseId, versionId: version.id, id: one.party, key: 'elder-allowance' };
  expect(everybody.length).toBe(4);
  const reading = routes.filter((r) => r.method === 'GET' || /find|work|parties$/.test(r.path));
  expect(reading.length).toBeGreaterThan(30);
  for (const route of reading)
    for (const caller of everybody.filter((c) => c.side === sideOf(route.path) || c.name === 'manager')) {
      where = `${route.method} ${route.path}`;
      await send(app, route, caller, ids);
    }
  const pages = [
    '/',
    '/my',
    '/my/views',
    '/my/messages',
    '/my/ratings',
    `/my/cases/${one.caseId}`,
    '/search?q=补贴',
    '/items',
    '/items/elder-allowance',
    '/items/elder-allowance/list',
    '/places',
    '/ratings',
    '/ratings/open.csv',
    '/status',
    '/papers/check',
    '/region',
    '/apply/start?item=elder-allowance.first',
    '/desk',
  ];
  for (const url of pages)
    for (const caller of everybody) {
      where = `GET ${url}`;
      await app.inject({ url, headers: caller.headers });
    }
  const bodies: [string, unknown][] = [
    ['/api/staff/find', { text: '陈桂' }],
    ['/api/staff/find', { text: one.number }],
    ['/api/staff/find', { text: '123412341234' }],
    ['/api/staff/work', { text: '陈桂' }],
  ];
  for (const [url, payload] of bodies)
    for (const caller of everybody) {
      where = `POST ${url} ${JSON.stringify(payload)}`;
      await app.inject({
        method: 'POST',
        url,
        payload: payload as object,
        headers: { ...caller.headers, 'idempotency-key': randomUUID() },
      });
    }
  const found: string[] = [];
  for (const statement of Array.from(sent.values())) {
    const tables = await walked(statement);
    if (tables.length > 0) found.push(`${statement.where}: ${tables.join(', ')}: ${statement.text.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
  }
  expect(sent.size).toBeGreaterThan(60);
  expect(found).toEqual([]);
  // A plant: a question no index answers is seen.
  expect(await walked({ text: `select 1 from cases."case" where applicant_name like '%' || $1`, values: ['兰'] })).toEqual(['cases.case']);
}, 240_000);
