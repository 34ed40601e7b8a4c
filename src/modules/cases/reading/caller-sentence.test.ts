import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callerSentence, type CallerInputs } from './caller-sentence.ts';

const today = '2026-11-25';
const states = [
  'received',
  'correcting',
  'accepted',
  'paused',
  'decided',
  'closed',
  'notAccepted',
  'withdrawn',
  'terminated',
] as const satisfies readonly CallerInputs['c']['state'][];
const day = fc.constantFrom(null, '2026-11-20', '2026-11-25', '2026-12-09', '2027-01-04');
const name = fc.constantFrom({ zh: '收款的银行卡', en: 'Bank card' }, { zh: '声明。', en: 'Statement.' }, { zh: '照片' });
const inputs = fc.record({
  c: fc.record({
    state: fc.constantFrom(...states),
    outcome: fc.constantFrom(null, 'grant', 'refuse'),
    noticeDue: day,
    answerDue: day,
    duePromised: day,
    dueStatutory: day,
    pauseDue: day,
    deliveryDue: day,
    dueFlagged: fc.boolean(),
  }),
  itemName: fc.constantFrom({ zh: '高龄津贴申领', en: 'Old-age allowance' }, { zh: '户口迁移。示例' }),
  offices: fc.subarray(['临河区民政局', '临河区住房和城乡建设局']),
  asked: fc.array(
    fc.record({ kind: fc.constantFrom('correction', 'supplement', 'promised'), names: fc.array(name, { minLength: 1 }), due: day }),
  ),
  pauseName: fc.constantFrom(null, { zh: '专家评审', en: 'An expert review' }),
}) as fc.Arbitrary<CallerInputs>;

test('whatever the state, it is one sentence in each language that ends once and says nothing undefined', () => {
  fc.assert(
    fc.property(inputs, (one) => {
      const { zh, en } = callerSentence(one, today);
      expect(zh).toMatch(/^您办的[^。！？；\n]+，[^。！？；\n]+。$/);
      expect(en).toMatch(/^Your matter .+\.$/);
      expect(`${zh}${en}`).not.toMatch(/undefined|null|NaN|，，|，。/);
    }),
    { numRuns: 2000 },
  );
});

const c: CallerInputs['c'] = {
  state: 'accepted',
  outcome: null,
  noticeDue: null,
  answerDue: null,
  duePromised: '2026-12-09',
  dueStatutory: '2027-01-08',
  pauseDue: null,
  deliveryDue: null,
  dueFlagged: false,
};
const on = (more: Partial<CallerInputs['c']>, rest: Partial<CallerInputs> = {}): string =>
  callerSentence(
    { c: { ...c, ...more }, itemName: { zh: '高龄津贴申领' }, offices: ['临河区民政局'], asked: [], pauseName: null, ...rest },
    today,
  ).zh;

test.each([
  [
    'received',
    on({ state: 'received', noticeDue: '2026-12-02' }),
    '您办的高龄津贴申领，现在在临河区民政局手上，不用您做什么，最晚12月2日星期三告诉您收不收得下。',
  ],
  [
    'correcting',
    on(
      { state: 'correcting', answerDue: '2026-12-16' },
      { asked: [{ kind: 'correction', names: [{ zh: '收款卡卡号' }, { zh: '收款的银行卡' }], due: '2026-12-16' }] },
    ),
    '您办的高龄津贴申领，现在在您手上，要您补收款卡卡号、收款的银行卡，请在12月16日星期三前用手机或者到窗口交来。',
  ],
  ['accepted', on({}), '您办的高龄津贴申领，现在在临河区民政局手上，不用您做什么，最晚12月9日星期三有结果。'],
  [
    'owed',
    on({}, { asked: [{ kind: 'promised', names: [{ zh: '方案' }], due: '2026-12-02' }] }),
    '您办的高龄津贴申领，现在在临河区民政局手上，说好后交的方案还没交，请在12月2日星期三前交来，最晚12月9日星期三有结果。',
  ],
  [
    'late',
    on({ duePromised: '2026-11-20' }),
    '您办的高龄津贴申领，现在在临河区民政局手上，不用您做什么，本来11月20日星期五前要有结果，已经过了，您可以打服务电话催办。',
  ],
  [
    'flagged',
    on({ duePromised: '2027-01-04', dueFlagged: true }),
    '您办的高龄津贴申领，现在在临河区民政局手上，不用您做什么，最晚2027年1月4日星期一有结果，不过那一年的放假安排还没公布，日期可能要改。',
  ],
  [
    'decided',
    on({ state: 'decided', outcome: 'grant', deliveryDue: '2026-12-09' }),
    '您办的高龄津贴申领，已经有决定，是准予，不用您做什么，最晚12月9日星期三送到您手上。',
  ],
])('who has it, what is needed, until when: %s', (_state, said, expected) => expect(said).toBe(expected));
