import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withdrawItem } from '#catalog';
import { systemActor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import type { Problem } from '#platform/errors';
import { checkCaseNumber } from '#platform/identifiers';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { readStream } from '#platform/ledger';
import { type CaseHouse, codeOf, elderAnswers, elderValues, furnishCity, samplePaper, submitElder } from '../cases.fixtures.ts';
import { putDraftFile } from '../draft/draft-material.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { getCaseForParty, getCaseForStaff, statusBySlipCode } from '../reading/doors.ts';
import { submitDraft } from './submit-draft.ts';
import { accept } from './accept.ts';

let t: CaseHouse;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
});
afterAll(() => t.close());

const ready = async (actor: Awaited<ReturnType<CaseHouse['citizen']>>) => {
  const { draftId } = await startDraft(actor, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
  const saved = await saveDraft(actor, t.house, newId(), { draftId, rev: 1, values: elderValues });
  return { draftId, rev: saved.rev };
};
const count = async (table: string): Promise<number> =>
  (await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from ${sql.raw(table)}`)).n;

describe('收件', () => {
  test('one deed: number, slip code, receipt, step, clock, chain, audit and event', async () => {
    const mother = await t.citizen('陈桂兰');
    const r = await submitElder(t, mother);
    expect(checkCaseNumber(r.number).ok).toBe(true);
    expect(r.number.slice(0, 15)).toBe('329901202611251');
    expect(r.slipCode).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(r.nextDue).toBe('2026-12-02');
    const view = await getCaseForParty(mother, t.house, r.caseId);
    expect(view.state).toBe('received');
    expect(view.desk.map((d) => [d.kind, d.whose])).toEqual([['intake', 'office']]);
    expect(view.papers.map((p) => p.kind)).toEqual(['receipt']);
    expect(view.values['bankAccount']).toBe(elderValues.bankAccount);
    expect(view.sources['idNumber']?.from).toBe('identity');
    const chain = await readStream(t.house.db, t.house, { kind: 'case', id: r.caseId });
    expect(chain.map((e) => (e.header as { verb: string }).verb)).toEqual(['submit']);
    const events = await t.house.db.many<{ type: string }>(sql`select type from platform.outbox where subject_id = ${r.caseId}`);
    expect(events.map((e) => e.type)).toEqual(['cases.received']);
    const status = await statusBySlipCode(t.house, { code: r.slipCode, from: '127.0.0.1' });
    expect(JSON.stringify(status)).not.toContain('陈桂兰');
    expect(status.state).toBe('received');
  });

  test('I6 the same key answers the same receipt, slip code included, and makes one case', async () => {
    const mother = await t.citizen('陈桂兰');
    const draft = await ready(mother);
    const key = newId();
    const before = await count('cases."case"');
    const [a, b] = await Promise.all([submitDraft(mother, t.house, key, draft), submitDraft(mother, t.house, key, draft)]);
    const c = await submitDraft(mother, t.house, key, draft);
    expect([b, c]).toEqual([a, a]);
    expect(await count('cases."case"')).toBe(before + 1);
    expect(await codeOf(submitDraft(mother, t.house, key, { ...draft, deliveryWay: 'post' }))).toBe('platform.key-reused');
    expect(await codeOf(submitDraft(mother, t.house, newId(), draft))).toBe('cases.draft-submitted');
  });

  test('sixteen at once: sixteen numbers, none twice', async () => {
    const mother = await t.citizen('陈桂兰');
    const drafts = await Promise.all(Array.from({ length: 16 }, () => ready(mother)));
    const receipts = await Promise.all(drafts.map((d) => submitDraft(mother, t.house, newId(), d)));
    expect(new Set(receipts.map((r) => r.number)).size).toBe(16);
    expect(new Set(receipts.map((r) => r.slipCode)).size).toBe(16);
  });

  test('what is wrong in the form is said by field and nothing is changed; missing papers do not stop the receipt', async () => {
    const mother = await t.citizen('陈桂兰');
    const { draftId } = await startDraft(mother, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const saved = await saveDraft(mother, t.house, newId(), {
      draftId,
      rev: 1,
      values: { ...elderValues, bankAccount: '6222021234567890123' },
    });
    const before = await count('cases."case"');
    await expect(submitDraft(mother, t.house, newId(), { draftId, rev: saved.rev })).rejects.toMatchObject({
      code: 'cases.form-incomplete',
      fields: [{ field: 'bankAccount' }],
    });
    expect(await count('cases."case"')).toBe(before);
    const fixed = await saveDraft(mother, t.house, newId(), { draftId, rev: saved.rev, values: { bankAccount: elderValues.bankAccount } });
    const r = await submitDraft(mother, t.house, newId(), { draftId, rev: fixed.rev });
    expect((await getCaseForParty(mother, t.house, r.caseId)).state).toBe('received');
  });

  test('a revision that is not the newest is not submitted', async () => {
    const mother = await t.citizen('陈桂兰');
    const draft = await ready(mother);
    await saveDraft(mother, t.house, newId(), { draftId: draft.draftId, rev: draft.rev, values: { phone: '13800004429' } });
    expect(await codeOf(submitDraft(mother, t.house, newId(), draft))).toBe('cases.draft-changed');
  });

  test('where the guide’s answer is “not needed” nothing is submitted, unless the person insists: then a person looks (I5, I11)', async () => {
    const mother = await t.citizen('陈桂兰');
    const { draftId } = await startDraft(mother, t.house, newId(), {
      handlingKey: 'elder-allowance.first',
      answers: { ...elderAnswers, getting: 'here' },
    });
    const { rev } = await saveDraft(mother, t.house, newId(), { draftId, rev: 1, values: elderValues });
    const [cases, numbers] = [await count('cases."case"'), await count('cases.paper')];
    const refused = await submitDraft(mother, t.house, newId(), { draftId, rev }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'cases.other-answer',
      kind: 'conflict',
      data: { kind: 'notNeeded', id: 'alreadyHere', insist: true },
    });
    expect((refused as Problem).next.zh).toMatch(/仍要申请/);
    expect([await count('cases."case"'), await count('cases.paper')]).toEqual([cases, numbers]);
    const r = await submitDraft(mother, t.house, newId(), { draftId, rev, insists: true });
    expect((await getCaseForStaff(await t.staff('linhe-window-5'), t.house, r.caseId)).insisted?.zh).toMatch(/已经/);
    const [entry] = await readStream(t.house.db, t.house, { kind: 'case', id: r.caseId });
    expect(JSON.stringify(entry)).toContain('alreadyHere');
    // Where applying is the answer, insisting adds nothing.
    const plain = await submitElder(t, mother);
    expect((await getCaseForStaff(await t.staff('linhe-window-5'), t.house, plain.caseId)).insisted).toBeNull();
  });

  test('out of season nothing is submitted, insisted or not, and the answer says when', async () => {
    const son = await t.citizen('周建华');
    const { draftId } = await startDraft(son, t.house, newId(), { handlingKey: 'school-enrolment.enrol', answers: {} });
    for (const insists of [false, true]) {
      const refused = await submitDraft(son, t.house, newId(), { draftId, rev: 1, insists }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'cases.other-answer', data: { kind: 'notYet', insist: false } });
      expect((refused as Problem).next.zh.length).toBeGreaterThan(5);
    }
  });

  test('somebody else’s draft looks like none', async () => {
    const mother = await t.citizen('陈桂兰');
    const draft = await ready(mother);
    const other = await t.citizen('孙德福');
    expect(await codeOf(submitDraft(other, t.house, newId(), draft))).toBe('cases.draft-not-found');
    expect(await codeOf(saveDraft(other, t.house, newId(), { ...draft, values: {} }))).toBe('cases.draft-not-found');
  });

  test('I3 what is known is offered with its source; typing it anyway is counted', async () => {
    const mother = await t.citizen('陈桂兰');
    const r = await submitElder(t, mother, { values: { ...elderValues, phone: '13800009999' } });
    const row = await t.house.db.one<{ met: number; retyped: number; changed: number }>(
      sql`select fields_met as met, fields_retyped as retyped, fields_changed as changed from cases."case" where id = ${r.caseId}`,
    );
    expect(row.met).toBeGreaterThan(5);
    expect(row).toMatchObject({ retyped: 0, changed: 1 });
  });

  test('at a window the clerk says how the applicant confirmed; the clerk is never a party', async () => {
    const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
    const { draftId } = await startDraft(clerk, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const saved = await saveDraft(clerk, t.house, newId(), { draftId, rev: 1, values: elderValues });
    await putDraftFile(clerk, t.house, newId(), { draftId, materialId: 'bankcard', name: '卡.pdf' }, samplePaper());
    expect(await codeOf(submitDraft(clerk, t.house, newId(), { draftId, rev: saved.rev }))).toBe('cases.confirmation-missing');
    const r = await submitDraft(clerk, t.house, newId(), { draftId, rev: saved.rev, confirmation: { how: 'readAloud' } });
    expect(r.number[14]).toBe('2');
    const parties = await t.house.db.many<{ role: string }>(
      sql`select role from cases.case_party where case_id = ${r.caseId} and party_id = ${clerk.personId}`,
    );
    expect(parties).toEqual([]);
    // The town may accept on behalf of the district office.
    expect((await accept(clerk, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 })).state).toBe('accepted');
  });

  test('without a visit a clerk cannot begin for anybody', async () => {
    const clerk = await t.staff('liuqiao-window-3');
    expect(await codeOf(startDraft(clerk, t.house, newId(), { handlingKey: 'elder-allowance.first' }))).toBe('cases.no-visit');
  });

  test('incident (k): a withdrawn item takes no new submission, a running case keeps its version', async () => {
    const mother = await t.citizen('陈桂兰');
    const running = await submitElder(t, mother);
    const waiting = await ready(mother);
    await inTransaction(t.house.db, (tx) =>
      withdrawItem(tx, systemActor('test'), t.house, { handlingKey: 'elder-allowance.first', reason: '示例' }),
    );
    expect(await codeOf(submitDraft(mother, t.house, newId(), waiting))).toBe('catalog.version-closed');
    const clerk = await t.staff('linhe-window-5');
    expect((await accept(clerk, t.house, newId(), { caseId: running.caseId, expectedSeq: 1 })).state).toBe('accepted');
  });
});
