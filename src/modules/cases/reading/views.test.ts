import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, elderValues, furnishCity, submitAs } from '../cases.fixtures.ts';
import type { SubmitReceipt } from '../contract.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { decide } from '../deciding/decide.ts';
import { addDraftMaterial } from '../draft/draft-material.ts';
import { getDraft } from '../draft/read-draft.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { accept } from '../intake/accept.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { newestVersion } from '../outside/items.ts';
import { checkPaper } from '../papers/check-paper.ts';
import { paperForReader } from '../papers/paper-data.ts';
import { renderPaper } from '../papers/render-paper.ts';
import { earlierValues } from './earlier-values.ts';
import { findCases } from './find-cases.ts';
import { getMyCase } from './get-my-case.ts';
import { getStaffCase } from './get-staff-case.ts';
import { listMyCases } from './list-my-cases.ts';
import { listWork } from './list-work.ts';
import { retypedFigures } from './retyped-figures.ts';
import { statusBySlip } from './status-by-slip.ts';
import { versionFields } from './version-fields.ts';

let t: CaseHouse;
let elder: Actor;
let stranger: Actor;
let receipt: SubmitReceipt;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  elder = await t.citizen('陈桂兰');
  stranger = await t.citizen('孙德福');
  receipt = await submitAs(t, elder, 'elder-allowance.first', elderValues, elderAnswers);
}, 120_000);
afterAll(() => t?.close());

/** The posts at which the open intake step lies. */
async function clerks(): Promise<Actor[]> {
  const keys = await t.house.db.many<{ key: string }>(
    sql`select p.key from identity.post p join cases.work_item w on w.organ_id = p.organ_id and w.case_id = ${receipt.caseId} where p.role in ('clerk', 'approver') order by p.key`,
  );
  return Promise.all(keys.map((k) => t.staff(k.key)));
}

test('its own people read it whole, others not at all', async () => {
  const view = await getMyCase(elder, receipt.caseId, t.house);
  expect(view.number).toBe(receipt.number);
  expect(view.values['bankAccount']).toBe(elderValues.bankAccount);
  expect(view.events.map((e) => e.verb)).toEqual(['submit']);
  expect(view.papers.map((p) => p.kind)).toEqual(['receipt']);
  expect(view.clock.duePromised).toBe(receipt.nextDue);
  expect(view.clock.cells.length).toBeGreaterThan(0);
  expect(view.desk.length).toBe(1);
  expect(view.ahead.length).toBeGreaterThan(2);
  expect(view.canWithdraw).toBe(true);
  await expect(getMyCase(stranger, receipt.caseId, t.house)).rejects.toMatchObject({ kind: 'notFound' });
  expect((await listMyCases(stranger, t.house)).rows).toEqual([]);
  const mine = (await listMyCases(elder, t.house)).rows;
  expect(mine.map((c) => [c.number, c.role, c.needsYou])).toEqual([[receipt.number, 'applicant', false]]);
});

test('the slip code shows item, state, office, date and never a name', async () => {
  const status = await statusBySlip(t.house, receipt.slipCode, '10.0.0.1');
  expect(status.number).toBe(receipt.number);
  expect(JSON.stringify(status)).not.toContain('陈桂兰');
  await expect(statusBySlip(t.house, '000000000000', '10.0.0.1')).rejects.toMatchObject({ kind: 'notFound' });
  await expect(statusBySlip(t.house, '12', '10.0.0.1')).rejects.toMatchObject({ kind: 'invalid' });
  await expect(
    (async () => {
      for (let i = 0; i < 40; i++)
        await statusBySlip(t.house, '000000000000', '10.9.9.9').catch((e: { kind: string }) => {
          if (e.kind !== 'notFound') throw e;
        });
    })(),
  ).rejects.toMatchObject({ kind: 'tooMany' });
});

test('the queue shows it masked where the step lies, and staff open it only there', async () => {
  const [clerk] = await clerks();
  expect(clerk).toBeDefined();
  const page = await listWork(clerk as Actor, {}, t.house);
  expect(page.rows.map((r) => [r.number, r.applicant])).toContainEqual([receipt.number, '陈**']);
  expect(Object.values(page.counts).reduce((a, b) => a + b, 0)).toBe(page.rows.length);
  expect((await listWork(clerk as Actor, { text: '陈桂' }, t.house)).rows).toHaveLength(1);
  expect((await listWork(clerk as Actor, { text: '%' }, t.house)).rows).toHaveLength(0);
  expect((await listWork(clerk as Actor, { lamp: 'over' }, t.house)).rows).toHaveLength(0);
  const view = await getStaffCase(clerk as Actor, receipt.caseId, t.house);
  expect(view.ground.kind).toBe('step');
  expect(view.deeds.length).toBeGreaterThan(0);
  const looks = await t.house.db.many<{ what: string }>(sql`select what from platform.clear_view where case_id = ${receipt.caseId}`);
  expect(looks.map((l) => l.what)).toContain('case');
  expect(await earlierValues(clerk as Actor, receipt.caseId, t.house)).toEqual({ fields: {} });
  const found = await findCases(clerk as Actor, '陈桂', t.house);
  expect(found.map((f) => f.applicant)).toEqual(['陈**']);
  expect(await findCases(clerk as Actor, receipt.slipCode, t.house)).toHaveLength(1);
  expect(await findCases(clerk as Actor, receipt.number, t.house)).toHaveLength(1);
  const fields = await versionFields(t.house, view.versionId);
  expect(fields.fields.some((f) => f.id === 'bankAccount' && f.personal)).toBe(true);
});

test('another organ neither lists, finds nor opens it', async () => {
  const rows = await t.house.db.many<{ key: string }>(sql`select p.key from identity.post p where p.role in ('clerk', 'approver')
    and p.organ_id not in (select coalesce(organ_id, receiving_organ_id) from cases."case" where id = ${receipt.caseId} union select receiving_organ_id from cases."case" where id = ${receipt.caseId} and receiving_organ_id is not null)`);
  for (const { key } of rows) {
    const other = await t.staff(key);
    expect((await listWork(other, {}, t.house)).rows, key).toEqual([]);
    expect(await findCases(other, receipt.number, t.house), key).toEqual([]);
    await expect(getStaffCase(other, receipt.caseId, t.house), key).rejects.toMatchObject({ kind: 'notFound' });
  }
  expect(rows.length).toBeGreaterThan(0);
});

test('the lamp of the queue in SQL is the lamp of the rule', async () => {
  const [clerk] = await clerks();
  const days = ['2026-11-25', '2026-11-28', '2026-12-01', '2026-12-20', '2027-03-01'];
  for (const day of days) {
    t.clock.set(`${day}T10:00:00+08:00`);
    const page = await listWork(clerk as Actor, {}, t.house);
    const counted: Record<string, number> = {};
    for (const row of page.rows) counted[row.lamp] = (counted[row.lamp] ?? 0) + 1;
    expect(page.counts, day).toEqual(counted);
  }
  t.clock.set('2026-11-25T10:00:00+08:00');
});

test('papers: read by their people, drawn, checked by anybody without a name', async () => {
  const data = await paperForReader(elder, t.house, receipt.paperId);
  expect(data.title).toBe('收件凭证');
  expect(data.slipCode.replaceAll(' ', '')).toBe(receipt.slipCode.replaceAll(/\D/g, ''));
  expect(data.paragraphs.join('')).not.toMatch(/undefined|null/);
  expect(renderPaper(t.house, data).subarray(0, 4).toString()).toBe('%PDF');
  const checked = await checkPaper(t.house, data.checkCode, '10.0.0.2');
  expect(checked).toMatchObject({ kind: 'receipt', state: 'valid', number: data.number });
  expect(JSON.stringify(checked)).not.toContain('陈桂兰');
  await expect(paperForReader(stranger, t.house, receipt.paperId)).rejects.toMatchObject({ kind: 'notFound' });
});

test('what is asked of the person stands first, in the words it was asked in', async () => {
  const all = await clerks();
  for (const clerk of all) {
    const view = await getStaffCase(clerk, receipt.caseId, t.house).catch(() => null);
    if (view?.deeds.some((d) => d.verb === 'issueCorrection' && d.blocked === null) !== true) continue;
    await issueCorrection(clerk, t.house, newId(), {
      caseId: receipt.caseId,
      expectedSeq: view.seq,
      items: [{ kind: 'field', target: 'bankAccount', say: '银行账号请再核对一遍' }],
    });
    const mine = await getMyCase(elder, receipt.caseId, t.house);
    expect(mine.needed[0]?.items.map((i) => i.say)).toEqual(['银行账号请再核对一遍']);
    expect(mine.needed[0]?.say.zh).toMatch(/^要补正1样，/);
    expect(mine.needed[0]?.say.en).toMatch(/^Correct 1 thing(; the time runs| by )/);
    expect((await listMyCases(elder, t.house)).rows[0]).toMatchObject({ needsYou: true, lamp: 'you' });
    const paper = mine.papers.find((p) => p.kind === 'correction');
    expect((await paperForReader(elder, t.house, paper?.id ?? '')).paragraphs.join('')).toContain('银行账号请再核对一遍');
    await expect(getStaffCase(clerk, receipt.caseId, t.house)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'cases.waits-for-citizen',
    });
    return;
  }
  expect(
    all.map((c) => c.post?.title),
    'no clerk could send the notice',
  ).toEqual([]);
});

test('from the window to the decision: every paper of the way reads whole, and earlier values stand beside', async () => {
  const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
  const { draftId } = await startDraft(clerk, t.house, newId(), {
    handlingKey: 'elder-allowance.first',
    answers: elderAnswers,
    applicantId: elder.personId ?? '',
  });
  await saveDraft(clerk, t.house, newId(), { draftId, rev: 1, values: elderValues });
  const { content } = await newestVersion(t.house.db, 'elder-allowance.first');
  for (const { id } of content.materials) await addDraftMaterial(clerk, t.house, newId(), { draftId, materialId: id, route: 'seen' });
  const { rev } = await getDraft(clerk, t.house, draftId);
  const second = await submitDraft(clerk, t.house, newId(), { draftId, rev, confirmation: { how: 'readAloud' } });
  const atWindow = await getStaffCase(clerk, second.caseId, t.house);
  expect(atWindow.missing).toEqual([]);
  const open = (verb: string, view: typeof atWindow) => view.deeds.find((d) => d.verb === verb && d.blocked === null);
  expect(open('accept', atWindow)).toBeDefined();
  expect(open('withdraw', atWindow), 'the person is present').toBeDefined();
  await accept(clerk, t.house, newId(), { caseId: second.caseId, expectedSeq: atWindow.seq });
  const approver = await t.staff('linhe-civil-affairs-1');
  const review = await getStaffCase(approver, second.caseId, t.house);
  expect((await earlierValues(approver, second.caseId, t.house)).fields['bankAccount']).toMatchObject({
    value: elderValues.bankAccount,
    caseNumber: receipt.number,
  });
  await completeStep(approver, t.house, newId(), {
    caseId: second.caseId,
    expectedSeq: review.seq,
    stepId: open('completeStep', review)?.stepId ?? '',
    note: '内部意见不外传',
  });
  const decision = await getStaffCase(approver, second.caseId, t.house);
  expect(open('decide', decision)).toBeDefined();
  await decide(approver, t.house, newId(), { caseId: second.caseId, expectedSeq: decision.seq, outcome: 'grant' });
  const mine = await getMyCase(elder, second.caseId, t.house);
  expect(JSON.stringify(mine)).not.toContain('内部意见不外传');
  expect(mine.papers.map((p) => p.kind)).toEqual(['receipt', 'acceptance', 'grant']);
  expect([mine.outcome, mine.canWithdraw, mine.rights.length > 0]).toEqual(['grant', false, true]);
  for (const paper of mine.papers) {
    const data = await paperForReader(elder, t.house, paper.id);
    if (process.env['PAPER_OUT'] !== undefined)
      writeFileSync(`${process.env['PAPER_OUT']}/real-${paper.kind}.pdf`, renderPaper(t.house, data));
    expect([data.summary, ...data.paragraphs].join(''), paper.kind).not.toMatch(/undefined|null|NaN|前前|。。/);
    expect(data.organ, paper.kind).not.toBe('');
  }
});

test('figures of I3 by item and door', async () => {
  const figures = await retypedFigures(t.house, { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') });
  expect(figures.map((f) => [f.itemKey, f.cases])).toEqual([
    ['elder-allowance', 1],
    ['elder-allowance', 1],
  ]);
});

test('once lawfully erased, the course stays readable', async () => {
  await inTransaction(t.house.db, (tx) => t.house.keys.destroyKey(tx, t.house.clock.now(), { kind: 'case', id: receipt.caseId }));
  const view = await getMyCase(elder, receipt.caseId, t.house);
  expect(view.erased).toBe(true);
  expect(view.values).toEqual({});
  expect(view.events.every((e) => e.words === null)).toBe(true);
  expect(view.events.length).toBeGreaterThan(1);
});
