/** Every deed × everybody whose deed it is not × cases in several states: a clear answer, and nothing changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, anonymous } from '#platform/actor';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, submitElder } from './cases.fixtures.ts';
import { staffNeeds } from './cases.policy.ts';
import { askWindow } from './deciding/ask-window.ts';
import { assignPerson } from './deciding/assign-person.ts';
import { closeCase } from './deciding/close-case.ts';
import { completeStep } from './deciding/complete-step.ts';
import { decide } from './deciding/decide.ts';
import { askExtension } from './deciding/ask-extension.ts';
import { declineExtension } from './deciding/decline-extension.ts';
import { extend } from './deciding/extend.ts';
import { pause } from './deciding/pause.ts';
import { proposeDecision } from './deciding/propose-decision.ts';
import { recheck } from './deciding/recheck.ts';
import { recordDelivery } from './deciding/record-delivery.ts';
import { requestSupplement } from './deciding/request-supplement.ts';
import { resume } from './deciding/resume.ts';
import { returnStep } from './deciding/return-step.ts';
import { sendBackProposal } from './deciding/send-back-proposal.ts';
import { supersedeDecision } from './deciding/supersede-decision.ts';
import { terminate } from './deciding/terminate.ts';
import { transfer } from './deciding/transfer.ts';
import { withdraw } from './deciding/withdraw.ts';
import { accept } from './intake/accept.ts';
import { acceptWithPromise } from './intake/accept-with-promise.ts';
import { answerCorrection, answerSupplement, handInPromised } from './intake/answer-correction.ts';
import { assignOffice } from './intake/assign-office.ts';
import { forward } from './intake/forward.ts';
import { issueCorrection } from './intake/issue-correction.ts';
import { onTheSpotGrant } from './intake/on-the-spot-grant.ts';
import { refuseAcceptance } from './intake/refuse-acceptance.ts';
import { takeUpUnanswered } from './intake/take-up-unanswered.ts';
import { readCase } from './record/case.sql.ts';

let t: CaseHouse;
type On = { caseId: string; expectedSeq: number };
const cases: Record<string, On> = {};
let wrong: Record<string, Actor>;
let organ = '';
const reason = '示例理由';
const items = [{ kind: 'other' as const, target: 'x', say: '请写清楚' }];

const deeds: Record<string, (a: Actor, on: On, key: string) => Promise<unknown>> = {
  assignOffice: (a, on, key) => assignOffice(a, t.house, key, { ...on, organId: organ }),
  forward: (a, on, key) => forward(a, t.house, key, on),
  issueCorrection: (a, on, key) => issueCorrection(a, t.house, key, { ...on, items }),
  takeUpUnanswered: (a, on, key) => takeUpUnanswered(a, t.house, key, on),
  accept: (a, on, key) => accept(a, t.house, key, on),
  acceptWithPromise: (a, on, key) => acceptWithPromise(a, t.house, key, { ...on, materials: ['bankcard'] }),
  refuseAcceptance: (a, on, key) => refuseAcceptance(a, t.house, key, { ...on, ground: 'notCompetent', reason }),
  onTheSpotGrant: (a, on, key) => onTheSpotGrant(a, t.house, key, on),
  completeStep: (a, on, key) => completeStep(a, t.house, key, on),
  returnStep: (a, on, key) => returnStep(a, t.house, key, { ...on, reason }),
  askWindow: (a, on, key) => askWindow(a, t.house, key, { ...on, reason }),
  requestSupplement: (a, on, key) => requestSupplement(a, t.house, key, { ...on, items }),
  pause: (a, on, key) => pause(a, t.house, key, { ...on, kind: 'publicity', reason, expectedEnd: '2027-01-01' }),
  resume: (a, on, key) => resume(a, t.house, key, on),
  askExtension: (a, on, key) => askExtension(a, t.house, key, { ...on, reason }),
  declineExtension: (a, on, key) => declineExtension(a, t.house, key, { ...on, reason }),
  extend: (a, on, key) => extend(a, t.house, key, { ...on, reason }),
  proposeDecision: (a, on, key) => proposeDecision(a, t.house, key, { ...on, outcome: 'grant' }),
  sendBackProposal: (a, on, key) => sendBackProposal(a, t.house, key, { ...on, reason }),
  decide: (a, on, key) => decide(a, t.house, key, { ...on, outcome: 'grant' }),
  recordDelivery: (a, on, key) => recordDelivery(a, t.house, key, { ...on, how: 'handedOver' }),
  close: (a, on, key) => closeCase(a, t.house, key, { ...on, reason }),
  recheck: (a, on, key) => recheck(a, t.house, key, { ...on, stepId: newId(), right: true }),
  terminate: (a, on, key) => terminate(a, t.house, key, { ...on, ground: 'personGone', reason }),
  supersedeDecision: (a, on, key) => supersedeDecision(a, t.house, key, { ...on, ground: 'review', leaves: 'granted', reason }),
  transfer: (a, on, key) => transfer(a, t.house, key, { ...on, organId: organ, reason }),
  assign: (a, on, key) => assignPerson(a, t.house, key, { ...on, stepId: newId(), personId: newId(), reason }),
  answerCorrection: (a, on, key) => answerCorrection(a, t.house, key, { ...on, note: 'x' }),
  answerSupplement: (a, on, key) => answerSupplement(a, t.house, key, { ...on, note: 'x' }),
  handInPromised: (a, on, key) => handInPromised(a, t.house, key, { ...on, note: 'x' }),
  withdraw: (a, on, key) => withdraw(a, t.house, key, on),
};

beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  const { house } = t;
  const mother = await t.citizen('陈桂兰');
  const hall = await t.staff('linhe-window-5');
  const [first, second] = [await t.staff('linhe-civil-affairs-1'), await t.staff('linhe-civil-affairs-2')];
  const make = async (): Promise<On> => ({ caseId: (await submitElder(t, mother)).caseId, expectedSeq: 1 });
  const then = (on: On, r: { seq: number }): On => ({ ...on, expectedSeq: r.seq });
  cases['received'] = await make();
  const a = await make();
  cases['accepted'] = then(a, await accept(hall, house, newId(), a));
  const b = await make();
  let on = then(b, await accept(hall, house, newId(), b));
  on = then(on, await completeStep(first, house, newId(), on));
  cases['decided'] = then(on, await decide(second, house, newId(), { ...on, outcome: 'grant' }));
  const c = await make();
  cases['correcting'] = then(c, await issueCorrection(hall, house, newId(), { ...c, items }));
  organ = (await t.staff('donghu-all-1:donghu-civil-affairs')).post?.organId ?? '';
  wrong = {
    'a visitor': anonymous(),
    'another citizen': await t.citizen('孙德福'),
    'a clerk of another county': await t.staff('donghu-window-1'),
    'a clerk of the town': await t.staff('liuqiao-window-3'),
    'an approver of another office': await t.staff('linhe-market-1'),
    'an approver of another county': await t.staff('donghu-all-1:donghu-civil-affairs'),
    'an editor': await t.staff('city-editor'),
    'an administrator': await t.staff('city-admin'),
    'a department’s system': await t.partner(),
    'a clerk in somebody else’s visit': await t.atWindow('liuqiao-window-1', '孙德福'),
  };
});
afterAll(() => t.close());

const unchanged = async (on: On): Promise<void> => expect((await readCase(t.house.db, on.caseId))?.seq).toBe(on.expectedSeq);

describe('who may not', () => {
  test('every verb of the policy is walked here', () => {
    expect(Object.keys(staffNeeds).filter((verb) => deeds[verb] === undefined)).toEqual([]);
  });
  test('wrong person, wrong region, wrong office, wrong role: refused in words, nothing changed', { timeout: 120_000 }, async () => {
    let tried = 0;
    const through: string[] = [];
    for (const [state, on] of Object.entries(cases)) {
      for (const [who, actor] of Object.entries(wrong))
        for (const [verb, deed] of Object.entries(deeds)) {
          tried++;
          const problem = await deed(actor, on, newId()).then(
            () => null,
            (error: unknown) => error,
          );
          if (problem === null) through.push(`${who} ${verb} ${state}`);
          else if (!(problem instanceof Problem)) throw problem;
          else if (problem.code !== 'cases.not-found') through.push(`${who} ${verb} ${state}: ${problem.code} tells that there is one`);
          else if (problem.next.zh.length < 3 || problem.kind === 'unavailable') through.push(`${verb}: ${problem.code}`);
        }
      await unchanged(on);
    }
    expect(through).toEqual([]);
    expect(tried).toBe(4 * 10 * Object.keys(deeds).length);
  });
  test('late: whoever looked at an earlier state changes nothing', { timeout: 60_000 }, async () => {
    const right = [
      await t.staff('linhe-window-5'),
      await t.staff('linhe-civil-affairs-1'),
      await t.staff('linhe-civil-affairs-2'),
      await t.citizen('陈桂兰'),
    ];
    for (const on of [cases['accepted'], cases['decided'], cases['correcting']] as On[])
      for (const actor of right)
        for (const deed of Object.values(deeds)) {
          const problem = await deed(actor, { ...on, expectedSeq: on.expectedSeq - 1 }, newId()).then(
            () => null,
            (error: unknown) => error,
          );
          expect(problem).toBeInstanceOf(Problem);
        }
    for (const on of Object.values(cases)) await unchanged(on);
  });
});
