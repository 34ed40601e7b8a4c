/** People who say things of themselves: what they say opens nothing, and I13 begins before there is a case. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPartyByDocument, nameRelative, setContact } from '#identity';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, elderAnswers, elderValues, furnishCity, samplePaper, submitElder } from '../cases.fixtures.ts';
import { assignPerson } from '../deciding/assign-person.ts';
import { withdraw } from '../deciding/withdraw.ts';
import { accept } from '../intake/accept.ts';
import { answerCorrection } from '../intake/answer-correction.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { demandMaterial } from '../intake/refuse-demand.ts';
import { submitDraft } from '../intake/submit-draft.ts';
import { getCaseForParty, getCaseForStaff } from '../reading/doors.ts';
import { type AddMaterial, addDraftMaterial, putDraftFile } from './draft-material.ts';
import { makeHandoverCode, openDraftAtVisit } from './handover.ts';
import { getDraft } from './read-draft.ts';
import { saveDraft } from './save-draft.ts';
import { startDraft } from './start-draft.ts';

let t: CaseHouse;
let mother: Actor;
let stranger: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  mother = await t.citizen('陈桂兰');
  stranger = await t.citizen('王䶮');
});
afterAll(() => t.close());

/** As the page does it: who says name and number may apply; what is held about her stays shut all the same. */
const forMother = async (actor: Actor, more: object = {}) => {
  const her = { name: '陈桂兰', documentType: '111', number: '329901194406171528', relation: 'other' };
  if (actor.personId !== mother.personId) await nameRelative(actor, t.house, newId(), her);
  return startDraft(actor, t.house, newId(), {
    handlingKey: 'elder-allowance.first',
    answers: { ...elderAnswers, who: 'relative' },
    applicantId: mother.personId ?? '',
    relation: 'other',
    ...more,
  });
};

describe('who only says that he applies for somebody', () => {
  test('is given nothing that is held about that person, and vouches for nothing', async () => {
    const { draftId } = await forMother(stranger, { basis: { how: 'legalRepresentative', note: 'x'.repeat(500) } });
    const draft = await getDraft(stranger, t.house, draftId);
    expect(JSON.stringify(draft.values)).not.toMatch(/陈桂兰|329901194406171528|1944/);
    const row = await t.house.db.one<{ basis: unknown }>(
      sql`select basis from cases.draft_party where draft_id = ${draftId} and role = 'agent'`,
    );
    expect(row.basis).toEqual({ how: 'declared' });
  });
  test('cannot take a paper of that person’s earlier case, the person can', async () => {
    const earlier = await submitElder(t, mother);
    const hall = await t.staff('linhe-window-5');
    const card = (await getCaseForParty(mother, t.house, earlier.caseId)).materials.find((m) => m.materialId === 'bankcard');
    await accept(hall, t.house, newId(), { caseId: earlier.caseId, expectedSeq: 1, checkedMaterials: [card?.id ?? ''] });
    const take = (draftId: string): AddMaterial => ({
      draftId,
      materialId: 'bankcard',
      route: 'earlierCase',
      earlier: { caseId: earlier.caseId, materialRowId: card?.id ?? '' },
    });
    const theirs = await forMother(stranger);
    expect(await codeOf(addDraftMaterial(stranger, t.house, newId(), take(theirs.draftId)))).toBe('cases.no-earlier');
    const own = await startDraft(mother, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    expect((await addDraftMaterial(mother, t.house, newId(), take(own.draftId))).materialRowId).toBeTruthy();
  });
  test('handed in by a stranger, the paper of that person’s earlier case counts, but neither its picture nor where it comes from reaches the stranger', async () => {
    const theirs = await forMother(stranger);
    expect((await getDraft(stranger, t.house, theirs.draftId)).held).toEqual([]);
    const { rev } = await saveDraft(stranger, t.house, newId(), {
      draftId: theirs.draftId,
      rev: 1,
      values: {
        ...elderValues,
        applicantName: '陈桂兰',
        idNumber: '329901194406171528',
        birth: '1944-06-17',
        contactName: '王䶮',
        contactPhone: '13800004417',
        relation: 'child',
        accountHolder: '陈桂兰',
        hukouRegion: '329901101201',
      },
    });
    const { caseId } = await submitDraft(stranger, t.house, newId(), { draftId: theirs.draftId, rev });
    const seen = (await getCaseForParty(stranger, t.house, caseId)).materials.filter((m) => m.materialId === 'bankcard');
    expect(seen).toMatchObject([{ route: 'earlierCase', file: null, source: null }]);
    const own = await startDraft(mother, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    expect((await getDraft(mother, t.house, own.draftId)).held.map((h) => [h.material, h.route])).toEqual([
      ['YH', 'earlierCase'],
      ['YH', 'clerkChecked'],
    ]);
  });
  test('a material called a file without a file is none', async () => {
    const { draftId } = await forMother(stranger);
    const empty = { draftId, materialId: 'bankcard', route: 'file' } as unknown as AddMaterial;
    expect(await codeOf(addDraftMaterial(stranger, t.house, newId(), empty))).toBe('cases.file-missing');
    expect((await getDraft(stranger, t.house, draftId)).materials).toEqual([]);
  });
  test('a file for somebody else’s draft is refused before a byte is stored', async () => {
    const { draftId } = await forMother(mother, { answers: elderAnswers, relation: undefined });
    let read = false;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      read = true;
      yield* samplePaper();
    }
    expect(await codeOf(putDraftFile(stranger, t.house, newId(), { draftId, materialId: 'bankcard', name: 'x.pdf' }, bytes()))).toBe(
      'cases.draft-not-found',
    );
    expect(read).toBe(false);
  });
});

describe('I13 before there is a case', () => {
  test('a clerk neither opens nor receives at his own window what he is a party of', async () => {
    const clerk = await t.staff('linhe-window-5');
    const asCitizen: Actor = { ...stranger, personId: clerk.personId, name: clerk.name };
    const { draftId } = await forMother(asCitizen);
    const { code } = await makeHandoverCode(asCitizen, t.house, { draftId });
    const atWindow = await t.atWindow('linhe-window-5', '陈桂兰');
    expect(await codeOf(openDraftAtVisit(atWindow, t.house, { code }))).toBe('cases.own-case');
    const other = await t.atWindow('linhe-window-6', '陈桂兰');
    expect((await openDraftAtVisit(other, t.house, { code: (await makeHandoverCode(asCitizen, t.house, { draftId })).code })).draftId).toBe(
      draftId,
    );
  });
});

test('I13 the legal representative of a party is no officer in its case', async () => {
  const { caseId } = await submitElder(t, mother);
  const [firm, head] = [await findPartyByDocument(t.house, { type: '001', number: '91329901MA9K204162' }), await t.citizen('沈立群')];
  await inTransaction(t.house.db, (tx) =>
    tx.run(
      sql`insert into cases.case_party select (jsonb_populate_record(p, jsonb_build_object('n', 9, 'role', 'thirdParty', 'party_id', ${firm?.id ?? ''}::text))).* from cases.case_party p where case_id = ${caseId} and n = 1`,
    ),
  );
  const officer = await t.staff('linhe-window-5');
  const own = { ...officer, personId: head.personId };
  expect(await codeOf(accept(own, t.house, newId(), { caseId, expectedSeq: 1 }))).toBe('cases.own-case');
  expect(await codeOf(getCaseForStaff(own, t.house, caseId))).toBe('cases.own-case');
  expect((await accept(officer, t.house, newId(), { caseId, expectedSeq: 1 })).state).toBe('accepted');
});

test('who only says at the counter that she comes for somebody neither ends the matter nor moves the telephone', async () => {
  const { caseId } = await submitElder(t, mother);
  const neighbour = await t.atWindow('linhe-window-6', '王䶮', '陈桂兰');
  expect(await codeOf(withdraw(neighbour, t.house, newId(), { caseId, expectedSeq: 1 }))).toBe('cases.withdraw-by-party');
  const phone = { partyId: mother.personId ?? '', kind: 'phone' as const, value: '13800009999' };
  expect(await codeOf(setContact(neighbour, t.house, newId(), phone))).toBe('identity.contact-by-owner');
  const son = await t.atWindow('linhe-window-6', '周建华', '陈桂兰');
  expect(await codeOf(setContact(son, t.house, newId(), { ...phone, value: '13800004428' }))).toBe('done');
  expect((await withdraw(son, t.house, newId(), { caseId, expectedSeq: 1 })).state).toBe('withdrawn');
});

describe('what a body may not say', () => {
  test('receipt before the form was begun, or in the future', async () => {
    const clerk = await t.atWindow('linhe-window-5', '陈桂兰');
    const { draftId } = await startDraft(clerk, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const { rev } = await saveDraft(clerk, t.house, newId(), { draftId, rev: 1, values: elderValues });
    for (const occurredAt of ['1999-01-01T00:00:00Z', '2033-01-01T00:00:00Z', 'yesterday'])
      expect(await codeOf(submitDraft(clerk, t.house, newId(), { draftId, rev, confirmation: { how: 'readAloud' }, occurredAt }))).toBe(
        'cases.occurred-at',
      );
  });
  test('another birth or name than the register’s, unless the notice asks for that very field', async () => {
    const { caseId } = await submitElder(t, mother);
    const hall = await t.staff('linhe-window-5');
    const items = [{ kind: 'field' as const, target: 'phone', say: '号码少一位' }];
    await issueCorrection(hall, t.house, newId(), { caseId, expectedSeq: 1, items });
    const answer = (values: Record<string, unknown>) => answerCorrection(mother, t.house, newId(), { caseId, expectedSeq: 2, values });
    expect(await codeOf(answer({ phone: '13800004429', birth: '1926-01-01', applicantName: '别人' }))).toBe('cases.not-asked');
    expect((await answer({ phone: '13800004429' })).state).toBe('received');
    expect((await getCaseForParty(mother, t.house, caseId)).values).toMatchObject({
      phone: '13800004429',
      birth: '1944-06-17',
      applicantName: '陈桂兰',
    });
  });
  test('work given to somebody at a step that is not open', async () => {
    const { caseId } = await submitElder(t, mother);
    const manager = await t.staff('linhe-manager');
    const [organ] = [await t.staff('linhe-civil-affairs-1')];
    expect(
      await codeOf(
        assignPerson(manager, t.house, newId(), {
          caseId,
          expectedSeq: 1,
          stepId: newId(),
          personId: organ.personId ?? '',
          reason: '示例',
        }),
      ),
    ).toBe('cases.step-not-open');
  });
});

test('what somebody has already given is told to staff on a ground only', async () => {
  const { caseId } = await submitElder(t, mother);
  const ask = async (key: string) => codeOf(demandMaterial(await t.staff(key), t.house, { caseId, materialId: 'bankcard' }));
  expect(await ask('donghu-window-1')).toBe('cases.not-found');
  expect(await ask('linhe-market-1')).toBe('cases.not-found');
  expect(await ask('linhe-window-5')).not.toBe('cases.not-found');
});

test('what was only promised is not called checked, so that it never stands in for a paper later', async () => {
  const { caseId } = await submitElder(t, mother);
  const card = (await getCaseForParty(mother, t.house, caseId)).materials.find((m) => m.materialId === 'bankcard');
  await inTransaction(t.house.db, (tx) =>
    tx.run(sql`update cases.material set route = 'promise', file_id = null where case_id = ${caseId} and id = ${card?.id ?? ''}`),
  );
  const hall = await t.staff('linhe-window-5');
  await accept(hall, t.house, newId(), { caseId, expectedSeq: 1, checkedMaterials: [card?.id ?? ''] });
  const row = await t.house.db.one<{ at: Date | null }>(
    sql`select checked_at as at from cases.material where case_id = ${caseId} and id = ${card?.id ?? ''}`,
  );
  expect(row.at).toBeNull();
});
