import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluate, getVersion } from '#catalog';
import { nameRelative } from '#identity';
import { type Actor, systemActor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, elderAnswers, elderValues, furnishCity, samplePaper, submitAs, submitElder } from '../cases.fixtures.ts';
import { decide } from '../deciding/decide.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { recheck } from '../deciding/recheck.ts';
import { addDraftMaterial, putDraftFile } from '../draft/draft-material.ts';
import { getDraft } from '../draft/read-draft.ts';
import { saveDraft } from '../draft/save-draft.ts';
import { startDraft } from '../draft/start-draft.ts';
import { recordService } from '../papers/record-service.ts';
import { getCaseForParty, getCaseForStaff } from '../reading/doors.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { accept } from './accept.ts';
import { assignOffice } from './assign-office.ts';
import { forward } from './forward.ts';
import { demandMaterial } from './refuse-demand.ts';
import { isRechecked, onTheSpotGrant } from './on-the-spot-grant.ts';
import { submitDraft } from './submit-draft.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let first: Actor;
let second: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  await publishRegimeItems(t.house);
  [mother, hall, first, second] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-civil-affairs-2'),
  ]);
});
afterAll(() => t.close());

const withPlan = async (actor: Actor, key: string, deliveryWay?: string) => {
  const { draftId } = await startDraft(actor, t.house, newId(), { handlingKey: key });
  const saved = await saveDraft(actor, t.house, newId(), { draftId, rev: 1, values: { agree: true } });
  await putDraftFile(actor, t.house, newId(), { draftId, materialId: 'plan', name: '方案.pdf' }, samplePaper());
  return submitDraft(actor, t.house, newId(), { draftId, rev: saved.rev, ...(deliveryWay === undefined ? {} : { deliveryWay }) });
};

describe('即办', () => {
  test('I13 one officer grants on the spot; a stated share is rechecked by another', async () => {
    let rechecked = 0;
    for (let i = 0; i < 12; i++) {
      const r = await withPlan(mother, 't-public-service.first');
      const done = await onTheSpotGrant(hall, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 });
      expect(done.state).toBe('decided');
      const step = await t.house.db.many<{ id: string }>(
        sql`select id from cases.case_step where case_id = ${r.caseId} and kind = 'recheck'`,
      );
      expect(step.length).toBe(isRechecked(r.caseId) ? 1 : 0);
      if (step[0] === undefined) continue;
      rechecked++;
      expect(
        (await recheck(first, t.house, newId(), { caseId: r.caseId, expectedSeq: done.seq, stepId: step[0].id, right: true })).state,
      ).toBe('decided');
    }
    expect(rechecked).toBeLessThan(12);
    const counted = await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from cases.decision where on_the_spot`);
    expect(counted.n).toBe(12);
  });
  test('where the regime does not say so, nobody grants alone', async () => {
    const r = await withPlan(mother, 't-benefit.first');
    expect(await codeOf(onTheSpotGrant(hall, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 }))).toBe('cases.not-on-the-spot');
  });
});

describe('送达', () => {
  test('a result that is a paper is delivered by its service, and the case is closed', async () => {
    const r = await withPlan(mother, 't-public-service.first', 'electronic');
    const done = await onTheSpotGrant(hall, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 });
    const grant = done.papers.find((p) => p.kind === 'grant')?.id ?? '';
    expect(
      (await recordService(systemActor('test'), t.house, { paperId: grant, servedAt: t.clock.now(), receipt: { how: 'openedOnline' } }))
        .first,
    ).toBe(true);
    expect((await getCaseForParty(mother, t.house, r.caseId)).state).toBe('closed');
  });
  test('a result that is fetched stays on the window’s desk until it is handed over', async () => {
    const r = await withPlan(mother, 't-public-service.first', 'self');
    const done = await onTheSpotGrant(hall, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 });
    await recordService(systemActor('test'), t.house, { paperId: done.papers[0]?.id ?? '', servedAt: t.clock.now(), receipt: null });
    expect((await getCaseForParty(mother, t.house, r.caseId)).state).toBe('decided');
  });
});

describe('管辖', () => {
  test('no rule says who decides: a manager assigns, nothing is guessed, the number stays', async () => {
    const son = await t.citizen('周建华');
    const { partyId } = await nameRelative(son, t.house, newId(), {
      name: '无名氏',
      documentType: '111',
      number: '329901195001011018',
      relation: 'neighbour',
    }).catch(async () =>
      nameRelative(son, t.house, newId(), { name: '无名氏', documentType: '414', number: 'G12345678', relation: 'neighbour' }),
    );
    const r = await submitAs(
      t,
      son,
      't-benefit.first',
      { agree: true, phone: '13800004417' },
      {},
      { applicantId: partyId, relation: 'neighbour' },
    );
    const kinds = async () =>
      (
        await t.house.db.many<{ kind: string }>(sql`select kind from cases.case_step where case_id = ${r.caseId} and closed_at is null`)
      ).map((s) => s.kind);
    expect(await kinds()).toEqual(['assign']);
    expect(await codeOf(accept(hall, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 }))).toBe('cases.not-found');
    const manager = await t.staff('city-manager');
    const done = await assignOffice(manager, t.house, newId(), { caseId: r.caseId, expectedSeq: 1, organId: first.post?.organId ?? '' });
    expect(done.number).toBe(r.number);
    expect(await kinds()).toEqual(['intake']);
    const row = await t.house.db.one(
      sql`select organ_name as o, home_region as h, region_code as r from cases."case" where id = ${r.caseId}`,
    );
    expect(row).toEqual({ o: '临河区民政局', h: '329900', r: '329901' });
  });
  test('a place that only receives gives the case on with its proposal; the organ accepts', async () => {
    const agent = await t.atWindow('hetang-agent', '陈桂兰');
    const r = await submitElder(t, agent);
    expect(await codeOf(accept(agent, t.house, newId(), { caseId: r.caseId, expectedSeq: 1 }))).toBe('cases.only-forward');
    const given = await forward(agent, t.house, newId(), { caseId: r.caseId, expectedSeq: 1, proposes: 'acceptance', note: '材料齐' });
    expect(given.state).toBe('received');
    const a = await accept(first, t.house, newId(), { caseId: r.caseId, expectedSeq: given.seq });
    const done = await completeStep(first, t.house, newId(), { caseId: r.caseId, expectedSeq: a.seq });
    expect(await codeOf(decide(first, t.house, newId(), { caseId: r.caseId, expectedSeq: done.seq, outcome: 'grant' }))).toBe(
      'cases.own-acceptance',
    );
    expect((await decide(second, t.house, newId(), { caseId: r.caseId, expectedSeq: done.seq, outcome: 'grant' })).state).toBe('decided');
  });
});

describe('免提交', () => {
  test('a paper checked in an earlier case stands in for the same person, copied under the new key with where it came from', async () => {
    const with2 = async (materials: string[]) => {
      const { draftId } = await startDraft(mother, t.house, newId(), { handlingKey: 't-held.first' });
      const saved = await saveDraft(mother, t.house, newId(), { draftId, rev: 1, values: { agree: true } });
      for (const materialId of materials)
        await putDraftFile(mother, t.house, newId(), { draftId, materialId, name: '证.pdf' }, samplePaper());
      return submitDraft(mother, t.house, newId(), { draftId, rev: saved.rev });
    };
    const missingOf = async (caseId: string) =>
      (await t.house.db.one<{ n: number }>(sql`select missing as n from cases."case" where id = ${caseId}`)).n;
    const a = await with2(['plan', 'idcard']);
    const card = await t.house.db.one<{ id: string; file: string }>(
      sql`select id, file_id as file from cases.material where case_id = ${a.caseId} and material_id = 'idcard'`,
    );
    const unchecked = await with2(['plan']);
    expect(await missingOf(unchecked.caseId)).toBe(1);
    await accept(hall, t.house, newId(), { caseId: a.caseId, expectedSeq: 1, checkedMaterials: [card.id] });
    const b = await with2(['plan']);
    expect(await missingOf(b.caseId)).toBe(0);
    const row = await t.house.db.one<{ route: string; file: string; source: { caseId: string; caseNumber: string } }>(
      sql`select route, file_id as file, source from cases.material where case_id = ${b.caseId} and material_id = 'idcard'`,
    );
    expect(row).toMatchObject({ route: 'earlierCase', source: { caseId: a.caseId, caseNumber: a.number } });
    expect(row.file).not.toBe(card.file);
    const copied = await t.house.files.open(t.house.db, t.house.keys, row.file);
    expect(copied.owner).toEqual({ kind: 'case', id: b.caseId });
    copied.bytes.destroy();
    // Incident (h): asking for it again is refused.
    expect(await codeOf(demandMaterial(hall, t.house, { caseId: b.caseId, materialId: 'idcard' }))).toBe('cases.demand-refused');
  });
  test('the draft at a window shows what the phone shows, the list of both is the one the submission counts by; who brings a newer paper gives it', async () => {
    const begin = async (who: Actor) => (await startDraft(who, t.house, newId(), { handlingKey: 't-held.first' })).draftId;
    const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
    const [phone, window] = [await getDraft(mother, t.house, await begin(mother)), await getDraft(clerk, t.house, await begin(clerk))];
    expect(window.held).toEqual(phone.held);
    const { content } = await getVersion(t.house.db, window.versionId);
    const held = window.held.map((h) => ({ ...h, on: h.on ?? '' }));
    const card = (list: { id: string; status: string; route: string | null }[]) => list.find((l) => l.id === 'idcard');
    expect(card(evaluate(content, {}, { today: '2026-11-25' }).lines)).toMatchObject({ status: 'bring' });
    expect(card(evaluate(content, {}, { today: '2026-11-25', held }).lines)).toMatchObject({ status: 'waived', route: 'earlierCase' });

    const { rev } = await saveDraft(clerk, t.house, newId(), { draftId: window.draftId, rev: window.rev, values: { agree: true } });
    for (const materialId of ['plan', 'idcard'])
      await addDraftMaterial(clerk, t.house, newId(), { draftId: window.draftId, materialId, route: 'seen' });
    const { caseId } = await submitDraft(clerk, t.house, newId(), { draftId: window.draftId, rev, confirmation: { how: 'readAloud' } });
    const given = (await getCaseForParty(mother, t.house, caseId)).materials.filter((m) => m.materialId === 'idcard');
    expect(given.map((m) => m.route)).toEqual(['seen']);
  });
  test('an earlier paper does not stand in where the item wants a new one each time', async () => {
    const son = await t.atWindow('linhe-window-5', '周建华', '陈桂兰');
    const start = { answers: { ...elderAnswers, who: 'relative' }, applicantId: mother.personId ?? '', relation: 'mother' };
    const begin = async () => (await startDraft(son, t.house, newId(), { handlingKey: 'elder-allowance.first', ...start })).draftId;
    const draftId = await begin();
    const values = { ...elderValues, contactName: '周建华', contactPhone: '13800004417', relation: 'child', accountHolder: '陈桂兰' };
    const { rev } = await saveDraft(son, t.house, newId(), { draftId, rev: 1, values });
    for (const materialId of ['bankcard', 'agency']) await addDraftMaterial(son, t.house, newId(), { draftId, materialId, route: 'seen' });
    const { caseId } = await submitDraft(son, t.house, newId(), { draftId, rev, confirmation: { how: 'readAloud' } });
    const rows = (await getCaseForStaff(hall, t.house, caseId)).materials;
    await accept(hall, t.house, newId(), { caseId, expectedSeq: 1, checkedMaterials: rows.map((m) => m.id) });
    const next = await begin();
    const take = (materialId: string) => {
      const earlier = { caseId, materialRowId: rows.find((m) => m.materialId === materialId)?.id ?? '' };
      return codeOf(addDraftMaterial(son, t.house, newId(), { draftId: next, materialId, route: 'earlierCase', earlier }));
    };
    expect([await take('bankcard'), await take('agency')]).toEqual(['done', 'cases.no-earlier']);
  });
});
