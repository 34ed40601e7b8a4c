import { describe, expect, test } from 'vitest';
import { columnsOf, type FieldSchema } from '#platform/forms';
import { checkItem } from '../checks/check-item.ts';
import type { ItemContent } from '../document/content.ts';
import { planted, sharedFixture, soundDocument } from '../document/document.fixtures.ts';
import { versionBytes } from '../publish/publish-version.ts';
import { evaluate } from './evaluate.ts';

const one = (text: string): ItemContent => {
  const checked = checkItem('items/sample.yaml', text, sharedFixture, '2026-11-25', new Set(['sample-benefit']));
  expect(checked.issues.filter((i) => i.weight !== 'note').map((i) => i.say)).toEqual([]);
  const content = checked.contents[0];
  if (content === undefined) throw new Error('no content');
  return content;
};
const issuesOf = (text: string): string[] =>
  checkItem('items/sample.yaml', text, sharedFixture, '2026-11-25', new Set()).issues.map((i) => i.code);
const season =
  '    season: {periods: [{from: "2027-09-01", to: "2027-09-10", name: 秋季}, {from: "2027-05-10", to: "2027-05-20", name: 春季}], say: 现在不是报名的时候。, next: 请记下日子。}\n    delivery: [self, sms]';
// Only examples outside the season would fail, so this document carries none that expects to apply.
const seasonal = planted('    delivery: [self, sms]', season).replace('outcome: apply', 'outcome: notYet');

describe('an item open at some times of the year', () => {
  const answered = { who: 'self' };
  test('outside opens no case and names the next opening, in the order of days', () => {
    const content = one(seasonal);
    const before = evaluate(content, answered, { today: '2026-11-25' }).outcome;
    expect(before).toMatchObject({ kind: 'notYet', next: { zh: '春季：2027年5月10日到2027年5月20日。请记下日子。' } });
    expect(evaluate(content, answered, { today: '2027-06-01' }).outcome.next?.zh).toContain('2027年9月1日');
    expect(evaluate(content, answered, { today: '2028-01-01' }).outcome.next?.zh).toBe('请记下日子。');
  });
  test('first and last day count', () => {
    const content = one(seasonal);
    for (const today of ['2027-05-10', '2027-05-20']) expect(evaluate(content, answered, { today }).outcome.kind).toBe('apply');
    for (const today of ['2027-05-09', '2027-05-21']) expect(evaluate(content, answered, { today }).outcome.kind).toBe('notYet');
  });
  test('a season that is over is a note, never a reason to unpublish', () => {
    const over = planted('    delivery: [self, sms]', season.replaceAll('2027', '2025')).replace('outcome: apply', 'outcome: notYet');
    expect(issuesOf(over)).toEqual(['catalog.season-over']);
    expect(issuesOf(seasonal.replace('to: "2027-05-20"', 'to: "2027-05-01"'))).toContain('catalog.season-shape');
  });
});

describe('a right that begins at a legal day', () => {
  const from = (at: string) =>
    one(
      planted(
        '    delivery: [self, sms]',
        `    effect: {starts: 满80周岁当月, from: {day: {dateAdd: [{fact: applicant.birth}, {years: 80}]}, at: ${at}}}\n    delivery: [self, sms]`,
      ),
    );
  test.each([
    ['day', '2026-12-05'],
    ['monthStart', '2026-12-01'],
    ['nextMonthStart', '2027-01-01'],
  ])('%s → %s, whatever the day of application', (at, day) => {
    const content = from(at);
    for (const today of ['2026-11-25', '2027-08-01'])
      expect(evaluate(content, { 'applicant.birth': '1946-12-05' }, { today }).rightsFrom).toEqual({ day, missing: [] });
  });
  test('what is unknown stays unknown and says what is missing', () => {
    expect(evaluate(from('day'), {}, { today: '2026-11-25' }).rightsFrom).toEqual({ day: null, missing: ['applicant.birth'] });
  });
  test('an example that expects another day keeps the document out (plant)', () => {
    const wrong = planted('    delivery: [self, sms]', '    effect: {from: {day: {today: true}}}\n    delivery: [self, sms]').replace(
      'outcome: apply',
      'outcome: apply, rightsFrom: "2026-11-25"',
    );
    expect(issuesOf(wrong)).toEqual(['catalog.example-failed']);
  });
  test('items without such a day say nothing about it', () => {
    expect(evaluate(one(soundDocument), {}, { today: '2026-11-25' })).not.toHaveProperty('rightsFrom');
  });
});

describe('public notice and a clock per party', () => {
  const regimes = structuredClone(sharedFixture);
  const benefit = regimes.regimes['benefit'];
  if (benefit === undefined) throw new Error('no benefit');
  benefit.pauses.push({ kind: 'publicity', name: '公示', length: 'fixed', days: 5, notice: true });
  benefit.publicity = { inLimit: false, days: 7, unit: 'naturalDay' };
  const withNotice = planted('pauses: [verification]', 'pauses: [publicity]\n    publicity: {days: 3, where: 村务公开栏}');
  test('the item’s own days win over the regime’s, in the copy a case runs by', () => {
    const content = checkItem('a.yaml', withNotice, regimes, '2026-11-25').contents[0];
    expect(content?.regime.publicity).toEqual({ inLimit: false, days: 3, unit: 'workday' });
    expect(content?.regime.pauses.find((p) => p.kind === 'publicity')?.days).toBe(3);
    expect(content?.publicity).toMatchObject({ days: 3, inLimit: false, where: { zh: '村务公开栏' } });
  });
  test('a notice in natural days stops the clock for as many natural days', () => {
    const natural = withNotice.replace('publicity: {days: 3,', 'publicity: {days: 10, unit: naturalDay,');
    const content = checkItem('a.yaml', natural, regimes, '2026-11-25').contents[0];
    expect(content?.regime.pauses.find((p) => p.kind === 'publicity')).toMatchObject({ days: 10, unit: 'naturalDay' });
  });
  test('within the limit no clock may stop for it (plant)', () => {
    const within = withNotice.replace('publicity: {days: 3,', 'publicity: {days: 3, inLimit: true,');
    expect(checkItem('a.yaml', within, regimes, '2026-11-25').issues.map((i) => i.code)).toContain('catalog.publicity-clock');
  });
  test('days outside the limit need a pause that stops the clock', () => {
    const planted = withNotice.replace('pauses: [publicity]', 'pauses: [verification]');
    expect(checkItem('a.yaml', planted, regimes, '2026-11-25').issues.map((i) => i.code)).toContain('catalog.publicity-clock');
  });
  test('each party has its own days', () => {
    const content = one(
      planted(
        '    delivery: [self, sms]',
        '    clocks: [{id: pass, party: receiving, name: 转到户籍地, days: 3, from: 收件}, {id: tell, party: receiving, name: 告诉结果, days: 3, from: 收到结果}]\n    delivery: [self, sms]',
      ),
    );
    expect(content.clocks?.map((k) => [k.party, k.days, k.unit])).toEqual([
      ['receiving', 3, 'workday'],
      ['receiving', 3, 'workday'],
    ]);
  });
});

test('the bytes keep the order in which columns were written', () => {
  const content = one(
    planted(
      '        relationNote:',
      '        members: {type: array, x-type: table, x-label: 家人, items: {type: object, required: [memberName], properties: {memberName: {type: string, x-type: name, x-label: 姓名}, income: {type: number, x-type: money, x-label: 收入}, age: {type: number, x-type: number, x-label: 年龄}}}}\n        relationNote:',
    ).replace('fields: [applicantName, relationNote]', 'fields: [applicantName, relationNote, members]'),
  );
  const stored = (JSON.parse(versionBytes(content).text) as ItemContent).form.properties['members'] as unknown as FieldSchema;
  expect(Object.keys(stored.items?.properties ?? {})).toEqual(['age', 'income', 'memberName']);
  expect(columnsOf(stored).map((c) => c.id)).toEqual(['memberName', 'income', 'age']);
  // Versions published before the order was kept are read as they are.
  const { 'x-order': _, ...items } = stored.items ?? {};
  expect(columnsOf({ ...stored, items } as FieldSchema).map((c) => c.id)).toEqual(['age', 'income', 'memberName']);
});
