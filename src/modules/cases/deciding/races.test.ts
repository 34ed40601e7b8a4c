/** Two at once on one case: one deed takes effect, the other is answered in words, and nothing stands twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { sql } from '#platform/db';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { readStream } from '#platform/ledger';
import { openTestHouse } from '#platform/testing';
import { full } from '../../../../tools/counts.ts';
import { type CaseHouse, furnishCity, submitElder } from '../cases.fixtures.ts';
import { accept } from '../intake/accept.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { completeStep } from './complete-step.ts';
import { decide } from './decide.ts';
import { recordDelivery } from './record-delivery.ts';
import { withdraw } from './withdraw.ts';

const rounds = full ? 40 : 6;
type On = { caseId: string; expectedSeq: number };
type Deed = (on: On) => Promise<{ seq: number; state: string }>;

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let hall2: Actor;
let first: Actor;
let second: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  mother = await t.citizen('陈桂兰');
  hall = await t.staff('linhe-window-5');
  hall2 = await t.staff('linhe-window-6');
  first = await t.staff('linhe-civil-affairs-1');
  second = await t.staff('linhe-civil-affairs-2');
});
afterAll(() => t.close());

const received = async (): Promise<On> => ({ caseId: (await submitElder(t, mother)).caseId, expectedSeq: 1 });
const after = (on: On, done: { seq: number }): On => ({ ...on, expectedSeq: done.seq });
const atDecision = async (): Promise<On> => {
  let on = await received();
  on = after(on, await accept(hall, t.house, newId(), on));
  return after(on, await completeStep(first, t.house, newId(), on));
};
const decided = async (): Promise<On> => {
  const on = await atDecision();
  return after(on, await decide(second, t.house, newId(), { ...on, outcome: 'grant' }));
};

const accepts =
  (who: () => Actor): Deed =>
  (on) =>
    accept(who(), t.house, newId(), on);
const decides =
  (who: () => Actor, outcome: 'grant' | 'refuse'): Deed =>
  (on) =>
    decide(who(), t.house, newId(), { ...on, outcome, reason: '示例理由' });
const delivers =
  (who: () => Actor): Deed =>
  (on) =>
    recordDelivery(who(), t.house, newId(), { ...on, how: 'handedOver' });
const withdraws: Deed = (on) => withdraw(mother, t.house, newId(), on);
const objects: Deed = (on) => issueCorrection(hall2, t.house, newId(), { ...on, items: [{ kind: 'other', target: 'x', say: '请写清楚' }] });

const races: [name: string, ready: () => Promise<On>, one: Deed, other: Deed][] = [
  ['two accept', received, accepts(() => hall), accepts(() => hall2)],
  ['accept against the correction notice', received, accepts(() => hall), objects],
  ['accept against withdrawing', received, accepts(() => hall), withdraws],
  ['two decide, one yes and one no', atDecision, decides(() => first, 'grant'), decides(() => second, 'refuse')],
  ['decide against withdrawing', atDecision, decides(() => second, 'grant'), withdraws],
  ['two record the delivery', decided, delivers(() => hall), delivers(() => hall2)],
];

describe('two at once', () => {
  test.each(races)('%s: one wins, the other is told who did what', { timeout: 120_000 }, async (_name, ready, one, other) => {
    for (let round = 0; round < rounds; round++) {
      const on = await ready();
      // Whoever asks first has a small start: now the one, now the other.
      const [a, b] = round % 2 === 0 ? [one, other] : [other, one];
      const both = await Promise.allSettled([a(on), b(on)]);
      const won = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
      expect(won).toHaveLength(1);
      const lost = both.find((r) => r.status === 'rejected')?.reason as Problem;
      expect(lost).toBeInstanceOf(Problem);
      expect([lost.kind, lost.code]).toEqual(['conflict', 'cases.stale']);
      expect((lost.data as { done: { by: string; verb: string }[] }).done).toHaveLength(1);
      expect(lost.next.zh.length).toBeGreaterThan(5);
      const row = await t.house.db.one<{ seq: number; state: string; actions: number; papers: number; decisions: number }>(sql`
        select seq, state,
          (select count(*)::int from cases.action where case_id = ${on.caseId}) as actions,
          (select count(*)::int from (select kind from cases.paper where case_id = ${on.caseId} group by kind having count(*) > 1) twice) as papers,
          (select count(*)::int from cases.decision where case_id = ${on.caseId} and superseded_by is null) as decisions
        from cases."case" where id = ${on.caseId}`);
      expect(row).toMatchObject({ seq: on.expectedSeq + 1, state: won[0]?.state, actions: on.expectedSeq + 1, papers: 0 });
      expect(row.decisions).toBeLessThanOrEqual(1);
      expect(await readStream(t.house.db, t.house, { kind: 'case', id: on.caseId })).toHaveLength(row.seq);
    }
  });
});
