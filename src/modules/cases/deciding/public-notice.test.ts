import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, codeOf, furnishCity, submitAs } from '../cases.fixtures.ts';
import { acceptWithPromise } from '../intake/accept-with-promise.ts';
import { receivedFacts, transition } from '../lifecycle/case.ts';
import { threeSteps, regimesForTests } from '../lifecycle/lifecycle.fixtures.ts';
import { planOf } from '../lifecycle/plan.ts';
import { paperForReader } from '../papers/paper-data.ts';
import { getMyCase } from '../reading/get-my-case.ts';
import { publishRegimeItems } from '../regime-items.fixtures.ts';
import { pause } from './pause.ts';
import { resume } from './resume.ts';

let t: CaseHouse;
let mother: Actor;
let hall: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await furnishCity(await openTestHouse('2026-11-25T09:30:00+08:00'));
  [mother, hall, officer] = await Promise.all([t.citizen('陈桂兰'), t.staff('linhe-window-5'), t.staff('linhe-civil-affairs-1')]);
  await publishRegimeItems(t.house);
}, 120_000);
afterAll(() => t?.close());

const accepted = async (key: string): Promise<{ caseId: string; expectedSeq: number }> => {
  const { caseId } = await submitAs(t, mother, key, { agree: true }, {});
  const { seq } = await acceptWithPromise(hall, t.house, newId(), { caseId, expectedSeq: 1, materials: ['plan'] });
  return { caseId, expectedSeq: seq };
};

test('I8 a public notice of ten natural days lasts ten natural days, its last day a working one, and stands outside the limit', async () => {
  t.clock.set('2026-11-25T16:00:00+08:00');
  const on = await accepted('t-passed.first');
  const before = (await getMyCase(mother, on.caseId, t.house)).clock.duePromised;
  const paused = await pause(officer, t.house, newId(), { ...on, kind: 'publicity', reason: '公示' });
  // Wednesday 25 November and ten days is Saturday 5 December; the last day moves to Monday.
  const view = await getMyCase(mother, on.caseId, t.house);
  expect(view.clock.say.zh).toContain('预计到12月7日');
  const paper = view.papers.find((p) => p.kind === 'pause');
  expect((await paperForReader(mother, t.house, paper?.id ?? '')).paragraphs.join('')).toContain('预计至2026年12月7日结束');
  t.clock.set('2026-12-08T09:00:00+08:00');
  await resume(officer, t.house, newId(), { caseId: on.caseId, expectedSeq: paused.seq });
  // The days 26 November to 7 December are covered whole: eight working days are given back.
  expect([before, (await getMyCase(mother, on.caseId, t.house)).clock.duePromised]).toEqual(['2026-12-09', '2026-12-21']);
});

test('where the notice counts within the limit no clock stops for it, whatever an older version lists', async () => {
  const on = await accepted('t-local.first');
  expect(await codeOf(pause(officer, t.house, newId(), { ...on, kind: 'publicity', reason: '公示' }))).toBe('cases.pause-unknown');
  const facts = receivedFacts(
    planOf(threeSteps),
    { competenceKnown: true, intakeAt: 'deciding', missing: { count: 0, promisable: 0 }, onTheSpot: false },
    { id: 's0', kind: 'intake', key: 'intake', system: null },
  );
  const old = { ...regimesForTests.benefit, publicity: { inLimit: true, days: 5 } };
  const deed = { verb: 'pause', by: 'staff', actor: 'b', reason: true, pauseKind: 'publicity' } as const;
  const result = transition({ ...facts, state: 'accepted' }, deed, old);
  expect('refusal' in result && result.refusal.code).toBe('cases.publicity-in-limit');
});
