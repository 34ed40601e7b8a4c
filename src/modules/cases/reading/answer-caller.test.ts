/** The landline way: slip code and date of birth open one sentence and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findPartyByDocument, listViewsOf } from '#identity';
import type { Actor } from '#platform/actor';
import { projectRoot } from '#platform/config';
import { sql } from '#platform/db';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, submitAs, submitElder } from '../cases.fixtures.ts';
import type { SubmitReceipt } from '../contract.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { answerCaller } from './answer-caller.ts';

let t: CaseHouse;
let mother: Actor;
let clerk: Actor;
let receipt: SubmitReceipt;
const birth = '1944-06-17';
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [mother, clerk] = await Promise.all([t.citizen('陈桂兰'), t.staff('donghu-window-1')]);
  receipt = await submitElder(t, mother, { card: false });
}, 120_000);
afterAll(() => t?.close());
// Every test has its own windows of tries.
beforeEach(() => t.clock.advance(3_700_000));

const ask = (code: string, born = birth, who = clerk) => answerCaller(who, t.house, { code, birth: born });
const looks = async (): Promise<number> => (await listViewsOf(t.house, mother.personId ?? '')).filter((v) => v.reason === '来电').length;
const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => {
      throw new Error('it was answered');
    },
    (error: Problem) => error,
  );

describe('I9 a caller', () => {
  test('hears one sentence, spoken code and date as they come, with nothing of the person in it', async () => {
    const answer = await ask(receipt.slipCode);
    expect(answer).toEqual({
      say: {
        zh: '您办的高龄津贴申领，现在在临河区政务服务管理局手上，不用您做什么，最晚12月2日星期三告诉您收不收得下。',
        en: 'Your matter “Old-age allowance” is with 临河区政务服务管理局, nothing is needed from you, by Wednesday 2 December you are told whether it is accepted.',
      },
    });
    expect(await ask(receipt.slipCode.replaceAll(' ', '-'))).toEqual(answer);
    expect(JSON.stringify(answer)).not.toMatch(/陈桂兰|陈|1944|13800004428|6222|329901/);
  });
  test('is told what is needed by its name in the item, not by what the officer wrote', async () => {
    const { caseId, slipCode } = await submitElder(t, mother, { card: false });
    const items = [
      { kind: 'material' as const, target: 'bankcard', say: '陈桂兰的卡号6222看不清。' },
      { kind: 'field' as const, target: 'phone', say: '13800004428打不通。' },
      { kind: 'other' as const, target: 'other', say: '请陈桂兰来一趟。' },
    ];
    await issueCorrection(await t.staff('linhe-window-5'), t.house, newId(), { caseId, expectedSeq: 1, items });
    const { say } = await ask(slipCode);
    expect(say.zh).toBe(
      '您办的高龄津贴申领，现在在您手上，要您补收款的银行卡、联系电话、告知书上写明的一项，从补正告知书送到那天起算时间。',
    );
  });
  test('with a wrong code, a wrong date or both hears one and the same, and nobody looked', async () => {
    const before = await looks();
    const wrong = [
      ask(receipt.slipCode, '1944-06-18'),
      ask('123456789012'),
      ask('123456789012', '1944-06-18'),
      ask('12 34'),
      ask('一二三'),
      ask(receipt.number),
    ];
    const said = await Promise.all(wrong.map(problemOf));
    expect(
      new Set(said.map(({ kind, code, say, next, fields, data }) => JSON.stringify({ kind, code, say, next, fields, data }))).size,
    ).toBe(1);
    expect(said[0]).toMatchObject({ kind: 'notFound', code: 'cases.caller-unknown' });
    expect(await looks()).toBe(before);
  });
  test('each look is written down for the person, with who and why; each try in the audit, without code or date', async () => {
    const before = await looks();
    await ask(receipt.slipCode);
    await problemOf(ask(receipt.slipCode, '1950-01-01'));
    expect(await looks()).toBe(before + 1);
    const [view] = await listViewsOf(t.house, mother.personId ?? '');
    expect(view).toMatchObject({ who: clerk.name, reason: '来电', caseId: receipt.caseId, what: { zh: '办到哪一步' } });
    const tries = await t.house.db.many(sql`select actor_id as who, subject_id as "case", details from platform.audit
      where word = 'CALLER_ANSWERED' order by id desc limit 2`);
    expect(tries).toEqual([
      { who: clerk.personId, case: receipt.caseId, details: { matched: false } },
      { who: clerk.personId, case: receipt.caseId, details: { matched: true } },
    ]);
  });
  test('somebody stands at the window meanwhile: the call is not written to that one', async () => {
    const busy = await t.atWindow('donghu-window-1', '孙德福');
    await ask(receipt.slipCode, birth, busy);
    const row = await t.house.db.one(sql`select visit_id as visit, for_party_id as "for", subject_id as "case" from platform.audit
      where word = 'CALLER_ANSWERED' order by id desc limit 1`);
    expect(row).toEqual({ visit: null, for: null, case: receipt.caseId });
    expect((await listViewsOf(t.house, busy.forPartyId ?? '')).filter((v) => v.reason === '来电')).toEqual([]);
  });
  test('a date is not found by trying: after eight tries the code is answered nobody any more, right or not, known or not', async () => {
    for (const code of [receipt.slipCode, '999999999999']) {
      for (let n = 1; n <= 8; n++) expect((await problemOf(ask(code, `1944-07-0${n}`))).code).toBe('cases.caller-unknown');
      const other = await t.staff('linhe-window-6');
      for (const who of [clerk, other]) {
        const refused = await problemOf(ask(code, birth, who));
        expect(refused).toMatchObject({ kind: 'tooMany' });
        expect(refused.next.zh.length).toBeGreaterThan(4);
      }
    }
    t.clock.advance(3_700_000);
    expect((await ask(receipt.slipCode)).say.zh).toContain('高龄津贴');
  });
  test('nor are codes: one clerk has sixty tries in ten minutes', async () => {
    const tries = [];
    for (let n = 0; n < 61; n++) tries.push(await codeOf(ask(String(100_000_000_000 + n))));
    expect([new Set(tries.slice(0, 60)), tries[60]]).toEqual([new Set(['cases.caller-unknown']), 'platform.too-many']);
  });
  test('I13 nobody answers himself', async () => {
    const own = { ...clerk, personId: mother.personId };
    expect(await codeOf(ask(receipt.slipCode, birth, own))).toBe('cases.own-case');
  });
});

test('for an organisation the one who applied for it is asked his own date of birth', async () => {
  await publishRegimeItems(t.house);
  const firm = await findPartyByDocument(t.house, { type: '001', number: '91329901MA9K204162' });
  const head = await t.citizen('沈立群');
  const acting: Actor = { ...head, forPartyId: firm?.id ?? '', capacity: 'legalRepresentative' };
  const { slipCode } = await submitAs(t, acting, 't-permit.first', { agree: true }, {});
  const { birth: born } = (
    parse(readFileSync(join(projectRoot(), 'demo/city/people.yaml'), 'utf8')) as { people: { name: string; birth: string }[] }
  ).people.find((p) => p.name === '沈立群') ?? { birth: '' };
  expect((await ask(slipCode, born)).say.zh).toMatch(/^您办的.+。$/);
  expect(await codeOf(ask(slipCode))).toBe('cases.caller-unknown');
}, 60_000);
