import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  carryAnswers,
  checkForm,
  effectiveForm,
  type FieldError,
  type FormSchema,
  formFacts,
  needsTyping,
  personalFields,
  prefill,
  stepsOf,
  takeTyped,
  typingCount,
  validate,
} from '#platform/forms';
import { exampleForm as form, goodValues } from './example.form.ts';

const setting = { today: '2026-11-24' };
const submit = (values: object, facts = { who: 'self' }) =>
  validate(form, { ...goodValues, ...values }, facts, { ...setting, mode: 'submit' });
const said = (errors: FieldError[]) => errors.map((error) => [error.field, error.say.zh]);

describe('the form one person meets', () => {
  test('hides what is not needed, calculates what can be, drops answers to hidden fields', () => {
    const effective = effectiveForm(form, { ...goodValues, address: '上海市', persons: 3, helperName: '周建华' }, { who: 'self' }, setting);
    expect(effective.hidden).toEqual(['address', 'helperName']);
    expect(effective.values).toMatchObject({ sex: 'female', each: 428.17 });
    expect(effective.values).not.toHaveProperty('address');
    expect(effective.facts).not.toHaveProperty('helperName');
    expect(effective.schema['x-steps'].map((step) => step.id)).toEqual(['person', 'money', 'confirm']);
  });

  test('waits for another field of the form; shows, without demanding, what depends on something unknown', () => {
    const effective = effectiveForm(form, {}, {}, setting);
    expect(effective.waiting).toEqual(['address']);
    expect(effective.maybe).toEqual({ helperName: ['who'] });
    expect(effective.schema.required).not.toContain('helperName');
    expect(stepsOf(form, {}, {}, setting).map((step) => step.id)).toContain('helper');
    expect(stepsOf(form, {}, { who: 'relative' }, setting)[0]!.fields).not.toContain('address');
    expect(stepsOf(form, { live: 'away' }, {}, setting)[0]!.fields).toContain('address');
  });

  test('a circle of conditions ends as unknown', () => {
    const a = { type: 'string', 'x-label': '甲', 'x-show-if': { eq: [{ fact: 'b' }, 'x'] } };
    const b = { type: 'string', 'x-label': '乙', 'x-show-if': { eq: [{ fact: 'a' }, 'x'] } };
    const circle: FormSchema = { properties: { a, b }, 'x-steps': [{ id: 's', title: '一', fields: ['a', 'b'] }] };
    expect(effectiveForm(circle, { a: 'x', b: 'x' }, {}, setting).waiting).toEqual(['b', 'a'].toSorted());
    expect(checkForm(circle, {}).map((fault) => fault.say.zh)).toContain('“a”的显示或计算绕了一圈又回到自己');
  });
});

describe('validation says which value, what is wrong, what to do', () => {
  test('good answers pass, for oneself and for a relative with the helper named', () => {
    expect(submit({})).toEqual([]);
    expect(submit({ helperName: '周建华' }, { who: 'relative' })).toEqual([]);
    expect(said(submit({}, { who: 'relative' }))).toEqual([['helperName', '请填代办人姓名。']]);
  });

  test('in short for the summary, in full at the field', () => {
    expect(submit({ idNumber: '32990119440617002', phone: '1381234567', name: null, agree: false })).toMatchObject([
      { field: 'name', short: { zh: '请填老人姓名', en: 'Enter name' }, say: { zh: '请填姓名，和身份证上的一样。' } },
      {
        field: 'idNumber',
        short: { zh: '老人身份证号是18位，您填了17位' },
        say: { zh: '身份证号是18位，您填了17位。请对照证件再填一次。' },
      },
      { field: 'phone', short: { zh: '联系电话：手机号是11位，您填了10位' }, say: { zh: '手机号是11位，您填了10位。请再填一次。' } },
      { field: 'agree', say: { zh: '请看完后打勾。' } },
    ]);
  });

  test.each([
    [
      'a day that does not exist',
      { born: '1944-2-30' },
      'born.d',
      '出生日期：2月没有30日，最后一天是29日。年、月、日都填数字，例如1944年6月17日。',
    ],
    ['half a date', { born: '1944--17' }, 'born.m', '出生日期：请填月。年、月、日都填数字，例如1944年6月17日。'],
    ['a date still to come', { born: '2026-11-25' }, 'born', '出生日期最晚是2026年11月24日。您填的是2026年11月25日。'],
    ['a date against the ID number', { born: '1944-06-18' }, 'born', '出生日期和身份证号里的不一样。请对照证件再看一遍。'],
    ['a name with a digit', { name: '陈3' }, 'name', '老人姓名里不会有“3”。请和证件上写得一样。'],
    ['a name too short', { name: '陈' }, 'name', '老人姓名至少2个字，您填了1个。请填姓名，和身份证上的一样。'],
    ['a letter for a digit in a credit code', { uscc: '9135O100M000100Y43' }, 'uscc', '“O”是信用代码里不会出现的字母。看看是不是数字0。'],
    ['a region not deep enough', { home: '329901101' }, 'home.village', '户口所在村居要选到村居。请在下面接着选。'],
    ['an amount in words', { income: '一千' }, 'income', '月收入要填数字，您填的是“一千”。请只填数字。'],
    ['too much', { income: 100_001 }, 'income', '月收入最多是100000元。您填的是100001。'],
    ['tenths of a fen', { income: 0.125 }, 'income', '月收入最多两位小数，到分为止。'],
    ['half a person', { persons: 1.5 }, 'persons', '家里几口人要填整数，您填的是1.5。'],
    ['an option nobody offered', { wants: ['sms', 'pigeon'] }, 'wants', '请从给出的选项里选怎么告诉您。'],
    ['nothing ticked', { wants: [] }, 'wants', '请选怎么告诉您。'],
    ['too long', { note: '写'.repeat(31) }, 'note', '还想说的最多30个字，您填了31个。请写短一些。'],
    [
      'a period the wrong way round',
      { stay: { from: '2026-02-01', to: '2026-01-01' } },
      'stay.to',
      '住院时间的结束不能早于开始。请看看是不是填反了。',
    ],
    ['a period without end', { stay: { from: '2026-02-01', to: null } }, 'stay.to', '请填住院时间的结束日期。'],
    ['a row without its name', { family: [{ born: '1970-01-01' }] }, 'family[0].name', '请填姓名。'],
    ['too many rows', { family: Array.from({ length: 4 }, () => ({ name: '周建华' })) }, 'family', '家里人最多填3行，现在有4行。'],
  ])('%s', (_, values, field, say) => {
    expect(said(submit(values))).toEqual([[field, say]]);
  });

  test('names of people are not forced into one pattern', () => {
    for (const name of ['欧阳锋', '阿不都热西提·买买提', '䶮𠮷', 'Mary-Jane O’Neill']) expect(submit({ name })).toEqual([]);
  });

  test('an error in a table names the row the person sees', () => {
    const errors = submit({ family: [{ name: '周建华' }, {}, { name: '周3' }] });
    expect(errors).toMatchObject([{ field: 'family[2].name', short: { zh: '家里人第3行：姓名里不会有“3”' } }]);
  });

  test('a draft may be half empty but not wrong; a step may be checked alone', () => {
    expect(validate(form, {}, {}, { ...setting, mode: 'draft' })).toEqual([]);
    expect(validate(form, { phone: '12' }, {}, { ...setting, mode: 'draft' })).toHaveLength(1);
    expect(validate(form, { phone: '12' }, {}, { ...setting, mode: 'submit', fields: ['agree'] }).map((error) => error.field)).toEqual([
      'agree',
    ]);
  });

  test('what is read-only or unknown is never demanded of the person', () => {
    const readOnly: FormSchema = {
      required: ['a'],
      properties: { a: { type: 'string', 'x-label': '甲', 'x-readonly': true } },
      'x-steps': [{ id: 's', title: '一', fields: ['a'] }],
    };
    expect(validate(readOnly, {}, {}, { ...setting, mode: 'submit' })).toEqual([]);
    expect(submit({}, {} as never)).toEqual([]);
  });

  test('never fails on any value, and blames nobody without words', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(form.properties)), fc.jsonValue()),
        fc.constantFrom('draft' as const, 'submit' as const),
        (values, mode) => {
          for (const error of validate(form, values, { who: 'relative' }, { ...setting, mode })) {
            expect(error.say.zh).toMatch(/[。？]$/);
            expect(error.short.zh.length).toBeGreaterThan(2);
            expect(error.say.en).toBeTruthy();
          }
        },
      ),
    );
  });
});

describe('where values come from', () => {
  test('what is known is not asked', () => {
    const { schema, values } = effectiveForm(form, { name: '陈桂兰', phone: '13812345678' }, { who: 'self' }, setting);
    expect(needsTyping(schema, values)).toMatchObject({
      required: ['idNumber', 'born', 'live', 'home', 'card', 'income', 'wants', 'agree'],
      known: ['name', 'phone'],
    });
  });

  test('a prefill never overwrites; a change of it is remembered as such', () => {
    const offered = {
      name: { value: '陈桂兰', source: { from: 'identity', by: 'system' } as const },
      phone: { value: '13800000000', source: { from: 'earlierCase', by: 'system', seq: 1 } as const },
    };
    const first = prefill(form, { phone: '13812345678' }, { phone: { from: 'typed', by: 'person' } }, offered);
    expect(first.values).toEqual({ name: '陈桂兰', phone: '13812345678' });
    const second = takeTyped(
      first.values,
      first.sources,
      { name: '陈桂蘭', phone: '13812345678', card: null },
      'person',
      '2026-11-24T02:00:00Z',
    );
    expect(second.changedFields).toEqual(['name']);
    expect(second.sources['name']).toEqual({ from: 'typed', by: 'person', at: '2026-11-24T02:00:00Z', changed: true });
    expect(takeTyped(second.values, second.sources, { name: '陈桂兰' }, 'clerk', 't').sources['name']).toMatchObject({ changed: true });
    expect(
      typingCount(
        ['name', 'phone', 'card', 'home'],
        { ...second.sources, card: { from: 'typed', by: 'person' } },
        new Set(['name', 'phone']),
      ),
    ).toEqual({ met: 4, typed: 3, retyped: 1, changed: 1, share: 0.25 });
  });

  test('personal fields are those marked, columns too', () => {
    expect(personalFields(form).map((field) => field.id)).toEqual(['name', 'idNumber', 'born', 'phone', 'card', 'address', 'family.name']);
  });
});

describe('a newer version', () => {
  test('carries answers by field id and says what differs', () => {
    const properties = {
      ...form.properties,
      phone: { ...form.properties['phone'], 'x-label': '手机' },
      live: { ...form.properties['live'], 'x-options': [{ value: 'away', text: '外地' }] },
      extra: { type: 'string', 'x-label': '新的' },
    };
    delete (properties as Record<string, unknown>)['note'];
    const { values, differences } = carryAnswers(
      form,
      { ...form, properties, required: [...form.required!, 'extra'] },
      { ...goodValues, note: '谢谢' },
      setting.today,
    );
    expect(values).not.toHaveProperty('live');
    expect(values).toMatchObject({ phone: '13812345678', card: goodValues.card });
    expect(differences.map(({ kind, field, say }) => [kind, field, say.zh])).toEqual([
      ['changed', 'phone', '“手机”的说法或要求有变'],
      ['emptied', 'live', '“现在住哪里”的填法变了，请再填一次'],
      ['added', 'extra', '新增了“新的”，要填'],
      ['removed', 'note', '不再要“还想说的”，您填的不会带过去'],
    ]);
  });
  test('nothing differs from itself', () => {
    expect(carryAnswers(form, form, goodValues, setting.today)).toEqual({ values: goodValues, differences: [] });
  });
});

describe('a form is checked when its document is saved', () => {
  const facts = { who: { type: 'text' as const, values: ['self', 'relative'] } };
  test('the example is sound, and rules know the kinds of its fields', () => {
    expect(checkForm(form, facts)).toEqual([]);
    expect(formFacts(form)).toMatchObject({
      income: 'number',
      born: 'date',
      home: 'region',
      family: 'rows',
      deaf: 'boolean',
      live: { values: ['home', 'away'] },
    });
  });
  test.each([
    [
      'an option that does not exist',
      { address: { ...form.properties['address'], 'x-show-if': { eq: [{ fact: 'live' }, 'awya'] } } },
      '/properties/address/x-show-if/eq',
      '选项里没有“awya”，是不是“away”？',
    ],
    ['a type that does not exist', { phone: { 'x-type': 'telephone', 'x-label': '电话' } }, '/properties/phone', '没有“telephone”这种字段'],
    ['no label', { note: { type: 'string' } }, '/properties/note', '“note”没有名称（x-label）'],
    ['no options', { live: { type: 'string', 'x-type': 'choice', 'x-label': '住' } }, '/properties/live', '“live”没有选项（x-options）'],
    ['a field in no step', { lost: { type: 'string', 'x-label': '丢' } }, '/properties/lost', '“lost”没有放进任何一步'],
    ['a broken pattern', { note: { type: 'string', 'x-label': '说', pattern: '(' } }, '/properties/note', '“note”的pattern不是正确的正则'],
  ])('%s', (_, change, path, say) => {
    const faults = checkForm({ ...form, properties: { ...form.properties, ...change } as FormSchema['properties'] }, facts);
    expect(faults.some((fault) => fault.path === path && fault.say.zh.startsWith(say))).toBe(true);
  });
});
