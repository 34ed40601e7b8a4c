/** A seeded city: valid by every constraint, green under `verify`, the same for the same seed, and every page of it opens. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mustBeDemonstration, seedCases, type SeedReport } from '#cases';
import { findPartyByDocument, listPosts } from '#identity';
import { sm3 } from '#platform/crypto';
import { sql } from '#platform/db';
import type { House } from '#platform/house';
import type { App } from '#platform/http';
import { verifyHouse } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { composeApp, mirrors, seedDemonstration } from './compose.ts';

const options = { cases: 300, seed: 7 };
let t: TestHouse;
let app: App;
let report: SeedReport;

async function city(): Promise<{ test: TestHouse; report: SeedReport }> {
  const test = await openTestHouse();
  await seedDemonstration(test.house);
  return { test, report: await seedCases(test.house, test.url, options) };
}

beforeAll(async () => {
  ({ test: t, report } = await city());
  app = await composeApp(t.house);
}, 240_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

async function session(kind: 'citizen' | 'staff', partyId: string, postId: string | null, forPartyId: string | null = null) {
  const token = randomUUID();
  const at = t.house.clock.now();
  await t.house.db.many(sql`
    insert into identity.session (id, token_hash, kind, party_id, for_party_id, post_id, level, began_at, seen_at, ends_at)
    values (${randomUUID()}, ${sm3(Buffer.from(token))}, ${kind}, ${partyId}, ${forPartyId}, ${postId}, 3, ${at}, ${at}, ${new Date(at.getTime() + 3_600_000)})`);
  return { cookie: `${kind === 'staff' ? 'tb_s' : 'tb_c'}=${token}`, 'sec-fetch-site': 'same-origin' };
}

describe('a seeded city', () => {
  test('publishes its grants page by page in both languages: organisations by name, people by family name, one item at a time', async () => {
    const open = async (url: string, lang = 'zh') => (await app.inject({ url, headers: { cookie: `tb_lang=${lang}` } })).body;
    const first = await open('/grants');
    const rows = (html: string): string[] => [...html.matchAll(/<tr>(?:(?!<th scope="col").)*?<\/tr>/gs)].map((m) => m[0]);
    expect(rows(first)).toHaveLength(50);
    expect(first).toMatch(/[一-龥]\*+</);
    expect(first).toContain('有限公司');
    expect(first).not.toMatch(/undefined|\[object|NaN/);
    const older = /href="(\/grants\?after=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = await open(older.replaceAll('&amp;', '&'));
    expect(rows(second).length).toBeGreaterThan(0);
    expect(rows(second).filter((row) => first.includes(row))).toEqual([]);
    const item = /href="\/grants\?item=([^"]+)"/.exec(first)?.[1] ?? '';
    const english = await open(`/grants?item=${item}`, 'en');
    expect(english).toContain('Published grants');
    expect(rows(english).length).toBeGreaterThan(0);
  });

  test('has as many cases as asked for, of nearly all items, in every region and state, mornings busier than afternoons', async () => {
    expect(report.cases).toBe(options.cases);
    expect(Object.keys(report.byState).toSorted()).toEqual([
      'accepted',
      'closed',
      'correcting',
      'decided',
      'notAccepted',
      'paused',
      'received',
      'terminated',
      'withdrawn',
    ]);
    const { db } = t.house;
    const one = await db.one<{ items: number; regions: number; morning: number; years: number; doors: number }>(sql`
      select count(distinct handling_key)::int as items, count(distinct home_region)::int as regions, count(distinct door)::int as doors,
        avg((extract(hour from received_at) < 12)::int)::float as morning, (max(received_at)::date - min(received_at)::date) / 365.0::float as years from cases."case"`);
    const all = await db.one<{ n: number }>(sql`select count(*)::int as n from catalog.handling_item where hold_reason is null`);
    expect(one.items).toBeGreaterThan(all.n * 0.8);
    expect(one).toMatchObject({ regions: 3, doors: 2 });
    expect(one.morning).toBeGreaterThan(0.5);
    expect(one.years).toBeGreaterThan(2.5);
  });

  test('verifies: chains, seals, payloads, and every row beside them', async () => {
    const found = await verifyHouse(t.house, { mirrors });
    expect(found.findings).toEqual([]);
    expect(found).toMatchObject({ ok: true, unsealed: 0 });
    expect(found.payloads.checked).toBeGreaterThan(options.cases);
    // A plant: one row that says something else is found.
    await t.house.db.many(sql`alter table cases.action disable trigger action_append_only`);
    await t.house.db.many(
      sql`update cases.action set to_state = 'closed' where case_id = (select id from cases."case" where state = 'withdrawn' limit 1) and seq = 1`,
    );
    expect((await verifyHouse(t.house, { mirrors })).found).toBe(1);
    await t.house.db.many(sql`update cases.action set to_state = 'received' where seq = 1`);
    await t.house.db.many(sql`alter table cases.action enable trigger action_append_only`);
  });

  test('keeps what the product keeps beside each other: queue and open steps, actions and audit, last deed and state', async () => {
    const { db } = t.house;
    const counts = await db.one(sql`select
      (select count(*) from cases.case_step s where closed_at is null and not exists (select from cases.work_item w where w.step_id = s.id))::int as "stepsWithoutLine",
      (select count(*) from cases.work_item w where not exists (select from cases.case_step s where s.id = w.step_id and s.closed_at is null))::int as "linesWithoutStep",
      (select count(*) from cases.work_item w join cases."case" c on c.id = w.case_id where (w.case_state, w.case_seq) is distinct from (c.state, c.seq))::int as "staleLines",
      (select count(*) from cases."case" c where not exists (select from cases.action a where a.case_id = c.id and a.seq = c.seq and a.to_state = c.state))::int as "otherState",
      (select count(*) from cases.action a where not exists (select from platform.audit u where u.subject_id = a.case_id and u.seq = a.seq))::int as "unaudited",
      (select count(*) from cases."case" c where state in ('received', 'correcting', 'accepted', 'paused', 'decided')
        and not exists (select from cases.case_step s where s.case_id = c.id and s.closed_at is null))::int as "nobodysDesk",
      (select count(*) from cases."case" c where accepted_by is not null and accepted_by = decided_by and not granted_on_the_spot)::int as "oneHand"`);
    expect(counts).toEqual({
      stepsWithoutLine: 0,
      linesWithoutStep: 0,
      staleLines: 0,
      otherState: 0,
      unaudited: 0,
      nobodysDesk: 0,
      oneHand: 0,
    });
  });

  test('opens: the queue counts what lies there, and cases of every state are drawn for their people and for their office', async () => {
    const { db } = t.house;
    const posts = await listPosts(db, { today: '2026-11-25' });
    const manager = posts.find((p) => p.role === 'manager' && p.regionCode === '329900');
    const boss = await session('staff', manager?.personId ?? '', manager?.id ?? '');
    const queue = (await app.inject({ url: '/api/staff/work?limit=50', headers: boss })).json();
    const lines = await db.one<{ n: number }>(sql`select count(*)::int as n from cases.work_item`);
    expect(Object.values(queue.counts as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(lines.n);
    const some = await db.many<{ id: string; state: string; person: string; org: string | null; organ: string | null }>(sql`
      select distinct on (c.state) c.id, c.state, coalesce(a.party_id, p.party_id) as person, case when a.party_id is null then null else c.applicant_id end as org, (select w.organ_id from cases.work_item w where w.case_id = c.id and w.role = 'approver' limit 1) as organ
      from cases."case" c join cases.case_party p on p.case_id = c.id and p.n = 1 left join cases.case_party a on a.case_id = c.id and a.n = 2
      where c.organ_id is not null order by c.state, c.id`);
    expect(some.length).toBe(9);
    let atPost = 0;
    for (const one of some) {
      const own = await session('citizen', one.person, null, one.org);
      const page = await app.inject({ url: `/my/cases/${one.id}`, headers: own });
      expect([one.state, page.statusCode]).toEqual([one.state, 200]);
      const post = posts.find((p) => p.organId === one.organ && p.role === 'approver' && p.items === '*');
      if (post === undefined) continue;
      const seen = await app.inject({ url: `/api/staff/cases/${one.id}`, headers: await session('staff', post.personId, post.id) });
      expect([one.state, seen.statusCode]).toEqual([one.state, 200]);
      atPost++;
    }
    expect(atPost).toBeGreaterThan(0);
  });

  test('has one enterprise with a twentieth of all cases, which its representative reads', async () => {
    const { db } = t.house;
    const rep = await findPartyByDocument(t.house, { type: '111', number: '329901197911021014' });
    const org = await findPartyByDocument(t.house, { type: '001', number: '91329901MA9K204162' });
    const { n } = await db.one<{ n: number }>(
      sql`select count(*)::int as n from cases.case_party where party_id = ${org?.id ?? ''} and role = 'applicant'`,
    );
    expect(n).toBe(options.cases / 20);
    const headers = await session('citizen', rep?.id ?? '', null, org?.id ?? '');
    expect((await app.inject({ url: '/api/my/cases', headers })).json().rows.length).toBe(n);
  });

  test('is the same city for the same seed, and goes in once', async () => {
    const rows = (house: House) =>
      house.db.many(sql`
        select l.number, c.state, c.seq, c.handling_key, c.applicant_name, c.received_at, c.due_promised, c.organ_name,
          (select string_agg(a.verb || a.actor_name || a.recorded_at, ' ' order by a.seq) from cases.action a where a.case_id = c.id) as deeds,
          (select string_agg(m.material_kind || m.route, ' ' order by m.material_id) from cases.material m where m.case_id = c.id) as materials
        from cases."case" c join cases.case_lookup l on l.case_id = c.id order by l.number`);
    const other = await city();
    try {
      expect(await rows(other.test.house)).toEqual(await rows(t.house));
    } finally {
      await other.test.close();
    }
    await expect(seedCases(t.house, t.url, options)).rejects.toMatchObject({ code: 'cases.seeded' });
  }, 240_000);

  test('goes into no real city', async () => {
    await expect(mustBeDemonstration({ ...t.house, config: { ...t.house.config, env: 'production' } })).rejects.toMatchObject({
      code: 'cases.no-demo',
    });
    await t.house.db.many(sql`
      insert into places.region (code, kind, level, name, parent, path, valid_from) values ('321200', 'city', 2, '某市', null, '321200', '2020-01-01')`);
    await expect(seedCases(t.house, t.url, { cases: 1, seed: 8 })).rejects.toMatchObject({ code: 'cases.no-demo' });
  });
});
