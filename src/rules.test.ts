/** Rules of the house over real deeds on a real database, each with plants that take a guard away and must be seen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accept,
  completeStep,
  decide,
  demandMaterial,
  getCaseForParty,
  getCaseForStaff,
  getDraft,
  issueCorrection,
  openDraftAtVisit,
  saveDraft,
  startDraft,
  withdraw,
} from '#cases';
import type { Actor } from '#platform/actor';
import { inTransaction, type Read, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { plant } from '../tools/plant.ts';
import { type CaseHouse, codeOf, elderAnswers, elderValues, furnishCity, submitElder } from './modules/cases/cases.fixtures.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  mother = await t.citizen('陈桂兰');
  hall = await t.staff('linhe-window-5');
}, 60_000);
afterAll(() => t.close());

/** Does something no door can do, looks, and takes it back. */
async function takenBack<T>(tamper: (tx: Tx) => Promise<unknown>, look: (read: Read) => Promise<T>): Promise<T> {
  let seen: T | undefined;
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`set local session_replication_role = replica`);
    await tamper(tx);
    seen = await look(tx);
    throw new Error('take back');
  }).catch((error: Error) => {
    if (error.message !== 'take back') throw error;
  });
  return seen as T;
}

type Content = { values: Record<string, unknown>; sources: Record<string, { from: string; by?: string } | undefined> };
const begin = async (actor: Actor): Promise<{ draftId: string; rev: number }> => {
  const { draftId } = await startDraft(actor, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
  return { draftId, rev: (await saveDraft(actor, t.house, newId(), { draftId, rev: 1, values: elderValues })).rev };
};

describe('I2 same case', () => {
  /** What a second door has not, has otherwise, or had typed again, of what the first door holds. */
  const lost = (first: Content, second: Content): string[] =>
    Object.entries(first.values).flatMap(([id, value]) =>
      JSON.stringify(second.values[id]) !== JSON.stringify(value)
        ? [`${id} is ${JSON.stringify(second.values[id])}`]
        : JSON.stringify(second.sources[id]) !== JSON.stringify(first.sources[id])
          ? [`${id} was typed again by ${second.sources[id]?.by}`]
          : [],
    );
  /** Every way from one door to another. */
  const roads: Record<string, () => Promise<{ first: Content; second: Content; draftId: string; clerk: Actor }>> = {
    'from the phone to the window': async () => {
      const { draftId } = await begin(mother);
      const first = await getDraft(mother, t.house, draftId);
      const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
      await openDraftAtVisit(clerk, t.house, { draftId });
      return { first, second: await getDraft(clerk, t.house, draftId), draftId, clerk };
    },
    'from the window to the phone': async () => {
      const clerk = await t.atWindow('liuqiao-window-3', '陈桂兰');
      const { draftId } = await begin(clerk);
      return { first: await getDraft(clerk, t.house, draftId), second: await getDraft(mother, t.house, draftId), draftId, clerk };
    },
  };

  it.each(Object.entries(roads))('I2 %s everything is there, and nothing is typed again', async (_, go) => {
    const { first, second } = await go();
    expect(Object.keys(first.values).length).toBeGreaterThan(8);
    expect(lost(first, second)).toEqual([]);
  });

  it('I2 plant: the window begins anew, types a value again, or a value is lost on the way', async () => {
    const { first, second, draftId, clerk } = await (roads['from the phone to the window'] as () => ReturnType<(typeof roads)[string]>)();
    const anew = await startDraft(clerk, t.house, newId(), { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    await plant('begun anew', async () => lost(first, await getDraft(clerk, t.house, anew.draftId)));
    const { rev } = await saveDraft(clerk, t.house, newId(), {
      draftId,
      rev: (await getDraft(clerk, t.house, draftId)).rev,
      values: { bankAccount: '' },
    });
    await plant('a value gone', async () => lost(first, await getDraft(clerk, t.house, draftId)));
    await saveDraft(clerk, t.house, newId(), { draftId, rev, values: { bankAccount: elderValues.bankAccount } });
    await plant('typed again by the clerk', async () => lost(first, await getDraft(clerk, t.house, draftId)));
    await plant('a door that shows no sources', () => lost(first, { ...second, sources: {} }));
  });
});

describe('I3 no second typing', () => {
  const held = ['applicantName', 'idNumber', 'birth'];
  /** Calculated of others; nobody types it. */
  const calculated = ['band'];
  /** Values without a source, what is known and asked all the same, and figures that do not count what was typed. */
  const unsourced = (view: Content, figures: { changed: number } | null): string[] => [
    ...Object.keys(view.values)
      .filter((id) => view.sources[id] === undefined && !calculated.includes(id))
      .map((id) => `${id} has no source`),
    ...held
      .filter((id) => view.sources[id]?.from !== 'identity' && (view.sources[id] as { changed?: boolean } | undefined)?.changed !== true)
      .map((id) => `${id} is known and was asked`),
    ...(figures === null ||
    figures.changed === Object.values(view.sources).filter((s) => (s as { changed?: boolean }).changed === true).length
      ? []
      : [`${figures.changed} changed fields are counted`]),
  ];
  const figures = (read: Read, caseId: string): Promise<{ changed: number }> =>
    read.one(sql`select fields_changed as changed from cases."case" where id = ${caseId}`);

  it('I3 every value says where it came from, what is known is not asked, and typing over it is counted', async () => {
    await submitElder(t, mother);
    const { draftId } = await begin(mother);
    expect(unsourced(await getDraft(mother, t.house, draftId), null)).toEqual([]);
    const changed = await submitElder(t, mother, { values: { ...elderValues, phone: '13800009999' } });
    const view = await getCaseForParty(mother, t.house, changed.caseId);
    const counted = await figures(t.house.db, changed.caseId);
    expect(counted.changed).toBe(1);
    expect(unsourced(view as unknown as Content, counted)).toEqual([]);
  });

  it('I3 plant: a value without a source, a form that asks for the name that is known, a count that is left at nought', async () => {
    const { caseId } = await submitElder(t, mother, { values: { ...elderValues, phone: '13800009998' } });
    const view = (await getCaseForParty(mother, t.house, caseId)) as unknown as Content;
    const counted = await figures(t.house.db, caseId);
    await plant('no source', () => unsourced({ ...view, sources: { ...view.sources, bankAccount: undefined } }, null));
    await plant('the name typed although known', () =>
      unsourced({ ...view, sources: { ...view.sources, applicantName: { from: 'typed', by: 'person' } } }, counted),
    );
    await plant('not counted', () =>
      takenBack(
        (tx) => tx.run(sql`update cases."case" set fields_changed = 0 where id = ${caseId}`),
        async (read) => unsourced(view, await figures(read, caseId)),
      ),
    );
  });
});

describe('I4 two legs at run time', () => {
  /** A case of somebody whose bank card a clerk has checked in an earlier one. */
  const second = async (): Promise<string> => {
    const sun = await t.citizen('孙德福');
    const first = await submitElder(t, sun);
    const card = await t.house.db.one<{ id: string }>(
      sql`select id from cases.material where case_id = ${first.caseId} and material_id = 'bankcard'`,
    );
    await accept(hall, t.house, newId(), { caseId: first.caseId, expectedSeq: 1, checkedMaterials: [card.id] });
    return (await submitElder(t, sun, { card: false })).caseId;
  };
  /** Materials on this person's list that are waived and may be demanded all the same. */
  const demandable = async (caseId: string, materials: readonly string[]): Promise<string[]> => {
    const said = await Promise.all(
      materials.map(async (materialId) => [materialId, await codeOf(demandMaterial(hall, t.house, { caseId, materialId }))] as const),
    );
    return said.filter(([, code]) => code !== 'cases.demand-refused').map(([materialId, code]) => `${materialId}: ${code}`);
  };

  it('I4 what is known may not be demanded again at any window: every waived paper of the list is refused', async () => {
    const caseId = await second();
    expect(await demandable(caseId, ['bankcard', 'idcard', 'hukouBook'])).toEqual([]);
  });

  it('I4 plant: the earlier check is forgotten, so that the paper may be demanded again', async () => {
    const caseId = await second();
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`update cases.material set checked_at = null, trust = 'C' where material_id = 'bankcard'`),
    );
    await plant('the card checked in the earlier case', () => demandable(caseId, ['bankcard']));
  });
});

describe('I7 deed and record together', () => {
  /** Deeds of a case whose action, chain, audit and event were not written in one transaction with the state. */
  const apart = async (read: Read, caseId: string): Promise<string[]> => {
    const deeds = await read.many<{
      seq: number;
      verb: string;
      action: string;
      entry: string | null;
      audit: string | null;
      event: string | null;
    }>(sql`
      select a.seq, a.verb, a.xmin::text as action,
        (select e.xmin::text from platform_ledger.entry e where e.stream_kind = 'case' and e.stream_id = a.case_id and e.seq = a.seq) as entry,
        (select min(u.xmin::text) from platform.audit u where u.subject_id = a.case_id and u.seq = a.seq) as audit,
        (select min(o.xmin::text) from platform.outbox o where o.subject_id = a.case_id and o.seq = a.seq) as event
      from cases.action a where a.case_id = ${caseId} order by a.seq`);
    const now = await read.one<{ seq: number; state: string; row: string; last: string | null; said: string | null }>(sql`
      select c.seq, c.state, c.xmin::text as row, l.xmin::text as last, l.to_state as said
      from cases."case" c left join cases.action l on l.case_id = c.id and l.seq = c.seq where c.id = ${caseId}`);
    return [
      ...deeds.flatMap((d) =>
        (['entry', 'audit', 'event'] as const)
          .filter((what) => d[what] !== d.action)
          .map((what) => `${d.seq} ${d.verb}: ${what} ${d[what] === null ? 'is missing' : 'was written apart'}`),
      ),
      ...(now.row === now.last && now.state === now.said && deeds.length === now.seq
        ? []
        : [`the state ${now.state} and the last deed are not one`]),
    ];
  };
  /** A case with a correction, an answer to a question and a decision behind it. */
  const whole = async (): Promise<string> => {
    const { caseId } = await submitElder(t, mother);
    const office = await t.staff('linhe-civil-affairs-1');
    await accept(hall, t.house, newId(), { caseId, expectedSeq: 1 });
    await completeStep(office, t.house, newId(), { caseId, expectedSeq: 2 });
    await decide(office, t.house, newId(), { caseId, expectedSeq: 3, outcome: 'grant', reason: '符合条件。' });
    return caseId;
  };

  it('I7 state, action, chain, audit and event of every deed are one transaction', async () => {
    expect(await apart(t.house.db, await whole())).toEqual([]);
    const { caseId } = await submitElder(t, mother);
    await issueCorrection(hall, t.house, newId(), {
      caseId,
      expectedSeq: 1,
      items: [{ kind: 'field', target: 'phone', say: '号码少一位' }],
    });
    await withdraw(mother, t.house, newId(), { caseId, expectedSeq: 2, reason: '不办了' });
    expect(await apart(t.house.db, caseId)).toEqual([]);
    expect((await getCaseForStaff(hall, t.house, caseId).catch(() => null))?.state ?? 'withdrawn').toBe('withdrawn');
  });

  it('I7 plant: each of the five is left out or written by itself afterwards', async () => {
    const caseId = await whole();
    const look = (read: Read) => apart(read, caseId);
    const acts: Record<string, (tx: Tx) => Promise<unknown>> = {
      'no event': (tx) => tx.run(sql`delete from platform.outbox where subject_id = ${caseId} and seq = 2`),
      'the event afterwards': (tx) => tx.run(sql`update platform.outbox set data = data where subject_id = ${caseId} and seq = 2`),
      'no audit row': (tx) => tx.run(sql`delete from platform.audit where subject_id = ${caseId} and seq = 3`),
      'no entry in the chain': (tx) => tx.run(sql`delete from platform_ledger.entry where stream_id = ${caseId} and seq = 4`),
      'the last deed lost': (tx) => tx.run(sql`delete from cases.action where case_id = ${caseId} and seq = 4`),
      'the state set by hand': (tx) => tx.run(sql`update cases."case" set state = 'closed' where id = ${caseId}`),
    };
    for (const [what, act] of Object.entries(acts)) await plant(what, () => takenBack(act, look));
    expect(await look(t.house.db)).toEqual([]);
  });
});
