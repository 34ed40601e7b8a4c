/** The lifecycle as fast-check sees it: whatever is tried in whatever order, the database does what the pure table says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { type Actor, systemActor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { canonicalJson } from '#platform/crypto';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { readStream } from '#platform/ledger';
import { type CaseHouse, furnishCity, samplePaper, submitAs } from '../cases.fixtures.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { versionById } from '../outside/items.ts';
import { recordService } from '../papers/record-service.ts';
import { accept } from '../intake/accept.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { answerCorrection, answerSupplement, handInPromised } from '../intake/answer-correction.ts';
import { putCaseFile } from '../intake/put-case-file.ts';
import { issueCorrection } from '../intake/issue-correction.ts';
import { onTheSpotGrant } from '../intake/on-the-spot-grant.ts';
import { refuseAcceptance } from '../intake/refuse-acceptance.ts';
import { takeUpUnanswered } from '../intake/take-up-unanswered.ts';
import { askExtension } from '../deciding/ask-extension.ts';
import { askWindow } from '../deciding/ask-window.ts';
import { closeCase } from '../deciding/close-case.ts';
import { completeStep } from '../deciding/complete-step.ts';
import { decide } from '../deciding/decide.ts';
import { declineExtension } from '../deciding/decline-extension.ts';
import { extend } from '../deciding/extend.ts';
import { pause } from '../deciding/pause.ts';
import { proposeDecision } from '../deciding/propose-decision.ts';
import { recordDelivery } from '../deciding/record-delivery.ts';
import { requestSupplement } from '../deciding/request-supplement.ts';
import { resume } from '../deciding/resume.ts';
import { returnStep } from '../deciding/return-step.ts';
import { sendBackProposal } from '../deciding/send-back-proposal.ts';
import { supersedeDecision } from '../deciding/supersede-decision.ts';
import { terminate } from '../deciding/terminate.ts';
import { withdraw } from '../deciding/withdraw.ts';
import { sweepDeadlines } from '../clocks/sweep-deadlines.ts';
import { readCase } from '../record/case.sql.ts';
import { casesMirror } from '../record/mirror.ts';
import { hiddenSteps } from '../record/act.ts';
import { factsOf } from './facts-of-case.ts';
import { planOf } from './plan.ts';
import type { Regime } from './regime.ts';
import { restingStates } from './facts.ts';
import { table } from './case.ts';

let t: CaseHouse;
let regimes: string[];
let people: Record<string, Actor>;
const start = '2026-11-25T09:30:00+08:00';
beforeAll(async () => {
  t = await furnishCity(await openTestHouse(start));
  regimes = await publishRegimeItems(t.house);
  const names = {
    mother: t.citizen('陈桂兰'),
    hall: t.staff('linhe-window-5'),
    hall2: t.staff('linhe-window-6'),
    first: t.staff('linhe-civil-affairs-1'),
    second: t.staff('linhe-civil-affairs-2'),
    manager: t.staff('linhe-manager'),
  };
  people = Object.fromEntries(await Promise.all(Object.entries(names).map(async ([k, v]) => [k, await v] as const)));
});
afterAll(() => t.close());

type Try = { what: string; who: string; days: number; seqOff: number; push: number };
const words = [
  'accept',
  'acceptWithPromise',
  'issueCorrection',
  'refuseAcceptance',
  'onTheSpotGrant',
  'takeUpUnanswered',
  'answerCorrection',
  'answerSupplement',
  'handInPromised',
  'withdraw',
  'completeStep',
  'returnStep',
  'askWindow',
  'requestSupplement',
  'pause',
  'resume',
  'askExtension',
  'extend',
  'declineExtension',
  'proposeDecision',
  'sendBackProposal',
  'grant',
  'refuse',
  'recordDelivery',
  'closeCase',
  'supersede',
  'reopen',
  'terminate',
  'serve',
  'wait',
];
const anyTry: fc.Arbitrary<Try> = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('completeStep', 'accept', 'acceptWithPromise', 'grant', 'proposeDecision', 'serve', 'wait') },
    { weight: 4, arbitrary: fc.constantFrom(...words) },
  ),
  who: fc.constantFrom('hall', 'first', 'second', 'hall2', 'first', 'second'),
  days: fc.constantFrom(1, 3, 10, 30),
  seqOff: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -1),
  // 0: what was drawn; otherwise a deed that is likely to go through, so that walks get far.
  push: fc.constantFrom(0, 0, 1, 2, 3, 4),
});
const likely: Record<string, string[]> = {
  received: ['acceptWithPromise', 'accept', 'onTheSpotGrant', 'issueCorrection', 'acceptWithPromise'],
  correcting: ['serve', 'answerCorrection', 'wait', 'takeUpUnanswered'],
  accepted: ['completeStep', 'grant', 'handInPromised', 'proposeDecision', 'pause'],
  paused: ['resume', 'wait', 'resume', 'resume'],
  decided: ['recordDelivery', 'serve', 'closeCase', 'supersede'],
  closed: ['reopen', 'supersede', 'supersede', 'wait'],
  notAccepted: ['reopen', 'wait', 'reopen', 'reopen'],
  terminated: ['reopen', 'wait', 'reopen', 'reopen'],
};
const chosen = (one: Try, state: string): Try => {
  const list = likely[state];
  if (one.push === 0 || list === undefined) return one;
  const what = list[(one.push + one.days) % list.length] ?? one.what;
  return {
    ...one,
    what,
    seqOff: 0,
    ...(state === 'received'
      ? { who: 'hall' }
      : what === 'recordDelivery' || what === 'closeCase'
        ? { who: 'hall' }
        : one.who.startsWith('hall')
          ? { who: 'first' }
          : {}),
  };
};

const act = async (caseId: string, seq: number, regime: Regime, one: Try): Promise<void> => {
  const { house } = t;
  const who = people[one.who] as Actor;
  const mother = people['mother'] as Actor;
  const on = { caseId, expectedSeq: seq + one.seqOff };
  const key = newId();
  const reason = '示例理由';
  const items = [{ kind: 'other' as const, target: 'x', say: '请写清楚' }];
  switch (one.what) {
    case 'accept':
      return void (await accept(who, house, key, on));
    case 'acceptWithPromise':
      return void (await acceptWithPromise(who, house, key, { ...on, materials: ['plan'] }));
    case 'issueCorrection':
      return void (await issueCorrection(who, house, key, { ...on, items }));
    case 'refuseAcceptance':
      return void (await refuseAcceptance(who, house, key, { ...on, ground: one.days > 3 ? 'notRequired' : 'notCorrected', reason }));
    case 'onTheSpotGrant':
      return void (await onTheSpotGrant(who, house, key, on));
    case 'takeUpUnanswered':
      return void (await takeUpUnanswered(who, house, key, on));
    case 'answerCorrection':
      return void (await answerCorrection(mother, house, key, { ...on, note: '已改' }));
    case 'answerSupplement':
      return void (await answerSupplement(mother, house, key, { ...on, note: '已补' }));
    case 'handInPromised': {
      const file = await putCaseFile(mother, house, newId(), { caseId, name: '方案.pdf' }, samplePaper());
      return void (await handInPromised(mother, house, key, {
        ...on,
        materials: [{ materialId: 'plan', route: 'file', fileId: file.id }],
      }));
    }
    case 'withdraw':
      return void (await withdraw(mother, house, key, on));
    case 'completeStep':
      return void (await completeStep(one.days === 30 ? (people['manager'] as Actor) : who, house, key, on));
    case 'returnStep':
      return void (await returnStep(who, house, key, { ...on, reason }));
    case 'askWindow':
      return void (await askWindow(who, house, key, { ...on, reason }));
    case 'requestSupplement':
      return void (await requestSupplement(who, house, key, { ...on, items }));
    case 'pause':
      return void (await pause(who, house, key, { ...on, kind: regime.pauses[0]?.kind ?? 'none', reason, expectedEnd: '2027-06-30' }));
    case 'resume':
      return void (await resume(who, house, key, on));
    case 'askExtension':
      return void (await askExtension(who, house, key, { ...on, reason }));
    case 'declineExtension':
      return void (await declineExtension(people['manager'] as Actor, house, key, { ...on, reason }));
    case 'extend':
      return void (await extend(one.days > 3 ? (people['manager'] as Actor) : who, house, key, { ...on, reason }));
    case 'proposeDecision':
      return void (await proposeDecision(who, house, key, { ...on, outcome: 'grant' }));
    case 'sendBackProposal':
      return void (await sendBackProposal(who, house, key, { ...on, reason }));
    case 'grant':
      return void (await decide(who, house, key, { ...on, outcome: 'grant' }));
    case 'refuse':
      return void (await decide(who, house, key, { ...on, outcome: 'refuse', reason }));
    case 'recordDelivery':
      return void (await recordDelivery(who, house, key, { ...on, how: 'handedOver' }));
    case 'closeCase':
      return void (await closeCase(who, house, key, { ...on, reason }));
    case 'supersede':
      return void (await supersedeDecision(who, house, key, { ...on, ground: 'review', leaves: 'granted', reason }));
    case 'reopen':
      return void (await supersedeDecision(who, house, key, { ...on, ground: 'court', leaves: 'reopened', reason }));
    case 'terminate':
      return void (await terminate(who, house, key, { ...on, ground: 'objectGone', reason }));
    case 'serve': {
      const paper = await house.db.many<{ id: string }>(
        sql`select id from cases.paper where case_id = ${caseId} and served_at is null order by seq desc limit 1`,
      );
      if (paper[0] !== undefined)
        await recordService(systemActor('test'), house, { paperId: paper[0].id, servedAt: house.clock.now(), receipt: null });
      return;
    }
    default:
      t.clock.advance(one.days * 86_400_000);
      expect((await sweepDeadlines(house)).failed).toBe(0);
  }
};

/** What must hold of the stored case after every try. */
const holds = async (caseId: string, regime: Regime): Promise<void> => {
  const c = await readCase(t.house.db, caseId);
  if (c === undefined) throw new Error('gone');
  const { content } = await versionById(t.house.db, c.versionId);
  const f = factsOf(c, planOf(content.steps, hiddenSteps(c)), '2026-11-25');
  if (restingStates.includes(c.state)) {
    expect(f.clocks, c.state).toEqual({ notice: false, answer: false, review: 'off', delivery: false });
    expect(c.nextLook).toBeNull();
  } else
    expect(c.steps.filter((s) => s.kind !== 'escalation' && s.kind !== 'recheck').length, `${c.state}: somebody has it`).toBeGreaterThan(0);
  if (f.clocks.notice) expect(c.state).toBe('received');
  if (f.clocks.answer) expect(c.state).toBe('correcting');
  if (f.clocks.delivery) expect(c.state).toBe('decided');
  if (f.clocks.review === 'runs') expect([c.duePromised !== null, c.standsSince === null]).toEqual([true, true]);
  if (f.clocks.review === 'stands') expect(c.standsSince).not.toBeNull();
  expect(c.rounds).toBeLessThanOrEqual(regime.correction.rounds);
  const work = await t.house.db.many<{ id: string }>(
    sql`select step_id as id from cases.work_item where case_id = ${caseId} order by step_id`,
  );
  expect(work.map((w) => w.id).sort(), 'one line of the queue per open step').toEqual(c.steps.map((s) => s.id).sort());
  const actions = await t.house.db.many<{ seq: number; verb: string; from: string | null; to: string }>(
    sql`select seq, verb, from_state as "from", to_state as "to" from cases.action where case_id = ${caseId} order by seq`,
  );
  expect(actions.map((a) => a.seq)).toEqual(actions.map((_, i) => i + 1));
  expect(c.seq).toBe(actions.length);
  for (const a of actions.slice(1)) {
    const rule = table.find((r) => r.verb === a.verb);
    expect(rule?.from.includes(a.from as never) && rule.to.includes(a.to as never), `${a.verb}: ${a.from} → ${a.to}`).toBe(true);
  }
  const by = new Map(actions.map((a) => [a.verb, a]));
  // A benefit is never accepted or granted by silence.
  if (regime.correction.missed !== 'deemedAccepted') expect(by.has('deemAccepted')).toBe(false);
  if (regime.silence.onReview !== 'deemedGranted') expect(by.has('deemGranted')).toBe(false);
  if (!c.grantedOnTheSpot && c.decidedBy !== null && c.acceptedBy !== null) expect(c.decidedBy).not.toBe(c.acceptedBy);
  const chain = await readStream(t.house.db, t.house, { kind: 'case', id: caseId });
  expect(chain.map((e) => (e.header as { verb: string }).verb)).toEqual(actions.map((a) => a.verb));
};

describe('the lifecycle on the real database', () => {
  test('all regimes: somebody has it, only the right clock runs, queue, actions and chain agree', { timeout: 120_000 }, async () => {
    const runs = process.env['TONGBAN_FULL'] === '1' ? 200 : 24;
    let tries = 0;
    let done = 0;
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...regimes), fc.array(anyTry, { minLength: 8, maxLength: 28 }), async (key, list) => {
        t.clock.set(start);
        const { caseId } = await submitAs(t, people['mother'] as Actor, `t-${key}.first`, { agree: true }, {});
        const first = await readCase(t.house.db, caseId);
        const regime = (await versionById(t.house.db, first?.versionId ?? '')).content.regime as Regime;
        for (const one of list) {
          const before = await readCase(t.house.db, caseId);
          tries++;
          try {
            await act(caseId, before?.seq ?? 0, regime, chosen(one, before?.state ?? ''));
            done++;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            expect(error.say.zh.length).toBeGreaterThan(3);
            expect(error.next.zh.length).toBeGreaterThan(3);
            const after = await readCase(t.house.db, caseId);
            expect(after?.seq, `${one.what} was refused and changed nothing`).toBe(before?.seq);
          }
          const now = await readCase(t.house.db, caseId);
          reached.add(now?.state ?? '');
          await holds(caseId, regime);
        }
      }),
      { numRuns: runs },
    );
    console.log(`lifecycle: ${runs} cases, ${tries} tries, ${done} deeds, states ${[...reached].sort().join(' ')}`);
    expect(done).toBeGreaterThan(runs);
  });
  test('nothing is left half-written: every case has its step, number, party, payload and receipt', async () => {
    const odd = await inTransaction(t.house.db, (tx) =>
      tx.many(sql`select c.id from cases."case" c where not exists (select 1 from cases.case_lookup l where l.case_id = c.id)
        or not exists (select 1 from cases.case_party p where p.case_id = c.id) or not exists (select 1 from cases.payload y where y.case_id = c.id)
        or not exists (select 1 from cases.paper p where p.case_id = c.id and p.kind = 'receipt')`),
    );
    expect(odd).toEqual([]);
  });
  test('I7 the rows people are shown say what the chain says; an edited one is found', async () => {
    const findings = async (): Promise<string[]> => {
      const cases = await t.house.db.many<{ id: string; seq: number }>(sql`select case_id as id, seq from cases.action`);
      const headers = await casesMirror.headersOf(t.house.db, cases);
      const wrong: string[] = [];
      for (const id of new Set(cases.map((c) => c.id)))
        for (const entry of await readStream(t.house.db, t.house, { kind: 'case', id })) {
          const made = headers.get(`${id}:${entry.seq}`);
          if (made === undefined || canonicalJson(made) !== canonicalJson(entry.header)) wrong.push(`${id}:${entry.seq}`);
        }
      return wrong;
    };
    expect(await findings()).toEqual([]);
    await t.house.db.pool.query('alter table cases.action disable trigger user');
    await t.house.db.pool.query(
      `update cases.action set actor_name = actor_name, to_state = 'closed' where seq = 1 and case_id = (select min(case_id::text)::uuid from cases.action)`,
    );
    expect((await findings()).length).toBe(1);
    await expect(
      t.house.db.pool.query('alter table cases.action enable trigger user').then(() => t.house.db.pool.query('delete from cases.action')),
    ).rejects.toThrow(/append-only/);
  });
});
