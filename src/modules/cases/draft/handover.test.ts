/** Six digits stand for one draft at a time, however many people draw them at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { plant } from '../../../../tools/plant.ts';
import { type CaseHouse, codeOf, elderAnswers, furnishCity } from '../cases.fixtures.ts';
import { makeHandoverCode, openDraftAtVisit } from './handover.ts';
import { startDraft } from './start-draft.ts';

let t: CaseHouse;
let authors: { actor: Actor; draftId: string }[];
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  authors = await Promise.all(
    ['周建华', '陈桂兰', '孙德福', '王䶮', '沈立群', '陆美珍'].map(async (name) => {
      const actor = await t.citizen(name);
      return { actor, ...(await startDraft(actor, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers })) };
    }),
  );
}, 60_000);
afterAll(() => t.close());

/** Chance made narrow: digits out of very few, so that two people draw the same ones all the time. */
let space = 10;
let turn = 0;
const few = (): string => String(100_000 + (turn++ % space));
const draw = (n: number) => makeHandoverCode(authors[n]?.actor as Actor, t.house, { draftId: authors[n]?.draftId ?? '' }, few);

/** Codes that stand for more than one draft now. */
const shared = async (): Promise<string[]> =>
  (
    await t.house.db.many<{
      hash: string;
      n: number;
    }>(sql`select encode(code_hash, 'hex') as hash, count(*)::int as n from cases.draft_opening
      where code_hash is not null and answered_at is null and expires_at > ${t.clock.now()} group by 1 having count(*) > 1`)
  ).map((row) => `${row.hash.slice(0, 8)} stands for ${row.n} drafts`);

test('two codes that are good at once are never the same, drawn one by one or all together, used or run out between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 7, max: 12 }),
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('draw' as const), who: fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }) }),
          fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(5, 31) }),
        ),
        { minLength: 1, maxLength: 6 },
      ),
      async (size, acts) => {
        space = size;
        // What limits how often one person may draw is not the matter here.
        await inTransaction(t.house.db, (tx) => tx.run(sql`delete from platform.rate`));
        for (const act of acts) {
          if (act.kind === 'wait') t.clock.advance(act.minutes * 60_000);
          else await Promise.all(act.who.map(draw));
          expect(await shared()).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('the digits open the draft they were drawn for, and are free again when they are used', async () => {
  t.clock.advance(60 * 60_000);
  space = 1;
  const { code } = await draw(0);
  expect(await codeOf(draw(1))).toBe('cases.no-free-code');
  const clerk = await t.atWindow('liuqiao-window-3', '周建华');
  expect(await openDraftAtVisit(clerk, t.house, { code })).toEqual({ draftId: authors[0]?.draftId });
  expect((await draw(1)).code).toBe(code);
  expect(await codeOf(openDraftAtVisit(clerk, t.house, { code }))).toBe('cases.handover-code');
});

test('two rows with the same digits are seen (plant)', async () => {
  t.clock.advance(60 * 60_000);
  space = 6;
  await draw(0);
  await draw(1);
  await inTransaction(t.house.db, (tx) =>
    tx.run(sql`update cases.draft_opening set code_hash = (select min(encode(code_hash, 'hex')) from cases.draft_opening where draft_id = ${authors[0]?.draftId})::text::bytea
      where code_hash is not null and expires_at > ${t.clock.now()}`),
  );
  await plant('one code, two drafts', shared);
});
