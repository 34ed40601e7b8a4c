import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, completeStep, decide, getDraft, recordDelivery, startDraft } from '#cases';
import { closeVisit, findOrMakeParty, findPartyByDocument, grantPost, listRelations, partyFacts, setContact } from '#identity';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { liftHold, placeHold } from '#platform/holds';
import { newId } from '#platform/ids';
import { readStream, sealPending, verifyHouse } from '#platform/ledger';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, elderValues, furnishCity, submitElder } from './modules/cases/cases.fixtures.ts';
import { keptUntil } from './modules/cases/erasure/erase-party.ts';
import { confirmErasure } from './modules/identity/erasure/confirm-erasure.ts';
import { declineErasure } from './modules/identity/erasure/decline-erasure.ts';
import { listErasures } from './modules/identity/erasure/list-erasures.ts';
import { requestErasure } from './modules/identity/erasure/request-erasure.ts';
import { erasureRooms, mirrors } from './compose.ts';

const day = 86_400_000;
const number = '329901194406171528';
const canaries = ['陈桂兰', number, '13800005511', '金丝雀路九号', '金丝雀核实', elderValues.bankAccount];
let t: CaseHouse;
let mother: Actor;
let secadmin: Actor;
let auditor: Actor;
let caseId: string;
let caseNumber: string;
const ask = (actor = secadmin, more: Partial<Parameters<typeof requestErasure>[4]> = {}) =>
  requestErasure(actor, t.house, erasureRooms, newId(), {
    documentType: '111',
    number,
    name: '陈桂兰',
    ground: 'periodOver',
    basis: '示例市删除申请2036第3号',
    ...more,
  });
const confirm = (erasureId: string, actor = auditor) => confirmErasure(actor, t.house, erasureRooms, newId(), { erasureId });
const standing = async (work: Promise<unknown>): Promise<string[]> => {
  const error = (await work.then(
    () => ({}),
    (thrown: unknown) => thrown,
  )) as { code?: string; say?: { zh: string }; data?: { standing: { code: string; say: { zh: string }; until: string | null }[] } };
  expect(error.code).toBe('identity.erasure-stands');
  for (const one of error.data?.standing ?? []) expect(error.say?.zh).toContain(one.say.zh);
  return (error.data?.standing ?? []).map((one) => [one.code, one.until].filter((part) => part !== null).join(' '));
};
/** Where a word still lies, in clear or in bytes. */
async function whereLies(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const tables = await t.house.db.many<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'catalog', 'places')`);
  for (const { name } of tables)
    for (const word of words) {
      const hex = Buffer.from(word).toString('hex');
      const row = await t.house.db.one<{ n: number }>(
        sql`select count(*)::int as n from ${sql.raw(name)} t where t::text like ${`%${word}%`} or t::text like ${`%${hex}%`}`,
      );
      if (row.n > 0) found.push(`${name}: ${word}`);
    }
  return found;
}

beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  const { house } = t;
  mother = await t.citizen('陈桂兰');
  secadmin = await t.staff('city-admin');
  auditor = await t.staff('city-auditor');
  await setContact(mother, house, newId(), { kind: 'phone', value: '13800005511' });
  const values = { ...elderValues, phone: '13800005511', liveAddress: '金丝雀路九号' };
  const receipt = await submitElder(t, mother, { answers: { ...elderAnswers, live: 'elsewhere' }, values });
  caseId = receipt.caseId;
  caseNumber = receipt.number;
}, 60_000);
afterAll(() => t.close());

describe('erasing a person', () => {
  it('is refused in words while a case runs, while it has to be kept, under a hold, and at a window; nothing is changed', async () => {
    const { house } = t;
    expect(await standing(ask())).toEqual(['running']);
    const hall = await t.staff('linhe-window-5');
    const first = await t.staff('linhe-civil-affairs-1');
    const on = (expectedSeq: number) => ({ caseId, expectedSeq });
    await accept(hall, house, newId(), on(1));
    await completeStep(first, house, newId(), { ...on(2), note: '金丝雀核实' });
    await decide(await t.staff('linhe-civil-affairs-2'), house, newId(), { ...on(3), outcome: 'grant' });
    expect((await recordDelivery(hall, house, newId(), { ...on(4), how: 'handedOver' })).state).toBe('closed');
    expect(await standing(ask())).toEqual(['retention 2036-11-25']);
    const error = await ask().catch((thrown: unknown) => thrown as { say: { zh: string } });
    expect((error as { say: { zh: string } }).say.zh).toContain(`办件${caseNumber}`);
    expect((error as { say: { zh: string } }).say.zh).toContain('到2036-11-25为止');
    // The day before the period is over, and the day itself.
    t.clock.advance(3652 * day);
    expect(await standing(ask())).toEqual(['retention 2036-11-25']);
    t.clock.advance(day);
    const holds: string[] = [];
    for (const owner of [
      { kind: 'person', id: mother.personId as string },
      { kind: 'case', id: caseId },
    ])
      holds.push(await inTransaction(house.db, (tx) => placeHold(tx, secadmin, house, owner, '示例监察函7号')));
    expect(await standing(ask())).toEqual(['hold', 'hold']);
    for (const id of holds) await inTransaction(house.db, (tx) => liftHold(tx, secadmin, house, id, '已结'));
    const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
    expect(await standing(ask())).toEqual(['visit']);
    await closeVisit(clerk, house, newId(), { visitId: clerk.visitId as string });
    expect(await house.db.one(sql`select count(*)::int as n from identity.erasure`)).toEqual({ n: 0 });
    expect(await whereLies([number])).toEqual([]);
  });

  it('is not for staff, legal representatives and organisations, nor for who does not fit or asks for himself', async () => {
    const city = (await import('./modules/identity/demo/city-files.ts')).readCity();
    const clerk = city.staff.find((one) => one.name === '赵敏') as (typeof city.staff)[number];
    expect(await standing(ask(secadmin, { number: clerk.idNumber, name: clerk.name }))).toEqual(['staff']);
    const firm = city.organisations[0] as (typeof city.organisations)[number];
    const head = city.people.find((one) => one.key === firm.legalRepresentative) as (typeof city.people)[number];
    expect(await standing(ask(secadmin, { number: head.idNumber, name: head.name }))).toContain('representative');
    expect(await standing(ask(secadmin, { documentType: '001', number: firm.uscc, name: firm.name }))).toEqual(['organisation']);
    const own = city.staff.find((one) => one.name === secadmin.name) as (typeof city.staff)[number];
    await expect(ask(secadmin, { number: own.idNumber, name: own.name })).rejects.toMatchObject({ code: 'identity.own-erasure' });
    await expect(ask(secadmin, { name: '陈桂芳' })).rejects.toMatchObject({ code: 'identity.no-party' });
    await expect(ask(secadmin, { basis: '要删' })).rejects.toMatchObject({ code: 'identity.erasure-basis' });
    await expect(ask(secadmin, { basis: number })).rejects.toMatchObject({ code: 'identity.erasure-basis' });
    for (const nobody of [auditor, mother, await t.staff('city-system-admin'), await t.staff('linhe-window-5')])
      await expect(ask(nobody)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is asked by one and done by another, and may be sent back', async () => {
    const { erasureId } = await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'identity.erasure-open' });
    await expect(confirm(erasureId, secadmin)).rejects.toMatchObject({ code: 'identity.erasure-second' });
    for (const nobody of [mother, await t.staff('city-system-admin'), await t.staff('linhe-window-5')])
      await expect(confirm(erasureId, nobody)).rejects.toMatchObject({ kind: 'forbidden' });
    // Behind everything the database refuses the one who asked, too.
    await expect(
      inTransaction(t.house.db, (tx) =>
        tx.run(
          sql`update identity.erasure set outcome = 'done', answered_by = requested_by, answered_at = requested_at where id = ${erasureId}`,
        ),
      ),
    ).rejects.toMatchObject({ code: '23514' });
    const rows = (await listErasures(auditor, t.house, erasureRooms)).rows;
    expect(rows).toMatchObject([{ state: 'open', person: '陈**', askedBy: secadmin.name, mayConfirm: true, standing: [] }]);
    expect((await listErasures(secadmin, t.house, erasureRooms)).rows).toMatchObject([{ mayConfirm: false }]);
    await declineErasure(auditor, t.house, newId(), { erasureId, reason: '申请人撤回了' });
    await expect(confirm(erasureId)).rejects.toMatchObject({ code: 'identity.erasure-answered' });
    expect((await findPartyByDocument(t.house, { type: '111', number }))?.name).toBe('陈桂兰');
  });

  it('looks again before it is done: a case begun or a hold placed since stands against it', async () => {
    const { erasureId } = await ask();
    const owner = { kind: 'person', id: mother.personId as string };
    const hold = await inTransaction(t.house.db, (tx) => placeHold(tx, secadmin, t.house, owner, '示例监察函8号'));
    expect(await standing(confirm(erasureId))).toEqual(['hold']);
    await inTransaction(t.house.db, (tx) => liftHold(tx, secadmin, t.house, hold, '已结'));
    expect((await listErasures(auditor, t.house, erasureRooms)).rows[0]?.standing).toEqual([]);
  });

  it('takes everything but ids, keeps verify green and says on every chain that it was done', async () => {
    const { house } = t;
    const { draftId } = await startDraft(mother, house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    const erasureId = (await listErasures(auditor, house, erasureRooms)).rows.find((row) => row.state === 'open')?.id as string;
    // The search itself can find: the name stands in clear in all these before.
    expect((await whereLies(['陈桂兰'])).map((one) => one.split(':')[0]).sort()).toEqual([
      'cases."case"',
      'cases.action',
      'cases.case_party',
      'cases.draft',
      'cases.draft_party',
      'identity.party',
    ]);
    // Two at the same moment: one does it.
    const second = await grantPost(secadmin, house, newId(), {
      personId: (await t.staff('city-manager')).personId as string,
      role: 'secadmin',
      organId: secadmin.post?.organId ?? '',
      regionCode: '329900',
      title: '安全管理员',
    });
    expect(second.postId).toBeTruthy();
    const other: Actor = {
      ...(await t.staff('city-manager')),
      post: { ...(secadmin.post as NonNullable<Actor['post']>), id: second.postId },
    };
    const answers = await Promise.allSettled([confirm(erasureId), confirm(erasureId, other)]);
    expect(answers.filter((one) => one.status === 'fulfilled')).toMatchObject([{ value: { records: 3 } }]);
    expect(answers.filter((one) => one.status === 'rejected')).toMatchObject([{ reason: { code: 'identity.erasure-answered' } }]);

    expect(await whereLies(canaries)).toEqual([]);
    expect(await findPartyByDocument(house, { type: '111', number })).toBeUndefined();
    await expect(partyFacts(mother, house, mother.personId as string, { kind: 'self', id: null })).rejects.toMatchObject({ kind: 'gone' });
    await expect(getDraft(mother, house, draftId)).rejects.toThrow();
    const son = await t.citizen('周建华');
    expect((await listRelations(house.db, son.personId as string)).map((one) => one.otherName)).not.toContain('已删除');
    expect(
      await house.db.one(sql`select count(*)::int as n from platform_crypto.data_key
      where owner_id = any(${[mother.personId, caseId, draftId]}::uuid[]) and wrapped is not null`),
    ).toEqual({ n: 0 });

    await sealPending(house);
    const report = await verifyHouse(house, { mirrors });
    expect(report.findings).toEqual([]);
    expect([report.payloads.erased > 0, (report.looks?.erased ?? 0) > 0]).toEqual([true, true]);
    expect((await readStream(house.db, house, { kind: 'case', id: caseId })).at(-1)?.header).toMatchObject({
      verb: 'erase',
      erasure: erasureId,
      ground: 'periodOver',
    });
    const chain = await readStream(house.db, house, { kind: 'erasure', id: erasureId });
    expect(chain.map((entry) => (entry.header as { verb: string }).verb)).toEqual(['asked', 'done']);
    expect(JSON.stringify(chain)).not.toMatch(/陈桂兰|329901194406171528/);
    expect((await listErasures(auditor, house, erasureRooms)).rows[0]).toMatchObject({ state: 'done', person: null });
    // A changed list of deeds is still seen, and nothing but the erased name may be changed.
    await expect(
      inTransaction(house.db, (tx) => tx.run(sql`update cases.action set actor_name = '某某' where case_id = ${caseId}`)),
    ).rejects.toThrow(/append-only/);
    await expect(
      inTransaction(house.db, (tx) => tx.run(sql`update cases.action set actor_name = '已删除', verb = 'x' where case_id = ${caseId}`)),
    ).rejects.toThrow(/append-only/);
  });

  it('who comes again is somebody new', async () => {
    const { partyId, made } = await inTransaction(t.house.db, (tx) =>
      findOrMakeParty(tx, t.house, { name: '陈桂兰', documentType: '111', number, how: 'typed' }),
    );
    expect([made, partyId === mother.personId]).toEqual([true, false]);
    const { erasureId } = await ask();
    await confirm(erasureId);
    await expect(ask()).rejects.toMatchObject({ code: 'identity.no-party' });
  });

  it('a period ends on the day it began, years later', () => {
    expect([keptUntil('2026-11-25', 10), keptUntil('2028-02-29', 10), keptUntil('2028-02-29', 4)]).toEqual([
      '2036-11-25',
      '2038-03-01',
      '2032-02-29',
    ]);
  });
});
