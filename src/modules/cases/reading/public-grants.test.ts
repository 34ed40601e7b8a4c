import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, samplePaper, submitAs } from '../cases.fixtures.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { decide } from '../deciding/decide.ts';
import { supersedeDecision } from '../deciding/supersede-decision.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { handInPromised } from '../intake/answer-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { getMyCase } from './get-my-case.ts';
import { listPublicGrants } from './list-public-grants.ts';
import { publishEarlierGrants } from './publish-earlier-grants.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let first: Actor;
let second: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse('2026-11-25T09:30:00+08:00'));
  [mother, hall, first, second] = await Promise.all([
    t.citizen('陈桂兰'),
    t.staff('linhe-window-5'),
    t.staff('linhe-civil-affairs-1'),
    t.staff('linhe-civil-affairs-2'),
  ]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

const decided = async (item: string, outcome: 'grant' | 'refuse'): Promise<string> => {
  const { caseId } = await submitAs(t, mother, item, { agree: true }, {});
  const on = async () => ({ caseId, expectedSeq: (await getMyCase(mother, caseId, t.house)).seq });
  await acceptWithPromise(hall, t.house, newId(), { ...(await on()), materials: ['plan'] });
  const file = await putCaseFile(mother, t.house, newId(), { caseId, name: '方案.pdf' }, samplePaper());
  const materials = [{ materialId: 'plan', route: 'file' as const, fileId: file.id }];
  await handInPromised(mother, t.house, newId(), { ...(await on()), materials });
  // Two steps side by side where the regime has them; the decision below says whether all that was needed is done.
  for (const who of [first, second, first, second]) await codeOf(completeStep(who, t.house, newId(), { ...(await on()), note: '符合' }));
  await decide(first, t.house, newId(), { ...(await on()), outcome, reason: '示例理由' });
  return caseId;
};
const public_ = async () => (await listPublicGrants(t.house)).rows;

test('a permit that is granted is public with the family name only; a refusal and a benefit are not; a revocation is said', async () => {
  await decided('t-permit.first', 'refuse');
  await decided('t-benefit.first', 'grant');
  expect(await public_()).toEqual([]);
  const caseId = await decided('t-permit.first', 'grant');
  const [row, ...others] = await public_();
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    decided: '2026-11-25',
    itemKey: 't-permit',
    itemName: '试验事项permit',
    organ: '临河区民政局',
    holder: '陈**',
    stands: 'yes',
  });
  const grant = (await getMyCase(mother, caseId, t.house)).papers.find((p) => p.kind === 'grant');
  expect(row?.paperNumber).toBe(grant?.number);
  const { seq } = await getMyCase(mother, caseId, t.house);
  await supersedeDecision(second, t.house, newId(), { caseId, expectedSeq: seq, ground: 'court', leaves: 'revoked', reason: '示例理由' });
  expect((await public_()).map((r) => r.stands)).toEqual(['revoked']);
});

test('grants from before the list began come into it, each once and only those of a regime that publishes', async () => {
  const before = (await public_()).map((r) => r.id);
  await inTransaction(t.house.db, (tx) => tx.run(sql`update cases.decision set public_item = '' where outcome = 'grant'`));
  expect(await public_()).toEqual([]);
  expect(await publishEarlierGrants(t.house)).toBe(2);
  expect(await publishEarlierGrants(t.house)).toBe(0);
  expect((await public_()).map((r) => r.id)).toEqual(before);
});

test('pages of fifty follow each other without a gap or a double, of one item or of all; a made-up page is refused', async () => {
  await inTransaction(t.house.db, (tx) =>
    tx.run(sql`insert into cases.decision (home_region, case_id, id, seq, outcome, decided_at, by_kind, on_the_spot, public_item)
      select home_region, case_id, gen_random_uuid(), 1000 + n, 'grant', decided_at - n * interval '1 hour', 'person', false, public_item
      from cases.decision, generate_series(1, 120) n where public_item > ''`),
  );
  for (const wanted of [{}, { item: 't-permit' }]) {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = await listPublicGrants(t.house, { ...wanted, ...(after === null ? {} : { after }) });
      ids.push(...page.rows.map((r) => r.id));
      after = page.next;
    } while (after !== null);
    expect([ids.length, new Set(ids).size]).toEqual([121, 121]);
  }
  expect((await listPublicGrants(t.house, { item: 'none' })).rows).toEqual([]);
  for (const after of ['1', 'x.y', "1234567890123.'; drop table x"])
    expect(await codeOf(listPublicGrants(t.house, { after }))).toBe('cases.no-such-page');
});
