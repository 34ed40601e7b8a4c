/** A correction, a supplement, a promised paper handed in at a window: the applicant's own answer, with the clerk's hands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, systemActor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, samplePaper, submitAs, submitElder } from '../cases.fixtures.ts';
import { requestSupplement } from '../deciding/request-supplement.ts';
import { recordService } from '../papers/record-service.ts';
import { getCaseForParty, getCaseForStaff } from '../reading/doors.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { accept } from './accept.ts';
import { acceptWithPromise } from './accept-with-promise.ts';
import { answerCorrection, answerSupplement, handInPromised } from './answer-correction.ts';
import { issueCorrection } from './issue-correction.ts';
import { putCaseFile } from './put-case-file.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [mother, hall] = await Promise.all([t.citizen('陈桂兰'), t.staff('linhe-window-5')]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

const items = [
  { kind: 'field' as const, target: 'bankAccount', say: '卡号少一位。' },
  { kind: 'material' as const, target: 'bankcard', say: '请交银行卡复印件。' },
];
/** A case that was sent in from the phone and waits for the one correction, its notice served. */
const waiting = async (): Promise<{ caseId: string; seq: number }> => {
  const { caseId } = await submitElder(t, mother, { card: false });
  const { papers } = await issueCorrection(hall, t.house, newId(), { caseId, expectedSeq: 1, items });
  const served = { paperId: papers[0]?.id ?? '', servedAt: t.house.clock.now(), receipt: { how: 'openedOnline' } };
  await recordService(systemActor('test'), t.house, served);
  return { caseId, seq: 3 };
};
const confirmation = { how: 'readAloud' };
const values = { bankAccount: '6217860000314402598' };
const seenCard = [{ materialId: 'bankcard', route: 'seen' as const }];

const world = async (caseId: string): Promise<string> =>
  (
    await t.house.db.one<{ w: string }>(sql`select concat_ws(' ', (select md5(c::text) from cases."case" c where id = ${caseId}),
      (select count(*) from cases.action where case_id = ${caseId}), (select count(*) from cases.material where case_id = ${caseId}),
      (select count(*) from cases.payload where case_id = ${caseId}), (select count(*) from platform.outbox where type like 'cases.%')) as w`)
  ).w;

describe('the correction at a window', () => {
  test('opens in a visit with exactly what the one notice asks, and is handed in by the same verb with the same clock; all three people are recorded', async () => {
    const { caseId, seq } = await waiting();
    const clerk = await t.atWindow('liuqiao-window-1', '周建华', '陈桂兰');
    const view = await getCaseForStaff(clerk, t.house, caseId);
    expect(view.ground.kind).toBe('visit');
    const step = view.needed[0]?.stepId;
    expect(view.needed).toMatchObject([{ kind: 'correction', items, due: '2026-12-16' }]);
    expect(view.deeds.find((d) => d.verb === 'answerCorrection')).toMatchObject({ stepId: step, blocked: null });
    const file = await putCaseFile(clerk, t.house, newId(), { caseId, name: '银行卡.pdf' }, samplePaper());
    const materials = [{ materialId: 'bankcard', route: 'file' as const, fileId: file.id }];
    const input = { caseId, expectedSeq: seq, stepId: step ?? '', values, materials, confirmation };
    const done = await answerCorrection(clerk, t.house, newId(), input);
    expect(done.state).toBe('received');

    const other = await waiting();
    const own = await putCaseFile(mother, t.house, newId(), { caseId: other.caseId, name: '银行卡.pdf' }, samplePaper());
    const fromPhone = { caseId: other.caseId, expectedSeq: other.seq, values, materials: [{ ...materials[0], fileId: own.id }] };
    await answerCorrection(mother, t.house, newId(), fromPhone as typeof input);
    const clockOf = (id: string) =>
      t.house.db.one(sql`select state, missing, rounds, notice_due, answer_due, receiving_organ_id, due_flagged from cases."case"
        where id = ${id}`);
    expect(await clockOf(caseId)).toEqual(await clockOf(other.caseId));
    expect(await clockOf(caseId)).toMatchObject({ state: 'received', missing: 0, notice_due: '2026-12-02' });

    const action =
      await t.house.db.one(sql`select verb, actor_kind as kind, actor_id as who, for_party_id as "for", visit_id as visit, door, note
      from cases.action where case_id = ${caseId} and seq = ${done.seq}`);
    const son = (await t.citizen('周建华')).personId;
    expect(action).toEqual({
      verb: 'answerCorrection',
      kind: 'staff',
      who: clerk.personId,
      for: mother.personId,
      visit: clerk.visitId,
      door: 'window',
      note: { fields: ['bankAccount'], materials: ['bankcard'], present: son, confirmed: 'readAloud' },
    });
    const mine = await getCaseForParty(mother, t.house, caseId);
    expect(mine.values['bankAccount']).toBe(values.bankAccount);
    expect(mine.sources['bankAccount']).toMatchObject({ from: 'typed', by: 'clerk' });
    expect(mine.materials.map((m) => [m.materialId, m.route, m.trust, m.addedDoor])).toEqual([['bankcard', 'file', 'B', 'window']]);
    expect(mine.events.find((e) => e.seq === done.seq)).toMatchObject({
      verb: 'answerCorrection',
      who: clerk.name,
      door: 'window',
      say: { zh: '您的补正交来了，在窗口交的，念给来的人听过' },
    });
    expect(mine.needed).toEqual([]);
    expect((await accept(hall, t.house, newId(), { caseId, expectedSeq: done.seq })).state).toBe('accepted');
  });

  test('an original that was shown counts as given; from the phone nobody says so himself', async () => {
    const { caseId, seq } = await waiting();
    expect(await codeOf(answerCorrection(mother, t.house, newId(), { caseId, expectedSeq: seq, values, materials: seenCard }))).toBe(
      'cases.file-missing',
    );
    const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
    const answer = { caseId, expectedSeq: seq, values, materials: seenCard, confirmation };
    expect((await answerCorrection(clerk, t.house, newId(), answer)).state).toBe('received');
    expect((await getCaseForParty(mother, t.house, caseId)).materials).toMatchObject([{ route: 'seen', trust: 'B' }]);
  });

  test('without a visit, in another’s visit, late, unasked, unconfirmed, with a stranger’s file: a clear answer and nothing changed', async () => {
    const { caseId, seq } = await waiting();
    const before = await world(caseId);
    const answer = { caseId, expectedSeq: seq, values, materials: seenCard, confirmation };
    const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
    const wrong = [
      ['cases.no-visit', await t.staff('linhe-window-5'), answer],
      ['cases.not-found', await t.atWindow('liuqiao-window-1', '孙德福'), answer],
      ['cases.not-found', await t.staff('donghu-window-1'), answer],
      ['cases.stale', clerk, { ...answer, expectedSeq: seq - 1 }],
      ['cases.confirmation-missing', clerk, { ...answer, confirmation: undefined }],
      ['cases.not-asked', clerk, { ...answer, values: { ...values, birth: '1926-01-01' } }],
      ['cases.file-missing', clerk, { ...answer, materials: [{ materialId: 'bankcard', route: 'file', fileId: newId() }] }],
      ['cases.material-unknown', clerk, { ...answer, materials: [{ materialId: 'nothing', route: 'seen' }] }],
    ] as const;
    for (const [code, who, input] of wrong)
      expect([code, await codeOf(answerCorrection(who, t.house, newId(), input as unknown as typeof answer))]).toEqual([code, code]);
    for (const verb of [answerSupplement, handInPromised])
      expect(await codeOf(verb(clerk, t.house, newId(), answer))).toBe('cases.wrong-state');
    const closed = { ...clerk, visitId: newId() };
    expect(await codeOf(answerCorrection(closed, t.house, newId(), answer))).toBe('cases.no-visit');
    expect(await world(caseId)).toBe(before);
    expect((await answerCorrection(clerk, t.house, newId(), answer)).state).toBe('received');
  });

  test('pressed twice it is one answer; the same key for other words is refused; the second clerk is told what was done', async () => {
    const { caseId, seq } = await waiting();
    const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
    const answer = { caseId, expectedSeq: seq, values, materials: seenCard, confirmation };
    const key = newId();
    const [first, again] = [await answerCorrection(clerk, t.house, key, answer), await answerCorrection(clerk, t.house, key, answer)];
    expect(again).toMatchObject({ seq: first.seq, state: 'received', replayed: true });
    const after = await world(caseId);
    expect(await codeOf(answerCorrection(clerk, t.house, key, { ...answer, note: '另一句话' }))).toBe('platform.key-reused');
    expect(await codeOf(answerCorrection(clerk, t.house, newId(), answer))).toBe('cases.stale');
    expect(await codeOf(answerCorrection(clerk, t.house, newId(), { ...answer, expectedSeq: first.seq }))).toBe('cases.wrong-state');
    expect(await world(caseId)).toBe(after);
  });
});

test('a supplement at a window takes what was asked after acceptance, and the dates stay', async () => {
  const { caseId } = await submitElder(t, mother);
  await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
  const officer = await t.staff('linhe-civil-affairs-1');
  const asked = [{ kind: 'field' as const, target: 'phone', say: '号码打不通。' }];
  const { seq } = await requestSupplement(officer, t.house, newId(), { caseId, expectedSeq: 2, items: asked });
  const due = () => t.house.db.one(sql`select due_promised, due_statutory from cases."case" where id = ${caseId}`);
  const before = await due();
  const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
  const view = await getCaseForStaff(clerk, t.house, caseId);
  expect(view.needed).toMatchObject([{ kind: 'supplement', items: asked }]);
  const answer = { caseId, expectedSeq: seq, values: { phone: '13800004429' }, confirmation };
  expect((await answerSupplement(clerk, t.house, newId(), answer)).state).toBe('accepted');
  expect(await due()).toEqual(before);
  expect((await getCaseForParty(mother, t.house, caseId)).values['phone']).toBe('13800004429');
});

test('a paper owed since acceptance is handed in at a window; only then nothing is waited for any more', async () => {
  const { caseId } = await submitAs(t, mother, 't-joint.first', { agree: true }, {});
  const { seq } = await acceptWithPromise(hall, t.house, newId(), { caseId, expectedSeq: 1, materials: ['plan'] });
  const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
  const view = await getCaseForStaff(clerk, t.house, caseId);
  expect(view.needed).toMatchObject([{ kind: 'promised', items: [{ kind: 'material', target: 'plan' }] }]);
  expect(view.deeds.find((d) => d.verb === 'handInPromised')?.stepId).toBe(view.needed[0]?.stepId);
  const nothing = { caseId, expectedSeq: seq, note: '忘带了', confirmation };
  const still = await handInPromised(clerk, t.house, newId(), nothing);
  expect((await getCaseForParty(mother, t.house, caseId)).needed).toHaveLength(1);
  const brought = { caseId, expectedSeq: still.seq, materials: [{ materialId: 'plan', route: 'seen' as const }], confirmation };
  expect((await handInPromised(clerk, t.house, newId(), brought)).state).toBe('accepted');
  expect((await getCaseForParty(mother, t.house, caseId)).needed).toEqual([]);
});
