import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, elderValues, furnishCity, samplePaper, submitElder } from './cases.fixtures.ts';
import { completeStep } from './deciding/complete-step.ts';
import { decide } from './deciding/decide.ts';
import { startDraft } from './draft/start-draft.ts';
import { saveDraft } from './draft/save-draft.ts';
import { putDraftFile } from './draft/draft-material.ts';
import { accept } from './intake/accept.ts';
import { answerCorrection } from './intake/answer-correction.ts';
import { issueCorrection } from './intake/issue-correction.ts';
import { putCaseFile } from './intake/put-case-file.ts';
import { relayOnce } from '#platform/outbox';
import { casesListeners } from './cases.listeners.ts';
import { getCaseForParty } from './reading/doors.ts';

let t: CaseHouse;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
});
afterAll(() => t.close());

test('no number, phone, account, address, reason or file name lies in clear in any table; erasing the key erases the words', async () => {
  const { house } = t;
  const mother = await t.citizen('陈桂兰');
  const canaries = [
    '329901194406171528',
    elderValues.bankAccount,
    '13800001357',
    '金丝雀路九号',
    '金丝雀理由',
    '金丝雀补正',
    '金丝雀文件名',
    '金丝雀附言',
  ];
  const { draftId } = await startDraft(mother, house, newId(), {
    handlingKey: 'elder-allowance.first',
    answers: { who: 'self', hukou: 'city', getting: 'no', live: 'elsewhere' },
  });
  await saveDraft(mother, house, newId(), {
    draftId,
    rev: 1,
    values: { ...elderValues, phone: '13800001357', liveAddress: '金丝雀路九号' },
  });
  await putDraftFile(mother, house, newId(), { draftId, materialId: 'bankcard', name: '金丝雀文件名.pdf' }, samplePaper('金丝雀文件名'));
  const r = await submitElder(t, mother, {
    answers: { who: 'self', hukou: 'city', getting: 'no', live: 'elsewhere' },
    values: { ...elderValues, phone: '13800001357', liveAddress: '金丝雀路九号' },
  });
  const hall = await t.staff('linhe-window-5');
  const first = await t.staff('linhe-civil-affairs-1');
  const on = (seq: number) => ({ caseId: r.caseId, expectedSeq: seq });
  await issueCorrection(hall, house, newId(), { ...on(1), items: [{ kind: 'field', target: 'liveAddress', say: '金丝雀补正' }] });
  await putCaseFile(mother, house, newId(), { caseId: r.caseId, name: '金丝雀文件名.pdf' }, samplePaper());
  await answerCorrection(mother, house, newId(), { ...on(2), values: { liveAddress: '金丝雀路九号二楼' }, note: '金丝雀附言' });
  await accept(hall, house, newId(), on(3));
  await completeStep(first, house, newId(), { ...on(4), note: '金丝雀附言' });
  await decide(await t.staff('linhe-civil-affairs-2'), house, newId(), { ...on(5), outcome: 'refuse', reason: '金丝雀理由' });
  await relayOnce(house, casesListeners);
  const tables = await house.db.many<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'catalog', 'places')`);
  expect(tables.length).toBeGreaterThan(30);
  const found: string[] = [];
  for (const { name } of tables)
    for (const canary of canaries) {
      const hex = Buffer.from(canary).toString('hex');
      const row = await house.db.one<{ n: number }>(
        sql`select count(*)::int as n from ${sql.raw(name)} t where t::text like ${`%${canary}%`} or t::text like ${`%${hex}%`}`,
      );
      if (row.n > 0) found.push(`${name}: ${canary}`);
    }
  expect(found).toEqual([]);
  // Lawful erasure: the course of the case stays, the words are gone, the rows still agree with the chain.
  await inTransaction(house.db, (tx) => house.keys.destroyKey(tx, house.clock.now(), { kind: 'case', id: r.caseId }));
  const view = await getCaseForParty(mother, house, r.caseId);
  expect([view.erased, view.state, view.events.length]).toEqual([true, 'decided', 6]);
  expect(JSON.stringify(view)).not.toContain('金丝雀');
});
