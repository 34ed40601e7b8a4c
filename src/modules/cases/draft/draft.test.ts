import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameRelative } from '#identity';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, elderAnswers, elderValues, furnishCity, samplePaper } from '../cases.fixtures.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { discardDraft } from './carry-draft.ts';
import { putDraftFile, removeDraftMaterial } from './draft-material.ts';
import { answerOpening, askToOpenDraft, listOpenings, makeHandoverCode, openDraftAtVisit, readHandoverCode } from './handover.ts';
import { getDraft, listMyDrafts, listVisitDrafts } from './read-draft.ts';
import { saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';

let t: CaseHouse;
let son: Actor;
let motherId: string;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  son = await t.citizen('周建华');
  motherId = (await t.citizen('陈桂兰')).personId ?? '';
});
afterAll(() => t.close());
const begin = async (): Promise<string> =>
  (
    await startDraft(son, t.house, newId(), {
      handlingKey: 'elder-allowance.first',
      answers: { ...elderAnswers, who: 'relative' },
      applicantId: motherId,
      relation: 'mother',
    })
  ).draftId;

describe('drafts', () => {
  test('a person has so many applications begun at once and no more; ending one makes room', async () => {
    const son = await t.citizen('周建华');
    const begin = () => startDraft(son, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const begun: string[] = [];
    let refused = '';
    while (refused === '' && begun.length < 100)
      await begin().then(
        (r) => void begun.push(r.draftId),
        (error: { code?: string }) => (refused = error.code ?? 'none'),
      );
    expect([refused, begun.length]).toEqual(['cases.too-many-drafts', 60]);
    for (const draftId of begun) await discardDraft(son, t.house, newId(), { draftId });
    expect((await begin()).rev).toBe(1);
  });
  test('for a relative the register’s word fills what is known; nothing personal lies in clear but names', async () => {
    const draftId = await begin();
    const draft = await getDraft(son, t.house, draftId);
    expect(draft.applicant.name).toBe('陈桂兰');
    expect(draft.values['idNumber']).toBe('329901194406171528');
    expect(draft.values['contactName']).toBe('周建华');
    expect(draft.parties.map((p) => [p.role, p.name])).toEqual([
      ['applicant', '陈桂兰'],
      ['agent', '周建华'],
    ]);
    const row = await t.house.db.one<{ text: string }>(sql`select to_jsonb(d)::text as text from cases.draft d where id = ${draftId}`);
    expect(row.text).not.toContain('329901194406171528');
    expect((await listMyDrafts(son, t.house)).some((d) => d.draftId === draftId)).toBe(true);
  });
  test('I9 an id one has no tie to is answered as one that does not exist, and shows no name', async () => {
    const stranger = (await t.citizen('孙德福')).personId ?? '';
    const ask = (applicantId: string) =>
      startDraft(son, t.house, newId(), {
        handlingKey: 'elder-allowance.first',
        answers: elderAnswers,
        applicantId,
        relation: 'mother',
      }).then(
        () => 'begun',
        (error: { code: string; say: unknown; next: unknown }) => JSON.stringify([error.code, error.say, error.next]),
      );
    const none = await ask(newId());
    expect(none).toContain('identity.no-party');
    expect(await ask(stranger)).toBe(none);
    // That somebody names the son as his relative gives the son nothing over him.
    await nameRelative(await t.citizen('孙德福'), t.house, newId(), {
      name: '周建华',
      documentType: '111',
      number: '329901196803042817',
      relation: 'other',
    });
    expect(await ask(stranger)).toBe(none);
  });
  test('two devices: other fields go together, the same field is a conflict that names it', async () => {
    const draftId = await begin();
    await saveDraft(son, t.house, newId(), { draftId, rev: 1, values: { bankName: 'rcb' } });
    expect((await saveDraft(son, t.house, newId(), { draftId, rev: 1, values: { bankAccount: elderValues.bankAccount } })).rev).toBe(3);
    await expect(saveDraft(son, t.house, newId(), { draftId, rev: 1, values: { bankName: 'icbc' } })).rejects.toMatchObject({
      code: 'cases.draft-changed',
      fields: [{ field: 'bankName' }],
    });
    expect((await getDraft(son, t.house, draftId)).values).toMatchObject({ bankName: 'rcb', bankAccount: elderValues.bankAccount });
  });
  test('calculated and unknown fields are never taken from outside', async () => {
    const draftId = await begin();
    await saveDraft(son, t.house, newId(), { draftId, rev: 1, values: { band: '100', nothing: 'x' } });
    const { values } = await getDraft(son, t.house, draftId);
    expect(values['band']).toBeUndefined();
    expect(values['nothing']).toBeUndefined();
  });
  test('I2 the town window goes on with the son’s draft when he stands there; nothing is typed again', async () => {
    const draftId = await begin();
    await saveDraft(son, t.house, newId(), { draftId, rev: 1, values: { ...elderValues, relation: 'child', contactPhone: '13800004417' } });
    const clerk = await t.atWindow('liuqiao-window-3', '周建华', '陈桂兰');
    expect((await listVisitDrafts(clerk, t.house)).find((d) => d.draftId === draftId)?.opens).toBe(true);
    await openDraftAtVisit(clerk, t.house, { draftId });
    const view = await getDraft(clerk, t.house, draftId);
    expect(view.values['bankAccount']).toBe(elderValues.bankAccount);
    await putDraftFile(clerk, t.house, newId(), { draftId, materialId: 'bankcard', name: '卡.pdf' }, samplePaper());
    await putDraftFile(clerk, t.house, newId(), { draftId, materialId: 'agency', name: '委托.pdf' }, samplePaper());
    const r = await submitDraft(clerk, t.house, newId(), { draftId, rev: view.rev, confirmation: { how: 'onScreen' } });
    expect(r.office).toBe('临河区民政局');
    const looks = await t.house.db.many<{ what: string }>(
      sql`select what from platform.clear_view where ground_kind = 'visit' and what = 'draft' and party_id = ${son.personId}`,
    );
    expect(looks.length).toBeGreaterThan(0);
  });
  test('when the mother comes alone, her son must agree on the phone or give the code', async () => {
    const draftId = await begin();
    const clerk = await t.atWindow('liuqiao-window-1', '陈桂兰');
    expect((await listVisitDrafts(clerk, t.house)).find((d) => d.draftId === draftId)?.opens).toBe(false);
    expect(await codeOf(openDraftAtVisit(clerk, t.house, { draftId }))).toBe('cases.draft-needs-author');
    expect(await codeOf(getDraft(clerk, t.house, draftId))).toBe('cases.draft-needs-author');
    const asked = await askToOpenDraft(clerk, t.house, newId(), { draftId });
    expect((await listOpenings(son, t.house)).map((o) => o.openingId)).toContain(asked.openingId);
    expect(await codeOf(answerOpening(await t.citizen('孙德福'), t.house, newId(), { openingId: asked.openingId, yes: true }))).toBe(
      'cases.draft-not-found',
    );
    await answerOpening(son, t.house, newId(), { openingId: asked.openingId, yes: true });
    expect((await getDraft(clerk, t.house, draftId)).draftId).toBe(draftId);
  });
  test('the six-digit code opens once, for a party who is there, for thirty minutes', async () => {
    const draftId = await begin();
    expect(await readHandoverCode(son, t.house, { draftId })).toBeNull();
    const { code } = await makeHandoverCode(son, t.house, { draftId });
    // Looking again shows the same number and makes no new one; nobody else sees it.
    expect((await readHandoverCode(son, t.house, { draftId }))?.code).toBe(code);
    expect(await codeOf(readHandoverCode(await t.citizen('孙德福'), t.house, { draftId }))).toBe('cases.draft-not-found');
    const stranger = await t.atWindow('linhe-window-5', '孙德福');
    expect(await codeOf(openDraftAtVisit(stranger, t.house, { code }))).toBe('cases.handover-code');
    const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
    expect(await openDraftAtVisit(clerk, t.house, { code })).toEqual({ draftId });
    expect(await codeOf(openDraftAtVisit(clerk, t.house, { code }))).toBe('cases.handover-code');
    const again = await makeHandoverCode(son, t.house, { draftId });
    t.clock.advance(31 * 60_000);
    expect(await codeOf(openDraftAtVisit(clerk, t.house, { code: again.code }))).toBe('cases.handover-code');
    t.clock.advance(-31 * 60_000);
  });
  test('two windows use the same code at once: it opens for one of them', async () => {
    const one = await t.atWindow('liuqiao-window-3', '陈桂兰');
    const other = await t.atWindow('liuqiao-window-1', '陈桂兰');
    for (let round = 0; round < 6; round++) {
      const draftId = await begin();
      const { code } = await makeHandoverCode(son, t.house, { draftId });
      const both = await Promise.allSettled([one, other].map((clerk) => openDraftAtVisit(clerk, t.house, { code })));
      expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
      expect(both.flatMap((r) => (r.status === 'rejected' ? [(r.reason as { code: string }).code] : []))).toEqual(['cases.handover-code']);
      await discardDraft(son, t.house, newId(), { draftId });
    }
  });
  test('a draft thrown away cannot be read again, its key is gone', async () => {
    const draftId = await begin();
    const { materialRowId, file } = await putDraftFile(
      son,
      t.house,
      newId(),
      { draftId, materialId: 'bankcard', name: '卡.pdf' },
      samplePaper(),
    );
    await removeDraftMaterial(son, t.house, newId(), { draftId, materialRowId });
    expect(await codeOf(t.house.files.open(t.house.db, t.house.keys, file.id))).toBe('files.unknown');
    await discardDraft(son, t.house, newId(), { draftId });
    expect(await codeOf(getDraft(son, t.house, draftId))).toBe('cases.draft-not-found');
    expect(await codeOf(t.house.keys.keyOf(t.house.db, { kind: 'draft', id: draftId }))).toBe('platform.erased');
  });
});

test('I13 staff hand in nothing of their own at the window', async () => {
  const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
  const inOwn: Actor = { ...clerk, personId: motherId };
  expect(await codeOf(startDraft(inOwn, t.house, newId(), { handlingKey: 'elder-allowance.first' }))).toMatch(/cases\.(own-case|no-visit)/);
  const draftId = await begin();
  expect(
    await codeOf(
      submitDraft({ ...clerk, personId: son.personId }, t.house, newId(), { draftId, rev: 1, confirmation: { how: 'onScreen' } }),
    ),
  ).not.toBe('done');
});
