/** The record of deeds as the auditor reads it, and the chain of a case checked on the spot. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { sealPending } from '#platform/ledger';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, submitElder } from '../cases.fixtures.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { accept } from '../intake/accept.ts';
import { searchRecord } from './search-record.ts';

let t: CaseHouse;
let auditor: Actor;
let hall: Actor;
let first: Actor;
let number = '';
let caseId = '';
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [auditor, hall, first] = await Promise.all([t.staff('city-auditor'), t.staff('linhe-window-5'), t.staff('linhe-civil-affairs-1')]);
  const made = await submitElder(t, await t.citizen('陈桂兰'));
  ({ number, caseId } = made);
  const { seq } = await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
  await completeStep(first, t.house, newId(), { caseId, expectedSeq: seq });
});
afterAll(() => t.close());

const at = (regionPath: string): Actor => ({ ...auditor, post: { ...auditor.post!, regionPath } });

describe('the record', () => {
  test('by case number: who did what, people masked, and the chain as far as it is sealed', async () => {
    const open = await searchRecord(auditor, t.house, { number });
    expect(open.rows.filter((r) => r.word.startsWith('CASE_')).map((r) => [r.name.zh, r.who, r.seq])).toEqual([
      ['办完环节', first.name, 3],
      ['受理', hall.name, 2],
      ['收件', '陈**', 1],
    ]);
    expect(JSON.stringify(open)).not.toContain('桂兰');
    expect(open.chain).toMatchObject({ number, whole: true, provedTo: 0, findings: [] });
    await sealPending(t.house);
    const sealed = await searchRecord(auditor, t.house, {
      number: `${number.slice(0, 6)}-${number.slice(6, 14)}-${number.slice(14)}`.toLowerCase(),
    });
    expect(sealed.chain).toMatchObject({ whole: true, provedTo: 3 });
    expect(sealed.chain?.entries.map((e) => [e.seq, e.name.zh, e.seal !== null])).toEqual([
      [1, '收件', true],
      [2, '受理', true],
      [3, '办完环节', true],
    ]);
  });

  test('by who did it, by number of staff or whole name, and by day', async () => {
    const byName = await searchRecord(auditor, t.house, { staff: hall.name });
    expect(byName.rows.length).toBeGreaterThan(0);
    expect(new Set(byName.rows.map((r) => r.who))).toEqual(new Set([hall.name]));
    expect((await searchRecord(auditor, t.house, { staff: 'T0003' })).rows.map((r) => r.id)).toEqual(byName.rows.map((r) => r.id));
    expect((await searchRecord(auditor, t.house, { staff: hall.name, day: '2026-11-24' })).rows).toEqual([]);
    expect((await searchRecord(auditor, t.house, { day: '2026-11-25' })).rows.some((r) => r.subject?.number === number)).toBe(true);
    expect(await codeOf(searchRecord(auditor, t.house, { staff: '没有这个人' }))).toBe('cases.no-staff');
    expect(await codeOf(searchRecord(auditor, t.house, { number: '329901202611251999999X' }))).toBe('cases.not-found');
  });

  test('that it was searched is in the record too', async () => {
    const { rows } = await searchRecord(auditor, t.house, { staff: auditor.name });
    expect(rows.filter((r) => r.word === 'AUDIT_SEARCH').map((r) => r.subject?.number)).toContain(number);
  });

  test('I9 only of the auditor’s region, and of no other role', async () => {
    const elsewhere = at('329900/329902');
    expect(await codeOf(searchRecord(elsewhere, t.house, { number }))).toBe('cases.not-found');
    expect(await codeOf(searchRecord(elsewhere, t.house, { staff: hall.name }))).toBe('cases.no-staff');
    const day = await searchRecord(elsewhere, t.house, { day: '2026-11-25' });
    expect(day.rows.filter((r) => r.subject?.kind === 'case')).toEqual([]);
    expect((await searchRecord(at('329900/329901'), t.house, { number })).chain?.whole).toBe(true);
    for (const actor of [hall, first, await t.staff('city-manager'), await t.staff('city-system-admin')])
      expect(await codeOf(searchRecord(actor, t.house, { number }))).toBe('identity.not-your-post');
  });

  test('pages meet every row once', async () => {
    const seen: string[] = [];
    for (let n = 0; n < 120; n++) await searchRecord(auditor, t.house, { day: '2026-11-25', staff: 'T0003' });
    let after: string | undefined;
    do {
      const page = await searchRecord(auditor, t.house, { staff: auditor.name, ...(after === undefined ? {} : { after }) });
      seen.push(...page.rows.map((r) => r.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen.length).toBeGreaterThan(120);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a chain that was touched', () => {
  const touch = (statement: ReturnType<typeof sql>) =>
    inTransaction(t.house.db, async (tx) => {
      await tx.run(sql`set local session_replication_role = replica`);
      await tx.run(statement);
    });
  const chain = async () => (await searchRecord(auditor, t.house, { number })).chain;

  test('I7 is named with the entry, and proves itself only up to the one before', async () => {
    const { record } = await t.house.db.one<{ record: string }>(
      sql`select record from platform_ledger.entry where stream_id = ${caseId} and seq = 2`,
    );
    await touch(
      sql`update platform_ledger.entry set record = ${record.replace('"accept"', '"refuse"')} where stream_id = ${caseId} and seq = 2`,
    );
    const altered = await chain();
    expect([altered?.whole, altered?.provedTo]).toEqual([false, 1]);
    expect(altered?.findings).toContainEqual({ say: expect.objectContaining({ zh: '记录被改动' }), seq: 2, seal: null });
    await touch(sql`update platform_ledger.entry set record = ${record} where stream_id = ${caseId} and seq = 2`);
    expect((await chain())?.whole).toBe(true);
  });

  test('I7 whose end was cut off, and a seal that was signed by nobody of the house, are seen', async () => {
    await touch(sql`delete from platform_ledger.entry where stream_id = ${caseId} and seq = 3`);
    const cut = await chain();
    expect([cut?.whole, cut?.findings.map((f) => f.say.zh)]).toEqual([false, expect.arrayContaining(['封存过的记录不见了'])]);
    await touch(sql`update platform_ledger.seal set signature = decode('00', 'hex') || substring(signature from 2)`);
    const forged = await chain();
    expect([forged?.provedTo, forged?.findings.map((f) => f.say.zh)]).toEqual([0, expect.arrayContaining(['封存的签名不对'])]);
  });
});
