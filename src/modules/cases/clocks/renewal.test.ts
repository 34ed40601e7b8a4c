import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, submitAs } from '../cases.fixtures.ts';
import { decide } from '../deciding/decide.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { pause } from '../deciding/pause.ts';
import { supersedeDecision } from '../deciding/supersede-decision.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { answerCorrection } from '../intake/answer-correction.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { paperForReader } from '../papers/paper-data.ts';
import { getMyCase } from '../reading/get-my-case.ts';
import { getStaffCase } from '../reading/get-staff-case.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { sweepDeadlines } from './sweep-deadlines.ts';

const start = '2026-11-25T09:30:00+08:00';
let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let officer: Actor;
let second: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse(start));
  [mother, hall, officer, second] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-civil-affairs-2'),
  ]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

type On = { caseId: string; expectedSeq: number };
const submit = async (expires: string): Promise<On> => {
  t.clock.set(start);
  const { caseId } = await submitAs(t, mother, 't-renew.first', { agree: true, expires }, {});
  return { caseId, expectedSeq: 1 };
};
const accepted = async (expires: string): Promise<On> => {
  const on = await submit(expires);
  const { seq } = await acceptWithPromise(hall, t.house, newId(), { ...on, materials: ['plan'] });
  return { caseId: on.caseId, expectedSeq: seq };
};
const sweepOn = async (day: string): Promise<void> => {
  t.clock.set(`${day}T00:30:00+08:00`);
  // Each round does one deed a case; a limit that passed before the permit ended is told to a manager first.
  for (let i = 0; i < 3; i++) expect((await sweepDeadlines(t.house)).failed).toBe(0);
};
const row = (on: On): Promise<{ state: string; outcome: string | null; by: string | null; ends: string | null }> =>
  t.house.db.one(sql`select c.state, c.outcome, c.renewal_due as ends,
    (select d.by_kind from cases.decision d where d.case_id = c.id order by d.seq desc limit 1) as by from cases."case" c where c.id = ${on.caseId}`);
const verbs = async (on: On): Promise<string[]> =>
  (await t.house.db.many<{ verb: string }>(sql`select verb from cases.action where case_id = ${on.caseId} order by seq`)).map(
    (a) => a.verb,
  );

test('applied for thirty days before and undecided when the permit ends: it counts as renewed the day after, once, in writing', async () => {
  const on = await accepted('2026-12-25');
  expect((await getMyCase(mother, on.caseId, t.house)).clock.say.zh).toMatch(/现在的证12月25日到期，到时还没有决定的，视为准予延续。$/);
  await sweepOn('2026-12-25');
  expect(await row(on)).toMatchObject({ state: 'accepted', outcome: null });
  await sweepOn('2026-12-26');
  await Promise.all([sweepDeadlines(t.house), sweepDeadlines(t.house)]);
  expect(await row(on)).toEqual({ state: 'decided', outcome: 'grant', by: 'silence', ends: null });
  expect((await verbs(on)).filter((v) => v === 'deemGranted')).toHaveLength(1);
  const view = await getMyCase(mother, on.caseId, t.house);
  const paper = view.papers.find((p) => p.kind === 'grant');
  expect((await paperForReader(mother, t.house, paper?.id ?? '')).paragraphs.join('')).toMatch(/到期前没有作出决定。.*视为准予延续。/);
});

test('a special procedure does not move the day the permit ends', async () => {
  const on = await accepted('2026-12-25');
  t.clock.set('2026-11-26T09:00:00+08:00');
  await pause(officer, t.house, newId(), { ...on, kind: 'expert', reason: '专家评审', expectedEnd: '2027-03-01' });
  await sweepOn('2026-12-26');
  expect(await row(on)).toMatchObject({ state: 'decided', outcome: 'grant', by: 'silence' });
  expect(
    await t.house.db.many(sql`select 1 from cases.pause_period where case_id = ${on.caseId} and ended_at is null`),
    'the pause has ended with it',
  ).toEqual([]);
});

test('I5 applied for a day too late nothing counts as renewed: a manager looks when the limit has passed', async () => {
  const on = await accepted('2026-12-24');
  expect((await row(on)).ends).toBeNull();
  expect((await getMyCase(mother, on.caseId, t.house)).clock.say.zh).not.toContain('视为');
  await sweepOn('2027-01-20');
  expect((await row(on)).state).toBe('accepted');
  expect(await verbs(on)).toEqual(['submit', 'acceptWithPromise', 'escalate']);
});

test('while the person still owes an answer nothing counts as renewed, a manager looks; a corrected date counts from then on', async () => {
  const on = await submit('2026-12-26');
  const items = [{ kind: 'field' as const, target: 'expires', say: '到期日和证上不一样' }];
  const asked = await issueCorrection(hall, t.house, newId(), { ...on, items });
  await sweepOn('2026-12-27');
  expect((await row(on)).state).toBe('correcting');
  expect(await verbs(on)).toContain('escalate');
  const seq = (await getMyCase(mother, on.caseId, t.house)).seq;
  expect(seq).toBeGreaterThan(asked.seq);
  await answerCorrection(mother, t.house, newId(), { caseId: on.caseId, expectedSeq: seq, values: { expires: '2027-02-10' } });
  expect(await row(on)).toMatchObject({ state: 'received', ends: '2027-02-10' });
});

test('what was refused in time and opened again after the permit ended is no silence', async () => {
  const on = await accepted('2026-12-25');
  for (const who of [officer, second, officer]) {
    const view = await getStaffCase(who, on.caseId, t.house);
    const stepId = view.deeds.find((d) => d.verb === 'completeStep' && d.blocked === null)?.stepId ?? '';
    await completeStep(who, t.house, newId(), { caseId: on.caseId, expectedSeq: view.seq, stepId });
  }
  const seq = async (): Promise<number> => (await getMyCase(mother, on.caseId, t.house)).seq;
  await decide(officer, t.house, newId(), { caseId: on.caseId, expectedSeq: await seq(), outcome: 'refuse', reason: '不符合条件' });
  t.clock.set('2027-01-06T10:00:00+08:00');
  const again = { caseId: on.caseId, expectedSeq: await seq(), ground: 'court', leaves: 'reopened', reason: '判决撤销' } as const;
  await supersedeDecision(second, t.house, newId(), again);
  await sweepOn('2027-01-08');
  expect(await row(on)).toMatchObject({ state: 'accepted', outcome: null, ends: null });
});
