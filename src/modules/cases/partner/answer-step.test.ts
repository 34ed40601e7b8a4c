import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity } from '../cases.fixtures.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { answerStep, getRequestedStep, listRequestedSteps } from './answer-step.ts';
import { acceptedWithSystemStep } from './partner.fixtures.ts';

let t: CaseHouse;
let partner: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  partner = await t.partner();
});
afterAll(() => t.close());
const facts = (caseId: string): Promise<{ state: string; seq: number; kinds: string[]; seen: number; answer: string | null }> =>
  t.house.db.one(sql`select c.state, c.seq, (select array_agg(s.kind || ':' || s.key order by s.opened_at) from cases.case_step s where s.case_id = c.id and s.closed_at is null) as kinds,
    r.answers_seen as seen, r.answer from cases."case" c join cases.case_external_ref r on r.case_id = c.id where c.id = ${caseId}`);

describe('offices that are systems', () => {
  test('asked, then answered: the step is done and the case goes on', async () => {
    const c = await acceptedWithSystemStep(t);
    const step = (await listRequestedSteps(partner, t.house)).find((s) => s.caseId === c.caseId);
    expect((await getRequestedStep(partner, t.house, step?.stepId ?? '')).number).toBe(c.number);
    expect(
      await answerStep(partner, t.house, newId(), {
        stepId: step?.stepId ?? '',
        answer: 'accepted',
        officers: ['经办甲'],
        externalNumber: 'X-1',
      }),
    ).toEqual({ stepId: step?.stepId, taken: 'done' });
    expect(await facts(c.caseId)).toMatchObject({ state: 'accepted', answer: 'accepted', seen: 1 });
    expect((await facts(c.caseId)).kinds.some((k) => k.includes('federation'))).toBe(false);
  });
  test('twice the same changes nothing; another answer afterwards is never taken over: a manager looks', async () => {
    const c = await acceptedWithSystemStep(t);
    const input = { stepId: c.stepId, answer: 'accepted' as const, officers: ['经办甲'] };
    const key = newId();
    expect((await answerStep(partner, t.house, key, input)).taken).toBe('done');
    expect((await answerStep(partner, t.house, key, input)).taken).toBe('done');
    expect((await answerStep(partner, t.house, newId(), input)).taken).toBe('repeated');
    const before = await facts(c.caseId);
    expect((await answerStep(partner, t.house, newId(), { ...input, answer: 'refused', reason: '登记不符' })).taken).toBe('contradicts');
    const after = await facts(c.caseId);
    expect(after).toMatchObject({ state: 'accepted', answer: 'accepted', seen: 3 });
    expect(after.seq).toBe(before.seq + 1);
    expect(after.kinds.some((k) => k.startsWith('escalation'))).toBe(true);
  });
  test('silent: a person does the step; what comes later is kept as late', async () => {
    const c = await acceptedWithSystemStep(t);
    const officer = await t.staff(c.postKey);
    await completeStep(officer, t.house, newId(), { caseId: c.caseId, expectedSeq: c.seq, stepId: c.stepId, note: '电话核实过' });
    expect((await answerStep(partner, t.house, newId(), { stepId: c.stepId, answer: 'accepted', officers: ['经办甲'] })).taken).toBe(
      'late',
    );
    expect(await facts(c.caseId)).toMatchObject({ seen: 1, state: 'accepted' });
  });
  test('I5 a refusal without a person and a reason is none; somebody else’s step is unknown', async () => {
    const c = await acceptedWithSystemStep(t);
    expect(
      await codeOf(answerStep(partner, t.house, newId(), { stepId: c.stepId, answer: 'refused', officers: [], reason: '系统判定' })),
    ).toBe('cases.refusal-without-person');
    expect(await codeOf(answerStep(partner, t.house, newId(), { stepId: c.stepId, answer: 'refused', officers: ['经办甲'] }))).toBe(
      'cases.refusal-without-person',
    );
    expect(
      await codeOf(answerStep({ ...partner, name: 'other' }, t.house, newId(), { stepId: c.stepId, answer: 'accepted', officers: [] })),
    ).toBe('cases.no-step');
    expect((await facts(c.caseId)).seen).toBe(0);
    // Refused by people there: the case is still decided by people here.
    expect(
      (await answerStep(partner, t.house, newId(), { stepId: c.stepId, answer: 'refused', officers: ['经办甲'], reason: '残疾证已注销' }))
        .taken,
    ).toBe('done');
    expect((await facts(c.caseId)).state).toBe('accepted');
  });
});
