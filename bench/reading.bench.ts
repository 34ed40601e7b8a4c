import { catalogView } from '#catalog';
import { findPartyByDocument, listPosts } from '#identity';
import { shanghaiDate } from '#platform/clock';
import { openDb, sql } from '#platform/db';
import type { Bench, Figure } from './figure.ts';
import { type Ask, cpuBetween, run, wanted } from './load.ts';
import type { Stage } from './stage.ts';

const rounds = (stage: Stage, many: number): number => (stage.quick ? Math.ceil(many / 8) : many);

/** Asks a list of questions of the server and the floor's statement of the bare driver, in turn. */
async function asked(
  stage: Stage,
  clients: number,
  asks: readonly Ask[],
  floor: { text: string; values: unknown[][] } | null,
): Promise<{ p50: number; p95: number; floor95: number; cpu: Figure['cpu']; errors: number; error: string | null; perSecond: number }> {
  const client = stage.client(clients);
  const ask = async (one: Ask): Promise<void> => void wanted(await client.ask(one), 200);
  await run(asks.slice(0, clients * 2), clients, ask);
  const cpu = stage.cpu();
  const measured = await run(asks, clients, ask);
  const used = cpuBetween(cpu, stage.cpu(), measured.count);
  let floor95 = Number.NaN;
  if (floor !== null) {
    const db = openDb(stage.url, { max: clients });
    const bare = async (values: unknown[]): Promise<void> => void (await db.pool.query({ name: 'floor', text: floor.text, values }));
    await run(floor.values.slice(0, clients), clients, bare);
    const under = await run(
      asks.map((_, i) => floor.values[i % floor.values.length] as unknown[]),
      clients,
      bare,
    );
    if (under.errors > 0) throw new Error(`floor: ${under.sample}`);
    floor95 = under.p95;
    await db.close();
  }
  return {
    p50: measured.p50,
    p95: measured.p95,
    floor95,
    cpu: used,
    errors: measured.errors,
    error: measured.sample,
    perSecond: measured.perSecond,
  };
}

const below = (goal: number, m: Awaited<ReturnType<typeof asked>>, more: Record<string, unknown> = {}): Figure => ({
  value: m.p95,
  floor: m.floor95,
  target: `p95 < ${goal} ms`,
  ok: m.errors === 0 && m.p95 < goal,
  noise: m.p95 > goal * 40,
  cpu: m.cpu,
  more: { p50: m.p50, perSecond: m.perSecond, errors: m.errors, error: m.error, ...more },
});

const queuePage: Bench = {
  name: 'queue-page',
  unit: 'ms p95',
  what: 'the work queue of posts with every item, all filters in turn, 16 users',
  quick: true,
  run: async (stage) => {
    const posts = (await listPosts(stage.house.db, { today: shanghaiDate(stage.house.clock.now()) })).filter((p) =>
      ['clerk', 'approver', 'manager'].includes(p.role),
    );
    const filters = ['', 'lamp=warn', 'lamp=over', 'kind=decision', 'kind=intake', 'limit=50'];
    const asks: Ask[] = [];
    const sessions = new Map<string, Record<string, string>>();
    for (let i = 0; i < rounds(stage, 960); i++) {
      const post = posts[i % posts.length] as (typeof posts)[number];
      const headers = sessions.get(post.id) ?? (await stage.session('staff', post.personId, post.id));
      sessions.set(post.id, headers);
      asks.push({ path: `/api/staff/work?${filters[i % filters.length]}`, headers });
    }
    const text = `select * from cases.work_item where organ_id = $1 order by due, case_id, step_id limit 50`;
    return below(50, await asked(stage, 16, asks, { text, values: posts.map((p) => [p.organId]) }));
  },
};

const personCases: Bench = {
  name: 'person-cases',
  unit: 'ms p95',
  what: 'all cases of the enterprise with hundreds, as its representative reads them, one user',
  quick: true,
  run: async (stage) => {
    const rep = await findPartyByDocument(stage.house, { type: '111', number: '329901197911021014' });
    const org = await findPartyByDocument(stage.house, { type: '001', number: '91329901MA9K204162' });
    const headers = await stage.session('citizen', rep?.id ?? '', null, org?.id ?? '');
    const { n } = await stage.house.db.one<{ n: number }>(
      sql`select count(*) as n from cases.case_party where party_id = ${org?.id ?? ''}`,
    );
    const asks = Array.from({ length: rounds(stage, 80) }, (): Ask => ({ path: '/api/my/cases', headers }));
    const text = `select c.*, l.number from cases.case_party p join cases."case" c on c.home_region = p.home_region and c.id = p.case_id
      join cases.case_lookup l on l.case_id = c.id where p.party_id = $1 order by p.received_at desc limit 200`;
    return below(100, await asked(stage, 1, asks, { text, values: [[org?.id]] }), { cases: n });
  },
};

const findPerson: Bench = {
  name: 'find-person',
  unit: 'ms p95',
  what: 'a case by its number and by the beginning of a name in the scope of a post, 4 users',
  quick: true,
  run: async (stage) => {
    const posts = (await listPosts(stage.house.db, { today: shanghaiDate(stage.house.clock.now()) })).filter(
      (p) => p.role === 'clerk' || p.role === 'approver',
    );
    const some = await stage.house.db.many<{ number: string; name: string }>(sql`
      select l.number, c.applicant_name as name from (select * from cases.case_lookup order by slip_hash limit 400) l join cases."case" c on c.home_region = l.home_region and c.id = l.case_id`);
    const asks: Ask[] = [];
    const sessions = new Map<string, Record<string, string>>();
    for (let i = 0; i < rounds(stage, 600); i++) {
      const post = posts[i % posts.length] as (typeof posts)[number];
      const one = some[i % Math.max(1, some.length)] ?? { number: '329901202611251000001A', name: '陈桂兰' };
      const headers = sessions.get(post.id) ?? (await stage.session('staff', post.personId, post.id));
      sessions.set(post.id, headers);
      asks.push({ method: 'POST', path: '/api/staff/find', headers, body: { text: i % 2 === 0 ? one.number : one.name.slice(0, 2) } });
    }
    const text = `select c.* from cases."case" c join cases.case_lookup l on l.home_region = c.home_region and l.case_id = c.id where l.number = $1`;
    return below(20, await asked(stage, 4, asks, { text, values: some.map((s) => [s.number]) }));
  },
};

const broken = [
  '老年补贴',
  'laonian butie',
  'lnbt',
  '高龄津贴',
  '身份正',
  'shen fen zheng',
  '开饭店',
  '营业执照',
  '公积金提取',
  'gjj',
  '孩子上学',
  '残疾补贴',
  '結婚',
  '社保卡',
  '落户',
  '居住证',
  '教师资格',
  '烟草',
  '房产过户',
  '养老认证',
];

const search: Bench = {
  name: 'search',
  unit: 'ms p95',
  what: 'search in people’s own words: typing errors, pinyin, initials, half words, 4 users',
  quick: true,
  run: async (stage) => {
    const asks = Array.from(
      { length: rounds(stage, 800) },
      (_, i): Ask => ({ path: `/api/search?q=${encodeURIComponent(broken[i % broken.length] as string)}` }),
    );
    const client = stage.client(4);
    const bare = await run(asks, 4, async () => void wanted(await client.ask({ path: '/healthz' }), 200));
    const m = await asked(stage, 4, asks, null);
    return below(20, { ...m, floor95: bare.p95 }, { floorIs: 'p95 of a bare route of the same server' });
  },
};

const pages: Bench = {
  name: 'pages',
  unit: 'pages per core-second',
  what: 'guide pages of all items, drawn anew (and asked for again with their validator), 8 clients; by the server’s processor time',
  quick: true,
  run: async (stage) => {
    const keys = (await catalogView(stage.house)).items.map((i) => ({ key: i.entry.key }));
    const asks = Array.from({ length: rounds(stage, 3000) }, (_, i): Ask => ({ path: `/items/${keys[i % keys.length]?.key ?? ''}` }));
    const client = stage.client(8);
    const tags = new Map<string, string>();
    for (const { key } of keys) {
      const tag = wanted(await client.ask({ path: `/items/${key}` }), 200).headers.etag;
      if (tag !== undefined) tags.set(`/items/${key}`, tag);
    }
    const perCore = async (list: readonly Ask[], status: number): Promise<number> => {
      const cpu = stage.cpu();
      const done = await run(list, 8, async (one) => void wanted(await client.ask(one), status));
      if (done.errors > 0) throw new Error(done.sample ?? 'errors');
      return 1000 / cpuBetween(cpu, stage.cpu(), done.count).server;
    };
    const cpu = stage.cpu();
    const fresh = await perCore(asks, 200);
    const used = cpuBetween(cpu, stage.cpu(), asks.length);
    const kept =
      tags.size === 0
        ? Number.NaN
        : await perCore(
            asks.map((a) => ({ ...a, headers: { 'if-none-match': tags.get(a.path) ?? '' } })),
            304,
          );
    const bare = await perCore(
      asks.map((): Ask => ({ path: '/healthz' })),
      200,
    );
    return {
      value: fresh,
      floor: bare,
      target: '≥ 2,000 uncached, ≥ 6,000 cached',
      ok: fresh >= 2000 && kept >= 6000,
      noise: fresh < 60,
      cpu: used,
      more: { cachedPerCoreSecond: kept, floorIs: 'a bare route of the same server' },
    };
  },
};

export const benches: Bench[] = [queuePage, personCases, findPerson, search, pages];
