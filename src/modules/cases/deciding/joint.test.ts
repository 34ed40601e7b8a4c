import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
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
import { completeStep } from './complete-step.ts';
import { decide } from './decide.ts';
import { returnStep } from './return-step.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let health: Actor;
let housing: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse('2026-11-25T09:30:00+08:00'));
  [mother, hall, health, housing, officer] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-all-1:linhe-health'),
    t.staff('linhe-all-2:linhe-housing-construction'),
    t.staff('linhe-civil-affairs-1'),
  ]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

/** Accepted and handed in whole: now it lies with two offices side by side. */
const beside = async (): Promise<string> => {
  const { caseId } = await submitAs(t, mother, 't-joint.first', { agree: true }, {});
  const { seq } = await acceptWithPromise(hall, t.house, newId(), { caseId, expectedSeq: 1, materials: ['plan'] });
  const file = await putCaseFile(mother, t.house, newId(), { caseId, name: '方案.pdf' }, samplePaper());
  const materials = [{ materialId: 'plan', route: 'file' as const, fileId: file.id }];
  await handInPromised(mother, t.house, newId(), { caseId, expectedSeq: seq, materials });
  return caseId;
};
const seqOf = async (caseId: string): Promise<number> => (await getMyCase(mother, caseId, t.house)).seq;
const lies = async (caseId: string): Promise<string[]> =>
  (await getMyCase(mother, caseId, t.house)).desk.map((d) => `${d.name.zh} ${d.office}`).sort();
const answer = async (who: Actor, caseId: string): Promise<void> => {
  await completeStep(who, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), note: '同意' });
};
const sees = (who: Actor, caseId: string): Promise<string> => codeOf(getStaffCase(who, caseId, t.house));
const queued = async (who: Actor, caseId: string): Promise<string[]> =>
  (await listWork(who, {}, t.house)).rows.filter((r) => r.caseId === caseId).map((r) => r.stepName.zh);

test('I8 joint handling: every office that has it is named, each has its own step only, one clock runs', async () => {
  const caseId = await beside();
  expect(await lies(caseId)).toEqual(['住建部门意见 临河区住房和城乡建设局', '卫生部门意见 临河区卫生健康委员会']);
  const { clock } = await getMyCase(mother, caseId, t.house);
  expect(clock.say.zh).toBe('在临河区卫生健康委员会、临河区住房和城乡建设局手上，最晚12月9日有结果（还有10个工作日）。');
  expect(await Promise.all([health, housing, officer].map((who) => queued(who, caseId)))).toEqual([['卫生部门意见'], ['住建部门意见'], []]);
  const deeds = (await getStaffCase(health, caseId, t.house)).deeds.filter((d) => d.verb === 'completeStep').map((d) => d.stepId);
  expect(deeds).toHaveLength(1);
  const other = (await getStaffCase(housing, caseId, t.house)).deeds.find((d) => d.verb === 'completeStep')?.stepId ?? '';
  expect(deeds).not.toContain(other);
  // The other office's step is not this one's to do, whatever id is sent.
  expect(await codeOf(completeStep(health, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), stepId: other }))).not.toBe(
    'done',
  );
  expect(await lies(caseId)).toHaveLength(2);
});

test('nobody decides until the last office has answered, in whichever order; who only gave an opinion does not decide', async () => {
  for (const order of [
    [health, housing],
    [housing, health],
  ]) {
    const caseId = await beside();
    const [first, last] = order as [Actor, Actor];
    await answer(first, caseId);
    expect(await lies(caseId)).toHaveLength(1);
    expect(await codeOf(decide(officer, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), outcome: 'grant' }))).not.toBe(
      'done',
    );
    expect(await sees(first, caseId), 'its part is done: it knows of the case and reads it no more').toBe('cases.not-at-your-post');
    expect(await sees(last, caseId)).toBe('done');
    await answer(last, caseId);
    expect(await lies(caseId)).toEqual(['决定 临河区民政局']);
    // Whoever gave an opinion still knows of the case; the decision is another office's.
    for (const who of [health, housing])
      expect(await codeOf(decide(who, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), outcome: 'grant' }))).toMatch(
        /not-at-your-post|not-yours|step-not-open/,
      );
    expect((await getMyCase(mother, caseId, t.house)).outcome).toBeNull();
    await decide(officer, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), outcome: 'grant' });
    expect((await getMyCase(mother, caseId, t.house)).outcome).toBe('grant');
  }
});

test('returned by who decides it lies with both offices again', async () => {
  const caseId = await beside();
  await answer(health, caseId);
  await answer(housing, caseId);
  await returnStep(officer, t.house, newId(), { caseId, expectedSeq: await seqOf(caseId), reason: '面积请再核一遍' });
  expect(await lies(caseId)).toEqual(['住建部门意见 临河区住房和城乡建设局', '卫生部门意见 临河区卫生健康委员会']);
  await Promise.all([sees(health, caseId), sees(housing, caseId)]).then((codes) => expect(codes).toEqual(['done', 'done']));
});
