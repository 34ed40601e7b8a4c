/** A manager over the open steps of a region, on the real database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permits } from '#identity';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { createApp, mountRoutes } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, submitElder } from '../cases.fixtures.ts';
import { casesRoutes } from '../cases.routes.ts';
import type { GroupWord, WaitingFilter, WaitingRow } from '../contract.ts';
import { accept } from '../intake/accept.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { csvCell, csvMark } from './csv.ts';
import { exportWaiting } from './export-waiting.ts';
import { listHandedOver, seeHandedOver } from './handed-over.ts';
import { groupWaiting, listWaiting, managerScope } from './list-waiting.ts';
import { peopleAtOffice } from './people-at-office.ts';
import { reassign } from './reassign.ts';
import { deleteView, savedViews, saveView } from './saved-views.ts';
import { waitingLines } from './waiting.sql.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let first: Actor;
let second: Actor;
let manager: Actor;
let city: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [mother, hall, first, second, manager, city] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-civil-affairs-2'),
    t.staff('linhe-manager'),
    t.staff('city-manager'),
  ]);
});
afterAll(() => t.close());

/** An accepted application; its review lies with the district's civil affairs. */
async function inReview(): Promise<{ caseId: string; seq: number }> {
  const { caseId } = await submitElder(t, mother);
  const { seq } = await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
  return { caseId, seq };
}
const lineOf = async (caseId: string, actor = manager): Promise<WaitingRow> => {
  const { rows } = await listWaiting(actor, t.house, { limit: 200 });
  const row = rows.find((r) => r.caseId === caseId);
  if (row === undefined) throw new Error('not in the list');
  return row;
};

/** Every line there is, page after page. */
async function walk(actor: Actor, filter: WaitingFilter, limit = 200): Promise<WaitingRow[]> {
  const all: WaitingRow[] = [];
  let after: string | undefined;
  do {
    const page = await listWaiting(actor, t.house, { ...filter, limit, ...(after === undefined ? {} : { after }) });
    all.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

describe('what a manager sees', () => {
  test('an empty region is an empty list, not an error', async () => {
    expect(await listWaiting(manager, t.house, {})).toEqual({ rows: [], next: null, counts: {} });
    expect(await groupWaiting(manager, t.house, { by: 'organ' })).toEqual({ rows: [] });
    const table = await exportWaiting(manager, t.house, { purpose: 'meeting' });
    expect([table.lines, table.text.split('\r\n').length]).toEqual([0, 2]);
  });

  test('I9 the list, the counts and the table hold masked names, and only of the region of the post', async () => {
    const { caseId } = await inReview();
    const row = await lineOf(caseId);
    expect(row).toMatchObject({ applicant: '陈**', organ: '临河区民政局', person: null, lamp: 'ok' });
    // The same step as if it lay in the other county: the city sees it, the district does not.
    await inTransaction(t.house.db, (tx) =>
      tx.run(
        sql`update cases.work_item set region_path = (select path from places.region where code = '329902') where case_id = ${caseId}`,
      ),
    );
    expect((await listWaiting(manager, t.house, {})).rows).toEqual([]);
    expect((await groupWaiting(manager, t.house, { by: 'item' })).rows).toEqual([]);
    expect((await exportWaiting(manager, t.house, { purpose: 'report' })).lines).toBe(0);
    expect((await listWaiting(city, t.house, {})).rows.map((r) => r.caseId)).toEqual([caseId]);
    await inTransaction(t.house.db, (tx) =>
      tx.run(
        sql`update cases.work_item set region_path = (select path from places.region where code = '329901') where case_id = ${caseId}`,
      ),
    );
    // A post for some items only sees only those.
    const narrow: Actor = { ...manager, post: { ...manager.post!, items: ['something-else'] } };
    expect((await listWaiting(narrow, t.house, {})).rows).toEqual([]);
    const said = JSON.stringify([
      await listWaiting(manager, t.house, {}),
      await groupWaiting(manager, t.house, { by: 'person' }),
      (await exportWaiting(manager, t.house, { purpose: 'report' })).text,
    ]);
    expect(said).toContain('陈**');
    expect(said).not.toContain('桂兰');
  });

  test('I9 clerks and approvers are refused all of it', async () => {
    for (const actor of [hall, first])
      expect([
        await codeOf(listWaiting(actor, t.house, {})),
        await codeOf(groupWaiting(actor, t.house, { by: 'organ' })),
        await codeOf(exportWaiting(actor, t.house, { purpose: 'meeting' })),
        await codeOf(reassign(actor, t.house, newId(), { steps: [], personId: newId(), reason: '试' })),
        await codeOf(savedViews(actor, t.house)),
        await codeOf(peopleAtOffice(actor, t.house, { organId: first.post!.organId })),
      ]).toEqual(Array(6).fill('cases.managers-only'));
  });

  test('people of an office outside the region are not told', async () => {
    const { organId } = (await t.staff('donghu-window-1')).post!;
    expect(await codeOf(peopleAtOffice(manager, t.house, { organId }))).toBe('cases.office-unknown');
    expect((await peopleAtOffice(city, t.house, { organId })).rows.length).toBeGreaterThan(0);
  });
});

describe('giving work to somebody else', () => {
  test('several at once: each with its seq, those who lost and got one are told with the reason, and a repeat does nothing', async () => {
    const [a, b] = [await inReview(), await inReview()];
    const [la, lb] = [await lineOf(a.caseId), await lineOf(b.caseId)];
    const steps = [la, lb].map((l) => ({ caseId: l.caseId, stepId: l.stepId, expectedSeq: l.seq }));
    const given = await reassign(manager, t.house, newId(), { steps, personId: first.personId!, reason: '分工调整' });
    expect([given.done, given.rows.every((r) => r.done)]).toEqual([2, true]);
    expect((await listHandedOver(first, t.house)).rows.map((h) => [h.what, h.other, h.by, h.reason])).toEqual([
      ['given', null, manager.name, '分工调整'],
      ['given', null, manager.name, '分工调整'],
    ]);
    expect((await lineOf(a.caseId)).person).toBe(first.name);

    // One of the two moved on meanwhile: that one is answered in words, the other is done.
    await completeStep(first, t.house, newId(), { caseId: b.caseId, expectedSeq: lb.seq + 1 });
    const key = newId();
    const again = { steps: steps.map((s) => ({ ...s, expectedSeq: s.expectedSeq + 1 })), personId: second.personId!, reason: '经办人请假' };
    const mixed = await reassign(manager, t.house, key, again);
    expect(mixed.done).toBe(1);
    expect(mixed.rows.map((r) => [r.done, r.say === null])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(mixed.rows[1]?.next?.zh).not.toBe('');
    expect((await listHandedOver(second, t.house)).rows.map((h) => [h.what, h.other, h.reason])).toEqual([
      ['given', first.name, '经办人请假'],
    ]);
    expect((await listHandedOver(first, t.house)).rows[0]).toMatchObject({ what: 'taken', other: second.name, reason: '经办人请假' });
    const rows = async (): Promise<number> => (await t.house.db.one<{ n: number }>(sql`select count(*) as n from cases.handed_over`)).n;
    const before = await rows();
    await reassign(manager, t.house, key, again);
    expect(await rows()).toBe(before);

    // To whom it lies with already, or to somebody of another office: in words, and nothing changes.
    const now = await lineOf(a.caseId);
    const on = [{ caseId: now.caseId, stepId: now.stepId, expectedSeq: now.seq }];
    const same = await reassign(manager, t.house, newId(), { steps: on, personId: second.personId!, reason: '试' });
    expect(same.rows[0]?.say?.zh).toContain('已经在');
    const stranger = await reassign(manager, t.house, newId(), { steps: on, personId: hall.personId!, reason: '试' });
    expect([stranger.done, (await lineOf(a.caseId)).seq]).toEqual([0, now.seq]);

    // Seen is seen, and only by the one it was told to.
    const { rows: mine } = await listHandedOver(second, t.house);
    expect(await seeHandedOver(first, t.house, { ids: mine.map((h) => h.id) })).toEqual({ seen: 0 });
    expect(await seeHandedOver(second, t.house, { ids: mine.map((h) => h.id) })).toEqual({ seen: 1 });
    expect((await listHandedOver(second, t.house)).rows).toEqual([]);
    expect((await peopleAtOffice(manager, t.house, { organId: second.post!.organId })).rows).toContainEqual(
      expect.objectContaining({ personId: second.personId, open: 1, late: 0 }),
    );
  });
});

describe('I13 two pairs of hands', () => {
  test('a step is not given to somebody who could never do it: a party of the case, or for the decision who accepted it', async () => {
    const a = await inReview();
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`insert into cases.case_party select (jsonb_populate_record(p, jsonb_build_object('n', 9, 'role', 'agent', 'party_id', ${first.personId}::text))).*
        from cases.case_party p where p.case_id = ${a.caseId} limit 1`),
    );
    const line = await lineOf(a.caseId);
    const give = async (l: WaitingRow, personId: string): Promise<string> =>
      (
        await reassign(manager, t.house, newId(), {
          steps: [{ caseId: l.caseId, stepId: l.stepId, expectedSeq: l.seq }],
          personId,
          reason: '试',
        })
      ).rows[0]?.say?.zh ?? 'done';
    expect(await give(line, first.personId!)).toContain('当事人');
    expect(await give(line, second.personId!)).toBe('done');

    const b = await inReview();
    await completeStep(first, t.house, newId(), { caseId: b.caseId, expectedSeq: b.seq });
    await inTransaction(t.house.db, (tx) => tx.run(sql`update cases."case" set accepted_by = ${first.personId} where id = ${b.caseId}`));
    const decision = await lineOf(b.caseId);
    expect(await give(decision, first.personId!)).toContain('受理');
    expect(await give(decision, second.personId!)).toBe('done');
  });
});

describe('views and tables', () => {
  test('a view is the person’s own: the same name takes the new filter, and nobody else can see or delete it', async () => {
    const { viewId } = await saveView(manager, t.house, newId(), { name: ' 快到期 ', filter: { lamp: 'warn' } });
    const renewed = await saveView(manager, t.house, newId(), { name: '快到期', filter: { lamp: 'late', step: 'review' } });
    expect(renewed.viewId).toBe(viewId);
    expect((await savedViews(manager, t.house)).rows).toEqual([{ id: viewId, name: '快到期', filter: { lamp: 'late', step: 'review' } }]);
    expect((await savedViews(city, t.house)).rows).toEqual([]);
    await deleteView(city, t.house, newId(), { viewId });
    expect((await savedViews(manager, t.house)).rows).toHaveLength(1);
    await deleteView(manager, t.house, newId(), { viewId });
    expect((await savedViews(manager, t.house)).rows).toEqual([]);
    expect(await codeOf(saveView(manager, t.house, newId(), { name: '  ', filter: {} }))).toBe('cases.view-name');
  });

  test('no cell of the table can be run as a formula, and quotes cannot break out of one', () => {
    for (const bad of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x']) expect(csvCell(bad)).toBe(`"'${bad}"`);
    expect(csvCell('a"b,c')).toBe('"a""b,c"');
    expect(csvCell(-3)).toBe('"-3"');
  });

  test('the table begins with the UTF-8 mark, shows whole case numbers, and that it was taken stands in the audit', async () => {
    const { caseId } = await inReview();
    const { number } = await lineOf(caseId);
    const { text, lines, name } = await exportWaiting(manager, t.house, { step: 'review', purpose: 'inspection' });
    expect(text.startsWith(csvMark)).toBe(true);
    expect(text).toContain(`"${number.slice(0, 6)}-${number.slice(6, 14)}-${number.slice(14)}"`);
    expect(name).toMatch(/^督办\d{4}-\d\d-\d\d\.csv$/);
    const row = await t.house.db.one<{ details: unknown }>(
      sql`select details from platform.audit where word = 'WAITING_EXPORT' and actor_id = ${manager.personId} order by at desc, id desc limit 1`,
    );
    expect(row.details).toMatchObject({ purpose: 'inspection', lines, filter: { step: 'review' } });
  });
});

describe('a filter in the address', () => {
  test('that cannot be understood is answered in words and with what to do; a cursor that cannot is the first page', async () => {
    const app = await createApp({ house: t.house, version: 'test' });
    mountRoutes(app, casesRoutes, { house: t.house, permits, resolveActor: async () => manager });
    const ask = async (query: string): Promise<{ status: number; body: { title?: string; next?: string; rows?: unknown[] } }> => {
      const reply = await app.inject({ url: `/api/staff/supervising/steps${query}` });
      return { status: reply.statusCode, body: reply.json() };
    };
    for (const broken of ['?lamp=purple', '?organ=abc', '?person=me', '?step=%3Cb%3E', '?limit=0', '?limit=many', '?colour=red']) {
      const { status, body } = await ask(broken);
      expect([broken, status, /[一-龥]/.test(body.title ?? ''), (body.next ?? '') !== '']).toEqual([broken, 422, true, true]);
    }
    expect(await ask('?after=nonsense')).toEqual(await ask(''));
    expect((await ask(`?organ=${newId()}`)).body.rows).toEqual([]);
    await app.close();
  });
});

describe('with thousands of open steps', () => {
  const made = 3_000;
  beforeAll(async () => {
    const { caseId } = await inReview();
    // The same line many times over, in twelve towns and over sixty days: plans and pages are what is looked at.
    await inTransaction(t.house.db, async (tx) => {
      await tx.run(sql`create temp table made on commit drop as
        select n, gen_random_uuid() as case_id, gen_random_uuid() as step_id from generate_series(1, ${made}) n`);
      await tx.run(sql`insert into cases.work_item
        select (jsonb_populate_record(w, jsonb_build_object('case_id', m.case_id, 'step_id', m.step_id,
          'due', date '2026-10-20' + (m.n % 60)::int, 'due_promised', date '2026-10-20' + (m.n % 60)::int, 'due_statutory', date '2026-11-01' + (m.n % 60)::int,
          'warn_from', date '2026-10-18' + (m.n % 60)::int, 'your_turn', m.n % 11 = 0, 'item_key', 'item-' || m.n % 7,
          'region_path', w.region_path || case when m.n % 13 = 0 then '' else '/town' || m.n % 12 end))).*
        from cases.work_item w, made m where w.case_id = ${caseId}`);
      await tx.run(sql`insert into cases.case_step
        select (jsonb_populate_record(s, jsonb_build_object('case_id', m.case_id, 'id', m.step_id))).*
        from cases.case_step s, made m where s.case_id = ${caseId} and s.closed_at is null`);
    });
    await t.house.db.many(sql`analyze cases.work_item`);
    await t.house.db.many(sql`analyze cases.case_step`);
  });

  test('pages meet every line once, in order', async () => {
    const all = await walk(manager, {});
    expect(all.length).toBeGreaterThan(made);
    expect(new Set(all.map((r) => r.stepId)).size).toBe(all.length);
    expect(all.map((r) => r.due)).toEqual(all.map((r) => r.due).sort());
  });

  test('every group counts what its filter shows, and the groups together count everything', async () => {
    const whole = (await walk(manager, {})).length;
    for (const by of ['organ', 'person', 'step', 'item'] satisfies GroupWord[]) {
      const { rows } = await groupWaiting(manager, t.house, { by });
      expect([by, rows.reduce((n, g) => n + g.total, 0)]).toEqual([by, whole]);
      for (const g of rows.slice(0, 3)) {
        const { counts } = await listWaiting(manager, t.house, { [by]: g.key, limit: 1 });
        expect([by, g.key, Object.values(counts).reduce((n, c) => n + c, 0)]).toEqual([by, g.key, g.total]);
        expect([counts['over'] ?? 0, counts['bad'] ?? 0, counts['warn'] ?? 0, counts['you'] ?? 0]).toEqual([g.over, g.bad, g.warn, g.you]);
        expect(g.name.zh).not.toBe('');
      }
    }
    const { counts } = await listWaiting(manager, t.house, { limit: 1 });
    expect((await walk(manager, { lamp: 'late' })).length).toBe((counts['over'] ?? 0) + (counts['bad'] ?? 0));
  });

  test('a page walks an index and reads little more than itself', async () => {
    const { scope } = managerScope(manager);
    const after = { due: '2026-11-10', caseId: newId(), stepId: newId() };
    const plan = JSON.stringify(
      await t.house.db.many(sql`explain (analyze, format json) ${waitingLines(scope, {}, '2026-11-25', after, 51)}`),
    );
    expect(plan).toContain('work_item_due');
    expect(plan).not.toMatch(/"Seq Scan"[^{}]*"work_item"/);
  });
});
