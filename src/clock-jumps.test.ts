import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accept,
  completeStep,
  decide,
  getCaseForParty,
  putDraftFile,
  recordDelivery,
  saveDraft,
  startDraft,
  submitDraft,
  workQueue,
} from '#cases';
import type { Actor } from '#platform/actor';
import { inTransaction } from '#platform/db';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { append, sealPending, sealState, verifyHouse } from '#platform/ledger';
import { relayOnce } from '#platform/outbox';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, elderValues, furnishCity, samplePaper, submitElder } from './modules/cases/cases.fixtures.ts';
import { jobs, listeners, mirrors } from './compose.ts';

const hour = 3_600_000;
let t: CaseHouse;
let mother: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  mother = await t.citizen('陈桂兰');
}, 60_000);
afterAll(() => t.close());

describe('a clock that is put right', () => {
  it('backwards between two steps: a draft begun “later” is submitted and the case goes on to its end', async () => {
    const { draftId } = await startDraft(mother, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const saved = await saveDraft(mother, t.house, newId(), { draftId, rev: 1, values: elderValues });
    await putDraftFile(mother, t.house, newId(), { draftId, materialId: 'bankcard', name: '银行卡.pdf' }, samplePaper());
    t.clock.advance(-2 * hour);
    const { caseId } = await submitDraft(mother, t.house, newId(), { draftId, rev: saved.rev });
    const hall = await t.staff('linhe-window-5');
    const [first, second] = [await t.staff('linhe-civil-affairs-1'), await t.staff('linhe-civil-affairs-2')];
    t.clock.advance(-1 * hour);
    const accepted = await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
    expect((await workQueue(first, t.house, {})).rows.some((row) => row.caseId === caseId)).toBe(true);
    t.clock.advance(-1 * hour);
    const reviewed = await completeStep(first, t.house, newId(), { caseId, expectedSeq: accepted.seq });
    t.clock.advance(10 * hour);
    const decided = await decide(second, t.house, newId(), { caseId, expectedSeq: reviewed.seq, outcome: 'grant' });
    t.clock.advance(-5 * hour);
    const closed = await recordDelivery(hall, t.house, newId(), { caseId, expectedSeq: decided.seq, how: 'handedOver' });
    expect(closed.state).toBe('closed');
    expect((await getCaseForParty(mother, t.house, caseId)).events.length).toBe(5);
  });

  it('backwards and forwards between seals: each entry is sealed once and the ledger stays whole', async () => {
    const deed = (): Promise<unknown> =>
      inTransaction(t.house.db, (tx) => append(tx, t.house, { stream: { kind: 'test', id: newId() }, header: { verb: 'x' } }));
    await sealPending(t.house);
    const { seals } = await sealState(t.house.db);
    for (const jump of [-3 * hour, 30 * hour, -26 * hour, 1]) {
      t.clock.advance(jump);
      await deed();
      expect(await sealPending(t.house)).toBe(1);
    }
    expect((await sealState(t.house.db)).seals).toBe(seals + 4);
    expect(await verifyHouse(t.house, { mirrors })).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('either way leaves no event behind and no timed job broken', async () => {
    for (const jump of [-30 * hour, 40 * hour]) {
      await submitElder(t, mother, {});
      t.clock.advance(jump);
      while ((await relayOnce(t.house, listeners)) > 0);
      for (const job of jobs) expect(await runJob(t.house, job), job.name).toBe('ran');
    }
    expect(await relayOnce(t.house, listeners)).toBe(0);
    expect(await verifyHouse(t.house, { mirrors })).toMatchObject({ ok: true });
  });
});
