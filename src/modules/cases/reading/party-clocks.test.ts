import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, samplePaper, submitAs } from '../cases.fixtures.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { decide } from '../deciding/decide.ts';
import { pause } from '../deciding/pause.ts';
import { recordDelivery } from '../deciding/record-delivery.ts';
import { resume } from '../deciding/resume.ts';
import { withdraw } from '../deciding/withdraw.ts';
import { accept } from '../intake/accept.ts';
import { answerCorrection } from '../intake/answer-correction.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { getMyCase } from './get-my-case.ts';
import { getStaffCase } from './get-staff-case.ts';

const start = '2026-11-25T09:30:00+08:00';
let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse(start));
  [mother, hall, officer] = await Promise.all([t.citizen('陈桂兰'), t.staff('linhe-window-5'), t.staff('linhe-civil-affairs-1')]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

const on = (day: string): void => t.clock.set(`${day}T10:00:00+08:00`);
/** `id state since due done`, as the person reads it. */
const read = async (caseId: string): Promise<string[]> =>
  (await getMyCase(mother, caseId, t.house)).clocks.map((k) =>
    [k.id, k.state, k.since?.slice(5) ?? '-', k.due?.slice(5) ?? '-', k.done?.slice(5) ?? '-', ...(k.late ? ['late'] : [])].join(' '),
  );
const seqOf = async (caseId: string): Promise<number> => (await getMyCase(mother, caseId, t.house)).seq;
const next = async (caseId: string) => ({ caseId, expectedSeq: await seqOf(caseId) });
const submit = async (): Promise<string> => (await submitAs(t, mother, 't-passed.first', { agree: true }, {})).caseId;
const give = async (caseId: string) => ({
  materialId: 'plan',
  route: 'file' as const,
  fileId: (await putCaseFile(mother, t.house, newId(), { caseId, name: '方案.pdf' }, samplePaper())).id,
});

test('I8 each party has its own clock: none of the office’s runs while the person answers, the deciding one stands in a special procedure', async () => {
  on('2026-11-25');
  const caseId = await submit();
  expect(await read(caseId)).toEqual(['passOn runs 11-25 11-30 -', 'settle ahead - - -', 'tell ahead - - -', 'bank ahead - - -']);
  on('2026-11-26');
  await issueCorrection(hall, t.house, newId(), {
    ...(await next(caseId)),
    items: [{ kind: 'material', target: 'plan', say: '请交方案' }],
  });
  expect(await read(caseId)).toEqual(['passOn ahead - - -', 'settle ahead - - -', 'tell ahead - - -', 'bank ahead - - -']);
  on('2026-12-01');
  await answerCorrection(mother, t.house, newId(), { ...(await next(caseId)), materials: [await give(caseId)] });
  expect((await read(caseId))[0]).toBe('passOn runs 12-01 12-04 -');
  on('2026-12-07');
  expect((await read(caseId))[0]).toBe('passOn runs 12-01 12-04 - late');
  await accept(hall, t.house, newId(), await next(caseId));
  expect(await read(caseId)).toEqual([
    'passOn done 12-01 12-04 12-07 late',
    'settle runs 12-07 12-21 -',
    'tell ahead - - -',
    'bank ahead - - -',
  ]);
  on('2026-12-09');
  await pause(officer, t.house, newId(), { ...(await next(caseId)), kind: 'publicity', reason: '公示' });
  expect((await read(caseId))[1]).toBe('settle stands 12-07 - -');
  on('2026-12-17');
  await resume(officer, t.house, newId(), await next(caseId));
  // Whole days 10 to 16 December, five of them working days, count for nobody.
  expect((await read(caseId))[1]).toBe('settle runs 12-07 12-28 -');
  const second = await t.staff('linhe-civil-affairs-2');
  for (const who of [officer, second, officer]) {
    const view = await getStaffCase(who, caseId, t.house);
    const stepId = view.deeds.find((d) => d.verb === 'completeStep' && d.blocked === null)?.stepId ?? '';
    await completeStep(who, t.house, newId(), { caseId, expectedSeq: view.seq, stepId });
  }
  await decide(officer, t.house, newId(), { ...(await next(caseId)), outcome: 'grant' });
  expect((await read(caseId)).slice(1)).toEqual(['settle done 12-07 12-28 12-17', 'tell runs 12-17 12-22 -', 'bank ahead - - -']);
  on('2026-12-18');
  await recordDelivery(hall, t.house, newId(), { ...(await next(caseId)), how: 'handedOver' });
  expect((await read(caseId)).slice(2)).toEqual(['tell done 12-17 12-22 12-18', 'bank off - - -']);
});

test('the right begins in the month of the application, whenever it is read, and nowhere once nothing will be granted', async () => {
  on('2026-11-30');
  const caseId = await submit();
  on('2026-12-02');
  expect((await getMyCase(mother, caseId, t.house)).rightsFrom).toEqual({ day: '2026-11-01', say: { zh: '从递交申请的当月算' } });
  expect((await getStaffCase(hall, caseId, t.house)).rightsFrom?.day).toBe('2026-11-01');
  await withdraw(mother, t.house, newId(), await next(caseId));
  const view = await getMyCase(mother, caseId, t.house);
  expect([view.rightsFrom, view.clocks.map((k) => `${k.state} ${k.due ?? '-'}`)]).toEqual([null, ['off -', 'off -', 'off -', 'off -']]);
});

test('an item that says nothing of it has neither', async () => {
  on('2026-11-30');
  const { caseId } = await submitAs(t, mother, 't-local.first', { agree: true }, {});
  const view = await getMyCase(mother, caseId, t.house);
  expect([view.clocks, view.rightsFrom]).toEqual([[], null]);
});
