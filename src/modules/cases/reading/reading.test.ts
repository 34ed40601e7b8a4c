import { describe, expect, test } from 'vitest';
import type { Actor } from '#platform/actor';
import { officialCalendar } from '#platform/calendar';
import { shanghaiInstant } from '#platform/clock';
import type { CaseFacts } from '../lifecycle/facts.ts';
import { regimesForTests, threeSteps } from '../lifecycle/lifecycle.fixtures.ts';
import { planOf } from '../lifecycle/plan.ts';
import { noClock } from '../lifecycle/rule.ts';
import type { LoadedCase } from '../record/case.sql.ts';
import { aheadOf } from './ahead.ts';
import { wordsLine } from './case-words.ts';
import { clockView } from './clock-view.ts';
import { dayCells, daysLeft } from './day-cells.ts';
import { cursorOf, readCursor } from './list-work.ts';
import { openDeeds } from './open-deeds.ts';
import { slipDigits } from './status-by-slip.ts';
import { fieldsOf } from './version-fields.ts';
import { marksOf } from './work-marks.ts';

const calendar = officialCalendar();
// Wednesday; Monday to Friday of this week and the next are all worked.
const now = shanghaiInstant('2026-11-25', '10:00');
const organ = '01900000-0000-7000-8000-00000000000a';
const states = (cells: { state: string }[]): string => cells.map((c) => c.state[0]).join('');

const aCase = (more: Partial<LoadedCase> = {}): LoadedCase =>
  ({
    homeRegion: '329901',
    id: 'c',
    seq: 3,
    state: 'accepted',
    itemKey: 'x',
    organId: organ,
    organName: '临河区民政局',
    receivingOrganId: 'r',
    receivingOrganName: '临河镇便民服务中心',
    intakeAt: 'deciding',
    receivedDay: '2026-11-20',
    acceptedDay: '2026-11-23',
    duePromised: '2026-11-30',
    dueStatutory: '2026-12-21',
    noticeDue: null,
    answerDue: null,
    serviceDue: null,
    deliveryDue: null,
    promisedDue: null,
    pauseDue: null,
    renewalDue: null,
    pauseKind: null,
    dueFlagged: false,
    decidedAt: null,
    outcome: null,
    rounds: 0,
    receiveMode: 'own',
    regionPath: '/3299/329901',
    receivingRegionPath: '/3299/329901/x',
    number: 'N',
    applicantName: '陈桂兰',
    parties: [{ n: 0, role: 'applicant', partyId: 'p', name: '陈桂兰', relation: null, basis: null }],
    steps: [],
    acceptedBy: 'a',
    proposal: null,
    ...more,
  }) as unknown as LoadedCase;

const see = (more: Partial<LoadedCase> = {}, pauses: { beganAt: Date; endedAt: Date | null }[] = []) =>
  clockView({ c: aCase(more), steps: [], pauses, pauseName: { zh: '公示', en: 'public notice' }, promiseDays: 5 }, calendar, now);

describe('day cells', () => {
  test('day 1 is the working day after; weekends are no cells', () => {
    const cells = dayCells(calendar, { from: '2026-11-23', due: '2026-11-30', pauses: [] }, now);
    expect(cells.map((c) => c.day)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30']);
    expect(states(cells)).toBe('utlll');
  });
  test('days past the limit are shown, not hidden', () =>
    expect(states(dayCells(calendar, { from: '2026-11-18', due: '2026-11-20', pauses: [] }, now))).toBe('uuooo'));
  test('an ended pause is no counted day; the due day already stands after it', () => {
    const pauses = [{ beganAt: shanghaiInstant('2026-11-23', '18:00'), endedAt: shanghaiInstant('2026-11-24', '18:00') }];
    expect(states(dayCells(calendar, { from: '2026-11-20', due: '2026-11-27', pauses }, now))).toBe('uptll');
  });
  test('while a pause is open the days still owed follow today', () => {
    const pauses = [{ beganAt: shanghaiInstant('2026-11-24', '08:00'), endedAt: null }];
    const cells = dayCells(calendar, { from: '2026-11-20', due: '2026-11-27', pauses }, now);
    expect(states(cells)).toBe('uppllll');
    expect(daysLeft(cells)).toBe(4);
  });
});

describe('one honest sentence (I8)', () => {
  test('it says whose desk and until when', () => {
    const view = see();
    expect(view.say.zh).toBe('在临河区民政局手上，最晚11月30日有结果（还有3个工作日）。');
    expect([view.kind, view.lamp, view.left]).toEqual(['review', 'ok', 3]);
  });
  test('a step that lies with another office is said there, not at the office that answers for it', () => {
    const steps = [{ kind: 'delivery', openedAt: now, organName: '柳桥镇人民政府' }] as const;
    const view = clockView({ c: aCase(), steps, pauses: [], pauseName: null, promiseDays: 5 }, calendar, now);
    expect(view.say.zh).toBe('在柳桥镇人民政府手上，最晚11月30日有结果（还有3个工作日）。');
  });
  test('past the promise and past the law are said as such', () => {
    expect(see({ duePromised: '2026-11-23' }).say.zh).toContain('已经过了2个工作日');
    expect(see({ duePromised: '2026-11-23' }).lamp).toBe('bad');
    const late = see({ duePromised: '2026-11-20', dueStatutory: '2026-11-23' });
    expect([late.lamp, late.say.zh.includes('已经超过法定期限')]).toEqual(['over', true]);
  });
  test('a notice not yet served starts no time; an answer due is on the citizen’s desk', () => {
    expect(see({ state: 'correcting' }).say.zh).toContain('从送到那天起');
    expect(see({ state: 'correcting' }).cells).toEqual([]);
    expect(see({ state: 'correcting', answerDue: '2026-12-01' }).say.zh).toContain('请在12月1日前补正');
    expect(see({ state: 'correcting', answerDue: '2026-12-01' }).lamp).toBe('you');
  });
  test('a pause says that the clock stands and how much is left', () => {
    const view = see({ state: 'paused', pauseKind: 'publicity', pauseDue: '2026-12-02' }, [
      { beganAt: shanghaiInstant('2026-11-25', '09:30'), endedAt: null },
    ]);
    expect(view.say.zh).toBe('正在公示，时钟停着，这几天不算在期限里。预计到12月2日。结束后还剩4个工作日。');
    expect([view.stands, view.lamp, view.left]).toEqual([true, 'still', 4]);
  });
  test('a year without a published calendar is flagged in words', () =>
    expect(see({ dueFlagged: true }).say.zh).toContain('放假安排还没公布'));
  test('every state has a sentence in both languages', () => {
    for (const state of [
      'received',
      'correcting',
      'accepted',
      'paused',
      'decided',
      'closed',
      'notAccepted',
      'withdrawn',
      'terminated',
    ] as const) {
      const { say } = see({ state });
      expect(say.zh, state).not.toBe('');
      expect(say.en, state).toMatch(/\.$/);
    }
  });
});

describe('deeds open to an officer', () => {
  const clerk = (more: object = {}): Actor =>
    ({
      kind: 'staff',
      personId: 'b',
      forPartyId: null,
      capacity: 'staff',
      post: {
        id: 'q',
        role: 'approver',
        organId: organ,
        regionCode: '329901',
        regionPath: '/3299/329901',
        pointId: null,
        windowId: null,
        items: '*',
        title: '审批',
      },
      visitId: null,
      door: 'desk',
      sessionId: null,
      device: null,
      lang: 'zh',
      name: '李',
      ...more,
    }) as Actor;
  const step = (kind: string, id = 's1') => ({
    id,
    kind,
    key: kind,
    name: { zh: kind },
    office: 'deciding',
    organId: organ,
    organName: '',
    role: 'approver',
    system: null,
    due: null,
    assigneeId: null,
    assigneeName: null,
    openedSeq: 3,
    openedAt: '2026-11-24T02:00:00Z',
  });
  const plan = planOf(threeSteps);
  const facts = (kind: 'review' | 'decision', more: Partial<CaseFacts> = {}): CaseFacts => ({
    state: 'accepted',
    steps: [{ id: 's1', kind, key: kind, system: null }],
    clocks: { ...noClock, review: 'runs' },
    rounds: 0,
    position: kind === 'decision' ? 1 : 0,
    plan,
    acceptedBy: 'a',
    decidedBy: null,
    proposal: null,
    extensions: 0,
    extensionAskedBy: null,
    pauseKind: null,
    missing: { count: 0, promisable: 0 },
    competenceKnown: true,
    intakeAt: 'deciding',
    onTheSpot: false,
    served: false,
    passed: { notice: false, answer: false, review: false, renewal: false },
    ...more,
  });
  const names = (list: ReturnType<typeof openDeeds>): string[] => list.filter((d) => d.blocked === null).map((d) => d.verb);

  test('the decision is open to another, and held back with the reason from who accepted (I13)', () => {
    const c = aCase({ steps: [step('decision')] as never });
    expect(names(openDeeds(clerk(), c, facts('decision'), regimesForTests.benefit, null))).toContain('decide');
    const own = openDeeds(clerk({ personId: 'a' }), c, facts('decision'), regimesForTests.benefit, null).find((d) => d.verb === 'decide');
    expect(own?.blocked?.code).toBe('cases.own-acceptance');
    expect(own?.blocked?.next.zh).not.toBe('');
  });
  test('where one officer refuses only with a second, proposing and deciding are both offered', () => {
    const list = names(
      openDeeds(clerk(), aCase({ steps: [step('decision')] as never }), facts('decision'), regimesForTests.twoRefuse, null),
    );
    expect(list).toEqual(expect.arrayContaining(['decide', 'proposeDecision']));
  });
  test('what the procedure does not know is left out, not shown as blocked', () => {
    const all = openDeeds(clerk(), aCase({ steps: [step('review')] as never }), facts('review'), regimesForTests.instant, null).map(
      (d) => d.verb,
    );
    expect(all).toContain('completeStep');
    for (const verb of ['pause', 'extend', 'decide', 'accept', 'onTheSpotGrant']) expect(all).not.toContain(verb);
  });
  test('nothing is open at another organ or to a party of the case', () => {
    const c = aCase({ steps: [step('decision')] as never });
    const elsewhere = clerk();
    elsewhere.post = { ...(elsewhere.post as NonNullable<Actor['post']>), organId: 'other' };
    expect(openDeeds(elsewhere, c, facts('decision'), regimesForTests.benefit, null)).toEqual([]);
    expect(openDeeds(clerk({ personId: 'p' }), c, facts('decision'), regimesForTests.benefit, null)).toEqual([]);
  });
});

describe('small parts', () => {
  test('slip codes as people type them', () => expect(slipDigits(' １２３４-5678 9012 ')).toBe('123456789012'));
  test('a cursor survives its way and nothing else is taken for one', () => {
    const row = { due: '2026-11-30', caseId: organ, stepId: organ };
    expect(readCursor(cursorOf(row))).toEqual(row);
    for (const bad of ['', 'x', Buffer.from('["2026-02-30","a","b"]').toString('base64url'), undefined]) expect(readCursor(bad)).toBeNull();
  });
  test('marks are short words, the kind of step first', () =>
    expect(marksOf({ kind: 'second', marks: ['promise'], assigneeId: 'me' }, 'me', 'zh')).toEqual(['等第二人', '容缺', '指定给我']));
  test('words: reason, note and each thing asked', () => {
    expect(wordsLine({ reason: '理由' })).toBe('理由');
    expect(
      wordsLine({
        items: [
          { kind: 'other', target: '', say: '甲' },
          { kind: 'other', target: '', say: '乙' },
        ],
        note: null,
      }),
    ).toBe('1. 甲\n2. 乙');
    expect(wordsLine({})).toBeNull();
  });
  test('what is ahead gets shorter as the case goes on', () => {
    const plan = planOf(threeSteps);
    const count = (state: Parameters<typeof aheadOf>[0], position: number): number =>
      aheadOf(state, plan, { position, deliveryWay: null, onTheSpot: false }).length;
    expect([count('received', 0), count('accepted', 0), count('accepted', 1), count('decided', 1), count('closed', 1)]).toEqual([
      4, 2, 1, 1, 0,
    ]);
  });
  test('fields of a form in the order of its steps', () =>
    expect(
      fieldsOf(
        {
          properties: { a: { 'x-label': '姓名', 'x-personal': 'name' }, b: {} },
          'x-steps': [{ id: 's', title: '第一步', fields: ['b', 'a', 'gone'] }],
        },
        'zh',
      ).fields,
    ).toEqual([
      { id: 'b', label: 'b', step: '第一步', personal: false },
      { id: 'a', label: '姓名', step: '第一步', personal: true },
    ]));
});
