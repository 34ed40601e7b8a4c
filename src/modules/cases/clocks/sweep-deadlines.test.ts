import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, systemActor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, submitAs, submitElder } from '../cases.fixtures.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { accept } from '../intake/accept.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { takeUpUnanswered } from '../intake/take-up-unanswered.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { recordService } from '../papers/record-service.ts';
import { workQueue } from '../reading/doors.ts';
import { sweepDeadlines } from './sweep-deadlines.ts';

const morning = '2026-11-25T09:30:00+08:00';
let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let manager: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse(morning));
  [mother, hall, manager] = await Promise.all([t.citizen('陈桂兰'), t.staff('linhe-window-5'), t.staff('linhe-manager')]);
});
afterAll(() => t.close());
const state = (caseId: string): Promise<{ state: string; kinds: string[]; look: string | null }> =>
  t.house.db.one(
    sql`select c.state, c.next_look as look, (select coalesce(array_agg(s.kind order by s.opened_at), '{}') from cases.case_step s where s.case_id = c.id and s.closed_at is null) as kinds from cases."case" c where c.id = ${caseId}`,
  );

describe('I8 what happens when a date passes', () => {
  test('a benefit is never accepted by silence: after the notice date a manager has it, once', async () => {
    t.clock.set(morning);
    const { caseId } = await submitElder(t, mother);
    expect((await state(caseId)).look).toBe('2026-12-03');
    t.clock.set('2026-12-02T23:00:00+08:00');
    await sweepDeadlines(t.house);
    expect((await state(caseId)).kinds).toEqual(['intake']);
    t.clock.set('2026-12-03T00:30:00+08:00');
    await sweepDeadlines(t.house);
    await sweepDeadlines(t.house);
    expect(await state(caseId)).toEqual({ state: 'received', kinds: ['intake', 'escalation'], look: null });
    expect((await workQueue(manager, t.house, {})).rows.filter((r) => r.caseId === caseId).map((r) => r.kind)).toContain('escalation');
    const seen = await completeStep(manager, t.house, newId(), { caseId, expectedSeq: 2, note: '已催' });
    expect((await state(caseId)).look).toBe('2026-12-08');
    expect(seen.state).toBe('received');
  });
  test('I5 an unanswered notice reminds, becomes a clerk’s task, and waits for a person', async () => {
    t.clock.set(morning);
    const { caseId } = await submitElder(t, mother, { card: false });
    const n = await issueCorrection(hall, t.house, newId(), {
      caseId,
      expectedSeq: 1,
      items: [{ kind: 'material', target: 'bankcard', say: '请交银行卡' }],
    });
    await recordService(systemActor('test'), t.house, { paperId: n.papers[0]?.id ?? '', servedAt: t.clock.now(), receipt: null });
    t.clock.set('2026-12-17T08:00:00+08:00');
    expect((await sweepDeadlines(t.house)).failed).toBe(0);
    expect(await state(caseId)).toMatchObject({ state: 'correcting', kinds: ['correction', 'unanswered'], look: null });
    t.clock.set('2027-03-01T08:00:00+08:00');
    await sweepDeadlines(t.house);
    expect((await state(caseId)).state).toBe('correcting');
    expect((await takeUpUnanswered(hall, t.house, newId(), { caseId, expectedSeq: 4 })).state).toBe('received');
  });
  test('a notice nobody served is looked at by a manager', async () => {
    t.clock.set(morning);
    const { caseId } = await submitElder(t, mother, { card: false });
    await issueCorrection(hall, t.house, newId(), {
      caseId,
      expectedSeq: 1,
      items: [{ kind: 'material', target: 'bankcard', say: '请交银行卡' }],
    });
    t.clock.set('2026-12-01T08:00:00+08:00');
    await sweepDeadlines(t.house);
    expect((await state(caseId)).kinds).toEqual(['correction', 'escalation']);
  });
  test('a permit whose notice date was missed counts as accepted from the day of receipt', async () => {
    t.clock.set(morning);
    await publishRegimeItems(t.house);
    const { caseId } = await submitAs(t, mother, 't-permit.first', { agree: true }, {});
    t.clock.set('2026-12-03T00:30:00+08:00');
    await sweepDeadlines(t.house);
    const row = await t.house.db.one(
      sql`select state, accepted_day as day, accepted_by as by, due_statutory as s from cases."case" where id = ${caseId}`,
    );
    expect(row).toEqual({ state: 'accepted', day: '2026-11-25', by: null, s: '2026-12-23' });
    expect(await t.house.db.many(sql`select 1 from cases.paper where case_id = ${caseId} and kind = 'acceptance'`)).toHaveLength(1);
  });
  test('a round that was missed is made up by the next; two workers at once act once', async () => {
    t.clock.set(morning);
    const { caseId } = await submitElder(t, mother);
    await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
    t.clock.set('2027-02-01T08:00:00+08:00');
    await Promise.all([sweepDeadlines(t.house), sweepDeadlines(t.house)]);
    const done = await t.house.db.many<{ verb: string }>(sql`select verb from cases.action where case_id = ${caseId} order by seq`);
    expect(done.map((d) => d.verb)).toEqual(['submit', 'accept', 'escalate']);
  });
});
