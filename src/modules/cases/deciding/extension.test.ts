import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, samplePaper, submitAs } from '../cases.fixtures.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { handInPromised } from '../intake/answer-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { getMyCase } from '../reading/get-my-case.ts';
import { getStaffCase } from '../reading/get-staff-case.ts';
import { listWork } from '../reading/list-work.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { askExtension } from './ask-extension.ts';
import { declineExtension } from './decline-extension.ts';
import { extend } from './extend.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let officer: Actor;
let manager: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse('2026-11-25T09:30:00+08:00'));
  [mother, hall, officer, manager] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-manager'),
  ]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

const reason = '要核对外地的检测报告';
const accepted = async (item = 't-permit.first'): Promise<string> => {
  const { caseId } = await submitAs(t, mother, item, { agree: true }, {});
  const { seq } = await acceptWithPromise(hall, t.house, newId(), { caseId, expectedSeq: 1, materials: ['plan'] });
  const file = await putCaseFile(mother, t.house, newId(), { caseId, name: '方案.pdf' }, samplePaper());
  await handInPromised(mother, t.house, newId(), {
    caseId,
    expectedSeq: seq,
    materials: [{ materialId: 'plan', route: 'file' as const, fileId: file.id }],
  });
  return caseId;
};
const face = (caseId: string) => getMyCase(mother, caseId, t.house);
const on = async (caseId: string) => ({ caseId, expectedSeq: (await face(caseId)).seq });
const dates = (caseId: string): Promise<{ p: string; s: string; steps: number }> =>
  t.house.db.one(sql`select due_promised::text as p, due_statutory::text as s,
    (select count(*)::int from cases.case_step s where s.case_id = c.id and s.kind = 'extension' and s.closed_at is null) as steps
    from cases."case" c where id = ${caseId}`);
const ask = async (caseId: string) => askExtension(officer, t.house, newId(), { ...(await on(caseId)), reason });
const queued = async (who: Actor, caseId: string): Promise<string[]> =>
  (await listWork(who, {}, t.house)).rows.filter((r) => r.caseId === caseId).map((r) => r.stepName.zh);
const offered = async (who: Actor, caseId: string): Promise<string[]> =>
  (await getStaffCase(who, caseId, t.house)).deeds.filter((d) => d.blocked === null && /xten/.test(d.verb)).map((d) => d.verb);

test('I13 an extension is asked by one and approved by another: until then no date moves, then both do and a paper says why', async () => {
  const caseId = await accepted();
  const before = await dates(caseId);
  expect(await codeOf(extend(officer, t.house, newId(), { ...(await on(caseId)), reason }))).toBe('cases.extension-needs-approval');
  expect(await offered(officer, caseId)).toEqual(['askExtension']);
  await ask(caseId);
  expect(await dates(caseId)).toEqual({ ...before, steps: 1 });
  expect(await codeOf(ask(caseId))).toBe('cases.extension-already-asked');
  // It lies with the head too; the applicant goes on reading the office that works on it.
  expect(await queued(manager, caseId)).toContain('延期待批准');
  expect(await queued(officer, caseId)).not.toContain('延期待批准');
  expect((await face(caseId)).clock.say.zh).toContain('在临河区民政局手上');
  expect(await offered(officer, caseId)).toEqual([]);
  expect(await offered(manager, caseId)).toEqual(['extend', 'declineExtension']);
  expect(await codeOf(extend(officer, t.house, newId(), { ...(await on(caseId)), reason }))).toBe('cases.extension-not-asked');
  await extend(manager, t.house, newId(), { ...(await on(caseId)), reason });
  const after = await dates(caseId);
  expect(after.steps).toBe(0);
  // Ten working days more (行政许可法四十二条). The holidays of 2027 are not published yet: its weekdays count, and the date is flagged.
  expect([before.s, after.s]).toEqual(['2026-12-23', '2027-01-06']);
  expect(after.p > before.p).toBe(true);
  const view = await face(caseId);
  expect(view.papers.map((p) => p.kind)).toContain('extension');
  const line = view.events.find((e) => e.verb === 'extend');
  expect([line?.words, line?.paper?.kind]).toEqual([reason, 'extension']);
  // What the officers wrote to each other is theirs.
  expect(view.events.find((e) => e.verb === 'askExtension')?.words).toBeNull();
  expect(await codeOf(ask(caseId))).toBe('cases.extension-used-up');
});

test('an extension that is declined moves nothing and may be asked for again', async () => {
  const caseId = await accepted();
  const before = await dates(caseId);
  await ask(caseId);
  expect(await codeOf(declineExtension(officer, t.house, newId(), { ...(await on(caseId)), reason: '不必' }))).not.toBe('done');
  expect(await codeOf(declineExtension(manager, t.house, newId(), { ...(await on(caseId)), reason: ' ' }))).not.toBe('done');
  await declineExtension(manager, t.house, newId(), { ...(await on(caseId)), reason: '材料齐，按期办' });
  expect(await dates(caseId)).toEqual(before);
  await ask(caseId);
  expect((await dates(caseId)).steps).toBe(1);
});

test('I13 one person with two posts does not approve what he asked for himself', async () => {
  const caseId = await accepted();
  await ask(caseId);
  const both: Actor = { ...manager, personId: officer.personId };
  expect(await codeOf(extend(both, t.house, newId(), { ...(await on(caseId)), reason }))).toBe('cases.own-extension');
  // Plant: an action that forgets who asked lets him.
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`);
    await tx.run(sql`update cases.action set actor_id = null where case_id = ${caseId} and verb = 'askExtension'`);
  });
  expect(await codeOf(extend(both, t.house, newId(), { ...(await on(caseId)), reason }))).toBe('done');
});

test('a head may ask in time only: once the statutory day has passed nothing is extended any more', async () => {
  const caseId = await accepted();
  await ask(caseId);
  t.clock.set('2026-12-24T09:30:00+08:00');
  try {
    expect(await codeOf(extend(manager, t.house, newId(), { ...(await on(caseId)), reason }))).toBe('cases.too-late-to-extend');
    expect(await codeOf(ask(caseId))).toBe('cases.too-late-to-extend');
    await declineExtension(manager, t.house, newId(), { ...(await on(caseId)), reason: '已过期限' });
  } finally {
    t.clock.set('2026-11-25T09:30:00+08:00');
  }
});
