import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { readStream } from '#platform/ledger';
import { type CaseHouse, codeOf, furnishCity, samplePaper, submitElder } from '../cases.fixtures.ts';
import type { SubmitReceipt } from '../contract.ts';
import { accept } from '../intake/accept.ts';
import { answerCorrection, answerSupplement } from '../intake/answer-correction.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { refuseAcceptance } from '../intake/refuse-acceptance.ts';
import { demandMaterial } from '../intake/refuse-demand.ts';
import { findPaper } from '../papers/paper.sql.ts';
import { serviceReceipt } from '../papers/paper-data.ts';
import { recordService } from '../papers/record-service.ts';
import { renderPaper } from '../papers/render-paper.ts';
import { getCaseForParty, getCaseForStaff, workQueue } from '../reading/doors.ts';
import { systemActor } from '#platform/actor';
import { askWindow } from './ask-window.ts';
import { assignPerson } from './assign-person.ts';
import { completeStep } from './complete-step.ts';
import { decide } from './decide.ts';
import { pause } from './pause.ts';
import { recordDelivery } from './record-delivery.ts';
import { requestSupplement } from './request-supplement.ts';
import { resume } from './resume.ts';
import { returnStep } from './return-step.ts';
import { supersedeDecision } from './supersede-decision.ts';
import { terminate } from './terminate.ts';
import { transfer } from './transfer.ts';
import { withdraw } from './withdraw.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let town: Actor;
let first: Actor;
let second: Actor;
let elsewhere: Actor;
let manager: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [mother, hall, town, first, second, elsewhere, manager] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('liuqiao-window-3'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-civil-affairs-2'),
    t.staff('donghu-window-1'),
    t.staff('linhe-manager'),
  ]);
});
afterAll(() => t.close());

type On = { caseId: string; seq: number };
const at = (r: SubmitReceipt): On => ({ caseId: r.caseId, seq: 1 });
const seen = (c: On) => ({ caseId: c.caseId, expectedSeq: c.seq });
const accepted = async (more: Parameters<typeof submitElder>[2] = {}): Promise<On> => {
  const c = at(await submitElder(t, mother, more));
  return { ...c, seq: (await accept(hall, t.house, newId(), seen(c))).seq };
};
const atDecision = async (): Promise<On> => {
  const c = await accepted();
  return { ...c, seq: (await completeStep(first, t.house, newId(), seen(c))).seq };
};
const step = async (c: On, kind: string): Promise<string> =>
  (
    await t.house.db.one<{ id: string }>(
      sql`select id from cases.case_step where case_id = ${c.caseId} and kind = ${kind} and closed_at is null`,
    )
  ).id;
const row = <R extends object>(c: On, columns: string): Promise<R> =>
  t.house.db.one<R>(sql`select ${sql.raw(columns)} from cases."case" where id = ${c.caseId}`);

describe('from acceptance to the result', () => {
  test('accept, review, decide, deliver: papers, clocks, queue and chain agree', async () => {
    const c = await accepted();
    expect(await row(c, 'due_promised as p, due_statutory as s, notice_due as n')).toEqual({ p: '2026-12-02', s: '2026-12-23', n: null });
    expect((await workQueue(first, t.house, {})).rows.some((r) => r.caseId === c.caseId && r.kind === 'review')).toBe(true);
    expect((await workQueue(elsewhere, t.house, {})).rows.some((r) => r.caseId === c.caseId)).toBe(false);
    const reviewed = await completeStep(first, t.house, newId(), { ...seen(c), note: '户籍相符' });
    const decided = await decide(second, t.house, newId(), { caseId: c.caseId, expectedSeq: reviewed.seq, outcome: 'grant' });
    expect(decided.state).toBe('decided');
    const closed = await recordDelivery(hall, t.house, newId(), {
      caseId: c.caseId,
      expectedSeq: decided.seq,
      how: 'handedOver',
      to: '陈桂兰',
    });
    expect(closed.state).toBe('closed');
    const view = await getCaseForParty(mother, t.house, c.caseId);
    const proof = await serviceReceipt(mother, t.house, view.papers.at(-1)?.id ?? '');
    expect([proof.title, proof.tables[0]?.rows.find(([name]) => name === '签收人')?.[1]]).toEqual(['送达回证', '陈桂兰']);
    expect(proof.tables[0]?.rows.find(([name]) => name === '送达方式')?.[1]).toBe('当面送交');
    expect(renderPaper(t.house, proof).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await codeOf(serviceReceipt(mother, t.house, view.papers[0]?.id ?? ''))).toBe('cases.not-served');
    expect(await codeOf(serviceReceipt(elsewhere, t.house, view.papers.at(-1)?.id ?? ''))).toBe('cases.no-paper');
    expect(view.papers.map((p) => p.kind)).toEqual(['receipt', 'acceptance', 'grant']);
    expect(view.papers.at(-1)?.servedAt).not.toBeNull();
    expect(view.events.length).toBe(5);
    expect(JSON.stringify(view.events)).not.toContain('户籍相符');
    expect((await readStream(t.house.db, t.house, { kind: 'case', id: c.caseId })).length).toBe(5);
    expect(await t.house.db.many(sql`select 1 from cases.work_item where case_id = ${c.caseId}`)).toEqual([]);
  });
  test('I6 a repeat of a deed is the same deed; the same key with other content is refused', async () => {
    const c = at(await submitElder(t, mother));
    const key = newId();
    const a = await accept(hall, t.house, key, seen(c));
    const b = await accept(hall, t.house, key, seen(c));
    expect(b).toEqual({ ...a, replayed: true });
    expect(await codeOf(accept(hall, t.house, key, { ...seen(c), note: '别的' }))).toBe('platform.key-reused');
    expect((await row<{ seq: number }>(c, 'seq')).seq).toBe(2);
  });
  test('two clerks on one case: one deed, and the other is told who did what', async () => {
    const c = at(await submitElder(t, mother));
    const both = await Promise.allSettled([
      accept(hall, t.house, newId(), seen(c)),
      accept(await t.staff('linhe-window-6'), t.house, newId(), seen(c)),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    const lost = both.find((r) => r.status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'cases.stale', kind: 'conflict' });
    expect(lost.reason.say.zh).toMatch(/受理/);
    expect(lost.reason.data.done).toHaveLength(1);
  });
  test('wrong office, wrong region, wrong role, wrong state, wrong person: a clear answer and nothing changed', async () => {
    const c = at(await submitElder(t, mother));
    expect(await codeOf(accept(elsewhere, t.house, newId(), seen(c)))).toBe('cases.not-found');
    expect(await codeOf(accept(town, t.house, newId(), seen(c)))).toBe('cases.not-found');
    expect(await codeOf(accept(manager, t.house, newId(), seen(c)))).toBe('cases.not-at-your-post');
    expect(await codeOf(accept(mother, t.house, newId(), seen(c)))).toBe('cases.staff-only');
    expect(await codeOf(decide(first, t.house, newId(), { ...seen(c), outcome: 'grant' }))).toBe('cases.step-not-open');
    expect(await codeOf(withdraw(await t.citizen('孙德福'), t.house, newId(), seen(c)))).toBe('cases.not-found');
    expect(await codeOf(accept(hall, t.house, newId(), { caseId: newId(), expectedSeq: 1 }))).toBe('cases.not-found');
    expect(await row(c, 'seq, state')).toEqual({ seq: 1, state: 'received' });
  });
  test('a refusal needs its reason, and the paper carries it with the rights', async () => {
    const c = await atDecision();
    expect(await codeOf(decide(second, t.house, newId(), { ...seen(c), outcome: 'refuse' }))).toBe('cases.reason-missing');
    await decide(second, t.house, newId(), { ...seen(c), outcome: 'refuse', reason: '户籍已经迁出本市。' });
    const view = await getCaseForParty(mother, t.house, c.caseId);
    expect(view.outcome).toBe('refuse');
    expect(view.rights.length).toBeGreaterThan(0);
    expect(JSON.stringify(view.events)).toContain('户籍已经迁出本市');
  });
});

describe('I13 two pairs of hands', () => {
  test('who accepted does not decide', async () => {
    const c = at(await submitElder(t, mother));
    await t.house.db.pool.query(`update cases.case_step set organ_id = $1 where case_id = $2`, [first.post?.organId, c.caseId]);
    const a = await accept(first, t.house, newId(), seen(c));
    const r = await completeStep(first, t.house, newId(), { caseId: c.caseId, expectedSeq: a.seq });
    expect(await codeOf(decide(first, t.house, newId(), { caseId: c.caseId, expectedSeq: r.seq, outcome: 'grant' }))).toBe(
      'cases.own-acceptance',
    );
    expect((await decide(second, t.house, newId(), { caseId: c.caseId, expectedSeq: r.seq, outcome: 'grant' })).state).toBe('decided');
  });
  test('staff touch no case in which they are a party, whatever the verb', async () => {
    const c = await atDecision();
    await t.house.db.pool.query(
      `insert into cases.case_party (home_region, case_id, n, role, party_id, name, received_at) select home_region, id, 9, 'contact', $2, 'x', received_at from cases."case" where id = $1`,
      [c.caseId, second.personId],
    );
    expect(await codeOf(decide(second, t.house, newId(), { ...seen(c), outcome: 'grant' }))).toBe('cases.own-case');
    expect(await codeOf(returnStep(second, t.house, newId(), { ...seen(c), reason: '看' }))).toBe('cases.own-case');
    expect(await codeOf(getCaseForStaff(second, t.house, c.caseId))).toBe('cases.own-case');
  });
  test('who decided does not supersede', async () => {
    const c = await atDecision();
    const d = await decide(second, t.house, newId(), { ...seen(c), outcome: 'grant' });
    const input = { caseId: c.caseId, expectedSeq: d.seq, ground: 'correction', leaves: 'granted' as const, reason: '姓名写错一个字' };
    expect(await codeOf(supersedeDecision(second, t.house, newId(), input))).toBe('cases.own-decision');
    expect((await supersedeDecision(first, t.house, newId(), input)).papers.map((p) => p.kind)).toEqual(['superseding']);
    const rows = await t.house.db.many<{ outcome: string; gone: boolean }>(
      sql`select outcome, superseded_by is not null as gone from cases.decision where case_id = ${c.caseId} order by seq`,
    );
    expect(rows).toEqual([
      { outcome: 'grant', gone: true },
      { outcome: 'grant', gone: false },
    ]);
  });
});

describe('补正', () => {
  const items = [
    { kind: 'field' as const, target: 'bankAccount', say: '卡号和户名对不上' },
    { kind: 'material' as const, target: 'bankcard', say: '银行卡正面看不清' },
  ];
  test('one notice; the citizen’s time runs only from service; the answer goes back to intake', async () => {
    const c = at(await submitElder(t, mother, { card: false }));
    const n = await issueCorrection(hall, t.house, newId(), { ...seen(c), items });
    expect(n.state).toBe('correcting');
    expect(await row(c, 'answer_due as a, notice_due as n')).toEqual({ a: null, n: null });
    const paperId = n.papers[0]?.id ?? '';
    expect(
      await recordService(systemActor('test'), t.house, { paperId, servedAt: t.house.clock.now(), receipt: { how: 'openedOnline' } }),
    ).toEqual({ first: true });
    expect(
      await recordService(systemActor('test'), t.house, { paperId, servedAt: t.house.clock.now(), receipt: { how: 'handedOver' } }),
    ).toEqual({ first: false });
    expect((await row<{ seq: number }>(c, 'seq')).seq).toBe(3);
    expect((await row<{ a: string }>(c, 'answer_due as a')).a).toBe('2026-12-16');
    const view = await getCaseForParty(mother, t.house, c.caseId);
    expect(view.clock.lamp).toBe('you');
    expect(view.needed[0]?.items.map((i) => i.target)).toEqual(['bankAccount', 'bankcard']);
    const file = await putCaseFile(mother, t.house, newId(), { caseId: c.caseId, name: '卡.pdf' }, samplePaper());
    expect(
      await codeOf(
        answerCorrection(mother, t.house, newId(), {
          caseId: c.caseId,
          expectedSeq: 3,
          materials: [{ materialId: 'bankcard', route: 'file', fileId: newId() }],
        }),
      ),
    ).toBe('cases.file-missing');
    const back = await answerCorrection(mother, t.house, newId(), {
      caseId: c.caseId,
      expectedSeq: 3,
      values: { bankAccount: '6222021234567890128' },
      materials: [{ materialId: 'bankcard', route: 'file', fileId: file.id }],
    });
    expect(back.state).toBe('received');
    expect(await row(c, 'missing, notice_due as n')).toEqual({ missing: 0, n: '2026-12-02' });
    expect((await accept(hall, t.house, newId(), { caseId: c.caseId, expectedSeq: back.seq })).state).toBe('accepted');
  });
  test('not accepting for what is missing needs the notice first', async () => {
    const c = at(await submitElder(t, mother, { card: false }));
    expect(await codeOf(refuseAcceptance(hall, t.house, newId(), { ...seen(c), ground: 'notCorrected', reason: '缺银行卡' }))).toBe(
      'cases.correct-first',
    );
    expect(await codeOf(refuseAcceptance(hall, t.house, newId(), { ...seen(c), ground: 'whatever', reason: '不想收' }))).toBe(
      'cases.ground-unknown',
    );
    expect(
      (await refuseAcceptance(hall, t.house, newId(), { ...seen(c), ground: 'notCompetent', reason: '户口在外市，请到户籍地申请。' }))
        .state,
    ).toBe('notAccepted');
  });
  test('incident (h): what is known may not be demanded; the demand is refused and counted', async () => {
    const c = at(await submitElder(t, mother, { card: false }));
    const before = (await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from cases.refused_demand`)).n;
    expect(
      await codeOf(
        issueCorrection(hall, t.house, newId(), { ...seen(c), items: [{ kind: 'material', target: 'idcard', say: '请交身份证复印件' }] }),
      ),
    ).toBe('cases.demand-refused');
    expect(await codeOf(demandMaterial(hall, t.house, { caseId: c.caseId, materialId: 'idcard' }))).toBe('cases.demand-refused');
    expect((await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from cases.refused_demand`)).n).toBe(before + 2);
    expect((await row<{ state: string }>(c, 'state')).state).toBe('received');
  });
  test('a material checked in an earlier case is waived in the next one and may not be asked again', async () => {
    const sun = await t.citizen('孙德福');
    const before = at(await submitElder(t, sun));
    const material = await t.house.db.one<{ id: string }>(
      sql`select id from cases.material where case_id = ${before.caseId} and material_id = 'bankcard'`,
    );
    await accept(hall, t.house, newId(), { ...seen(before), checkedMaterials: [material.id] });
    expect((await t.house.db.one<{ trust: string }>(sql`select trust from cases.material where id = ${material.id}`)).trust).toBe('B');
  });
});

describe('I8 one honest clock', () => {
  test('a pause stops the clock for whole days; the dates move by what it covered', async () => {
    const c = await accepted();
    expect(await codeOf(pause(first, t.house, newId(), { ...seen(c), kind: 'hearing', reason: '听证' }))).toBe('cases.pause-unknown');
    const kinds = (await getCaseForStaff(first, t.house, c.caseId)).regime as { pauses: { kind: string }[] };
    const kind = kinds.pauses[0]?.kind ?? '';
    const p = await pause(first, t.house, newId(), { ...seen(c), kind, reason: '公示', expectedEnd: '2026-12-01' });
    expect(p.state).toBe('paused');
    expect((await getCaseForParty(mother, t.house, c.caseId)).clock.stands).toBe(true);
    t.clock.set('2026-11-30T16:00:00+08:00');
    const r = await resume(first, t.house, newId(), { caseId: c.caseId, expectedSeq: p.seq });
    // Begun 25 November 9:30, ended 30 November 16:00: the 26th and 27th are covered whole.
    expect(await row(c, 'due_promised as p, due_statutory as s')).toEqual({ p: '2026-12-04', s: '2026-12-25' });
    expect(r.state).toBe('accepted');
    const rows = await t.house.db.many<{ n: number }>(sql`select counted_days as n from cases.pause_period where case_id = ${c.caseId}`);
    expect(rows).toEqual([{ n: 2 }]);
    t.clock.set('2026-11-25T09:30:00+08:00');
  });
  test('a supplement after acceptance leaves the dates alone and is counted against the window', async () => {
    const c = await accepted();
    const before = await row(c, 'due_promised as p');
    const s = await requestSupplement(first, t.house, newId(), {
      ...seen(c),
      items: [{ kind: 'other', target: 'x', say: '请补一张老人近照' }],
    });
    expect(s.state).toBe('accepted');
    expect(await row(c, 'due_promised as p')).toEqual(before);
    expect(
      (await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from cases.window_error where case_id = ${c.caseId}`)).n,
    ).toBe(1);
    expect((await answerSupplement(mother, t.house, newId(), { caseId: c.caseId, expectedSeq: s.seq, note: '照片已带到窗口' })).state).toBe(
      'accepted',
    );
  });
});

describe('steps and offices', () => {
  test('asking the window, returning, transferring, assigning', async () => {
    const c = await accepted();
    const q = await askWindow(first, t.house, newId(), { ...seen(c), reason: '老人是否本人来过？' });
    const answered = await completeStep(hall, t.house, newId(), { caseId: c.caseId, expectedSeq: q.seq, note: '来过，刷了证' });
    expect(await codeOf(returnStep(first, t.house, newId(), { caseId: c.caseId, expectedSeq: answered.seq, reason: '再看' }))).toBe(
      'cases.first-step',
    );
    const done = await completeStep(first, t.house, newId(), { caseId: c.caseId, expectedSeq: answered.seq });
    const back = await returnStep(second, t.house, newId(), { caseId: c.caseId, expectedSeq: done.seq, reason: '审核意见不全' });
    const given = await assignPerson(manager, t.house, newId(), {
      caseId: c.caseId,
      expectedSeq: back.seq,
      stepId: await step(c, 'review'),
      personId: second.personId ?? '',
      reason: '经办人请假',
    });
    expect(await codeOf(completeStep(first, t.house, newId(), { caseId: c.caseId, expectedSeq: given.seq }))).toBe(
      'cases.assigned-to-other',
    );
    const organ = await t.house.db.one<{ id: string }>(sql`select id from places.organ where key = 'donghu-civil-affairs'`);
    // Only an office that handles the item, in this city, and the list says which.
    const market = (await t.staff('linhe-market-1')).post?.organId ?? '';
    expect(
      await codeOf(transfer(second, t.house, newId(), { caseId: c.caseId, expectedSeq: given.seq, organId: market, reason: '试试' })),
    ).toBe('cases.office-unknown');
    const { choices } = await getCaseForStaff(second, t.house, c.caseId);
    expect(choices.offices.map((o) => o.name)).toEqual(['云渚市民政局', '东湖县民政局']);
    expect(choices.people).toEqual([]);
    const moved = await transfer(second, t.house, newId(), {
      caseId: c.caseId,
      expectedSeq: given.seq,
      organId: organ.id,
      reason: '户口在东湖县',
    });
    expect(moved.papers.map((p) => p.kind)).toEqual(['transfer']);
    expect(await row(c, 'home_region as h, region_code as r')).toEqual({ h: '329901', r: '329902' });
    expect(await codeOf(completeStep(second, t.house, newId(), { caseId: c.caseId, expectedSeq: moved.seq }))).toBe(
      'cases.not-at-your-post',
    );
    const there = await t.staff('donghu-all-1:donghu-civil-affairs');
    expect((await completeStep(there, t.house, newId(), { caseId: c.caseId, expectedSeq: moved.seq })).state).toBe('accepted');
  });
  test('withdrawing ends everything; terminating needs a ground; both have their paper', async () => {
    const c = await accepted();
    expect((await withdraw(mother, t.house, newId(), { ...seen(c), reason: '不办了' })).papers.map((p) => p.kind)).toEqual(['withdrawal']);
    expect(await codeOf(decide(second, t.house, newId(), { caseId: c.caseId, expectedSeq: c.seq + 1, outcome: 'grant' }))).toBe(
      'cases.step-not-open',
    );
    const d = await accepted();
    expect(await codeOf(terminate(first, t.house, newId(), { ...seen(d), ground: 'because', reason: 'x' }))).toBe('cases.ground-unknown');
    expect((await terminate(first, t.house, newId(), { ...seen(d), ground: 'personGone', reason: '申请人去世' })).state).toBe('terminated');
    expect(await row(d, 'next_look as n, due_promised is not null as kept')).toMatchObject({ n: null });
  });
  test('I9 staff read a case on an open step at their post, and the look is written down', async () => {
    const c = await accepted();
    const view = await getCaseForStaff(first, t.house, c.caseId);
    expect(view.ground.kind).toBe('step');
    expect(view.deeds.map((d) => d.verb)).toContain('completeStep');
    expect(await codeOf(getCaseForStaff(elsewhere, t.house, c.caseId))).toBe('cases.not-found');
    const looks = await t.house.db.many<{ ground: string }>(
      sql`select ground_kind as ground from platform.clear_view where case_id = ${c.caseId}`,
    );
    expect(looks).toEqual([{ ground: 'step' }]);
    expect(await findPaper(t.house.db, newId())).toBeUndefined();
  });
});
