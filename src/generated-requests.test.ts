/** Requests made by chance from /openapi.json, by everybody who may come: no defect, and a refused one has touched nothing. */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, completeStep, putDraftFile, saveDraft, startDraft } from '#cases';
import { listPosts } from '#identity';
import { inTransaction, sql } from '#platform/db';
import type { House } from '#platform/house';
import type { App } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { full, reached } from '../tools/counts.ts';
import { type Caller, callers } from './authorisation.fixtures.ts';
import { composeApp } from './compose.ts';
import { type Description, type Known, type Made, Requests } from './generated-requests.fixtures.ts';
import { type CaseHouse, elderAnswers, elderValues, furnishCity, samplePaper, submitElder } from './modules/cases/cases.fixtures.ts';

const wanted = full ? 100_000 : 4_000;
const seed = Number(process.env['TONGBAN_SEED'] ?? (full ? randomInt(2 ** 31) : 20_261_125));

/** Tables in which a refusal may leave something, each with its reason; everything else must stand as it stood. */
const mayChange: Record<string, string> = {
  'platform.rate': 'a try counts also when it is refused',
  'platform.audit': 'what was refused to whom is written down',
  'cases.refused_demand': 'a demand that is refused is counted, and the refusal is the deed',
  'identity.session': 'a session that asks is a session in use',
};

let t: CaseHouse;
let app: App;
let who: Caller[];
let known: Known;

async function begin(
  house: House,
  s: { kind: 'citizen' | 'staff'; partyId: string; postId: string | null; tokenHash: Buffer },
): Promise<void> {
  const at = house.clock.now();
  const ends = new Date(at.getTime() + 8 * 3_600_000);
  await inTransaction(house.db, (tx) =>
    tx.run(sql`insert into identity.session (id, token_hash, kind, party_id, post_id, level, device, began_at, seen_at, ends_at)
      values (${newId()}, ${s.tokenHash}, ${s.kind}, ${s.partyId}, ${s.postId}, 2, null, ${at}, ${at}, ${ends})`),
  );
}

/** Every table that must not change, watched by the database itself: a row written and not taken back leaves a mark. */
async function watchTables(): Promise<string[]> {
  const all = await t.house.db.many<{ name: string }>(sql`select schemaname || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker') order by 1`);
  const tables = all.map((one) => one.name).filter((name) => mayChange[name] === undefined);
  await t.house.db.pool.query(`create schema watch; create table watch.touched (what text);
    create function watch.touch() returns trigger language plpgsql as $$ begin
      if tg_op = 'UPDATE' and old is not distinct from new then return null; end if;
      insert into watch.touched values (tg_table_schema || '.' || tg_table_name || ' ' || tg_op); return null; end $$;
    ${tables.map((name) => `create trigger watch after insert or update or delete on ${name} for each row execute function watch.touch();`).join('\n')}`);
  return tables;
}
async function touched(): Promise<string[]> {
  const { rows } = await t.house.db.pool.query<{ what: string }>(
    'with gone as (delete from watch.touched returning what) select distinct what from gone',
  );
  return rows.map((row) => row.what);
}
/** One hash over every row of every watched table. */
async function worldOf(tables: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const name of tables) {
    const { rows } = await t.house.db.pool.query<{ h: string | null }>(
      `select md5(string_agg(md5(t::text), '' order by md5(t::text))) as h from ${name} t`,
    );
    parts.push(`${name} ${rows[0]?.h}`);
  }
  return parts.join('\n');
}

/** What is there just now, for requests that name it. */
async function look(): Promise<Known> {
  const list = async (query: string): Promise<string[]> => (await t.house.db.pool.query<{ id: string }>(query)).rows.map((row) => row.id);
  const { rows } = await t.house.db.pool.query<{ id: string; seq: number; steps: string[] | null }>(`
    select c.id, c.seq::integer as seq, (select array_agg(s.id::text) from cases.case_step s where s.case_id = c.id and s.outcome is null) as steps
    from cases."case" c order by c.id desc limit 40`);
  const drafts = await list('select id from cases.draft order by id desc limit 30');
  return {
    cases: rows.map((row) => ({ id: row.id, seq: row.seq, steps: row.steps ?? [] })),
    ids: {
      draftId: drafts,
      fileId: await list('select id from platform_files.file limit 30'),
      partyId: await list('select id from identity.party limit 40'),
      forPartyId: await list('select id from identity.party limit 40'),
      applicantId: await list('select id from identity.party limit 40'),
      visitId: await list('select id from identity.visit order by id desc limit 10'),
      windowId: await list('select id from places."window" limit 20'),
      organId: await list('select id from places.organ limit 40'),
      postId: await list('select id from identity.post limit 40'),
      contactId: await list('select id from feedback.contact limit 20'),
      followupId: await list('select id from feedback.followup limit 20'),
      versionId: await list('select id from catalog.item_version limit 20'),
      key: ['elder-allowance', 'road-freight-permit', 'elder-card'],
      item: ['elder-allowance', 'road-freight-permit', 'elder-card.first'],
      handlingKey: ['elder-allowance.first', 'elder-card.first', 'temporary-relief.expense'],
      materialId: ['bankcard', 'agency', 'idcard'],
      kind: ['phone', 'document', 'address'],
      number: await list('select number as id from cases.case_lookup limit 20'),
      copyId: await list('select id from catalog.working_copy limit 20'),
      who: ['T0003', '赵敏'],
      staff: ['T0003', '王海涛'],
      year: ['2025', '2026', '2027'],
    },
  };
}

beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  const mother = await t.citizen('陈桂兰');
  const hall = await t.staff('linhe-window-5');
  const reviewer = await t.staff('linhe-civil-affairs-1');
  await submitElder(t, mother);
  const second = await submitElder(t, await t.citizen('沈立群'));
  await accept(hall, t.house, newId(), { caseId: second.caseId, expectedSeq: 1 });
  const third = await submitElder(t, await t.citizen('周建华'));
  const { seq } = await accept(hall, t.house, newId(), { caseId: third.caseId, expectedSeq: 1 });
  await completeStep(reviewer, t.house, newId(), { caseId: third.caseId, expectedSeq: seq, note: '户籍相符' });
  const { draftId } = await startDraft(mother, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
  await saveDraft(mother, t.house, newId(), { draftId, rev: 1, values: elderValues });
  await putDraftFile(mother, t.house, newId(), { draftId, materialId: 'bankcard', name: '银行卡.pdf' }, samplePaper());
  who = await everybody();
  app = await composeApp(t.house);
  await app.ready();
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

/** One caller of every role that anybody in the demonstration holds, newly signed in. */
async function everybody(): Promise<Caller[]> {
  const all = await callers(t.house, begin);
  const roles = new Set((await listPosts(t.house.db, { today: '2026-11-25' })).map((p) => p.role));
  const missing = [...roles].filter((role) => !all.some((one) => one.role === role));
  if (missing.length > 0) throw new Error(`nobody is signed in as ${missing.join(', ')}`);
  return all;
}

async function send(made: Made, caller: Caller): Promise<{ status: number; body: string }> {
  const answer = await app.inject({
    method: made.method as 'GET',
    url: made.url,
    headers: { ...caller.headers, ...made.headers },
    ...(made.payload === undefined || made.method === 'GET' || made.method === 'HEAD' ? {} : { payload: made.payload }),
  });
  return { status: answer.statusCode, body: answer.body };
}

/** What is wrong with an answer, in a line; nothing when all is well. */
function verdict(made: Made, caller: string, status: number, body: string, changes: string[]): string[] {
  const at = `${made.method} ${made.path} ${made.url.length > 200 ? `${made.url.slice(0, 200)}…` : made.url} (${made.broken ?? 'as described'}) ${String(made.payload ?? '').slice(0, 300)} by ${caller}: ${status}`;
  return [
    ...(status >= 500 ? [`${at} is a defect: ${body.slice(0, 160)}`] : []),
    ...(status >= 400 && changes.length > 0 ? [`${at} was refused and changed ${changes.join(', ')}`] : []),
    ...(status >= 400 && made.method !== 'HEAD' && made.url.startsWith('/api/') && !/"title":"[^"]+".*"next":"[^"]{4,}"/.test(body)
      ? [`${at} says no way on: ${body.slice(0, 160)}`]
      : []),
  ];
}

describe('requests made by chance from the description of the interface', () => {
  it(
    `${wanted} of them, as described and broken, by every role: no defect, and a refused one has changed nothing`,
    async () => {
      const tables = await watchTables();
      expect(tables.length).toBeGreaterThan(50);
      known = await look();
      const requests = new Requests(app.swagger() as unknown as Description, seed, () => known);
      const wrong: string[] = [];
      const met = new Set<string>();
      const done = new Set<string>();
      let refused = 0;
      await touched();
      for (let n = 0; n < wanted && wrong.length < 20; n++) {
        if (n % 500 === 0) {
          known = await look();
          await inTransaction(t.house.db, (tx) => tx.run(sql`delete from platform.rate`));
          who = await everybody();
          await touched();
        }
        const made = requests.make({ broken: 0.5 });
        const caller = who[n % who.length] as Caller;
        const { status, body } = await send(made, caller);
        const changes = await touched();
        wrong.push(...verdict(made, caller.name, status, body, changes));
        met.add(`${made.path} ${made.method}`);
        if (status >= 400) refused++;
        else done.add(`${made.method} ${made.path}`);
      }
      expect(wrong, `seed ${seed}`).toEqual([]);
      // Nothing was left out, and not everything was turned away at the door.
      for (const { path, method } of requests.operations) expect(met).toContain(`${path} ${method}`);
      expect(done.size).toBeGreaterThan(requests.operations.length / 3);
      reached('generated requests', wanted);
      reached('generated requests that were refused and changed nothing', refused);
      reached('operations of the interface that did what was asked', done.size);
    },
    full ? 3_600_000 : 120_000,
  );

  it('a batch that is refused whole leaves every row of every table as it was, by hash', async () => {
    const { rows } = await t.house.db.pool.query<{ name: string }>(
      `select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
    );
    const tables = rows.map((row) => row.name).filter((name) => mayChange[name] === undefined);
    const requests = new Requests(app.swagger() as unknown as Description, seed + 1, () => known);
    const before = await worldOf(tables);
    const visitor = who.filter((one) => one.side === 'nobody' || one.side === 'partner');
    let sent = 0;
    for (let n = 0; n < wanted / 20; n++) {
      const made = requests.make({ broken: 0.5 });
      if (!/^\/api\/(my|staff)\b/.test(made.path)) continue;
      sent++;
      expect((await send(made, visitor[n % visitor.length] as Caller)).status, made.url).toBeGreaterThanOrEqual(400);
    }
    expect(sent).toBeGreaterThan(wanted / 60);
    expect(await worldOf(tables)).toBe(before);
    // The hash sees a single letter (plant).
    await t.house.db.pool.query(`update cases.draft set rev = rev + 1 where id = (select id from cases.draft limit 1)`);
    expect(await worldOf(tables)).not.toBe(before);
  }, 300_000);

  it('(plant) a refusal that leaves a row, a defect and an answer without a way on are each seen', async () => {
    await touched();
    const made: Made = { method: 'POST', path: '/api/x', url: '/api/x', headers: {}, broken: null };
    const way = '{"title":"不行。","next":"请换一个。"}';
    expect(verdict(made, 'x', 409, way, await touched())).toEqual([]);
    await t.house.db.pool.query(`update cases.draft set rev = rev + 1 where id = (select id from cases.draft limit 1)`);
    expect(verdict(made, 'x', 409, way, await touched())).toEqual([expect.stringContaining('changed cases.draft UPDATE')]);
    expect(verdict(made, 'x', 500, way, [])).toEqual([expect.stringContaining('defect')]);
    expect(verdict(made, 'x', 409, '{"title":"不行。"}', [])).toEqual([expect.stringContaining('no way on')]);
  });
});
