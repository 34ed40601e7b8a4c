import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormData } from '#platform/forms';
import { exampleForm as form, goodValues } from './example.form.ts';

const read = (pairs: [string, string][], fields?: string[]) => parseFormData(form, pairs, fields);

describe('posted inputs', () => {
  test.each([
    ['text is trimmed, line ends are one kind', 'note', [['note', ' 一\r\n二 ']], '一\n二'],
    ['emptied is null', 'note', [['note', '  ']], null],
    [
      'an ID number in groups and full width',
      'idNumber',
      [['idNumber', '３２９９０1 19440617 ' + goodValues.idNumber.slice(14).toLowerCase()]],
      goodValues.idNumber,
    ],
    ['what does not pass stays as typed', 'idNumber', [['idNumber', '3299 01']], '3299 01'],
    ['a telephone', 'phone', [['phone', '+86 138 1234 5678']], '13812345678'],
    ['an amount with comma and unit', 'income', [['income', '１,284.50元']], 1284.5],
    ['an amount in words stays', 'income', [['income', '一千']], '一千'],
    [
      'three boxes',
      'born',
      [
        ['born.y', '1944'],
        ['born.m', '6'],
        ['born.d', '17'],
      ],
      '1944-06-17',
    ],
    [
      'three boxes with their words',
      'born',
      [
        ['born.y', '1944年'],
        ['born.m', '６月'],
        ['born.d', '17日'],
      ],
      '1944-06-17',
    ],
    [
      'a date pasted into the first box',
      'born',
      [
        ['born.y', '19440617'],
        ['born.m', ''],
        ['born.d', ''],
      ],
      '1944-06-17',
    ],
    [
      'another pasted date',
      'born',
      [
        ['born.y', '1944年6月17日'],
        ['born.m', ''],
        ['born.d', ''],
      ],
      '1944-06-17',
    ],
    [
      'an impossible date stays',
      'born',
      [
        ['born.y', '1944'],
        ['born.m', '2'],
        ['born.d', '30'],
      ],
      '1944-2-30',
    ],
    [
      'three empty boxes',
      'born',
      [
        ['born.y', ''],
        ['born.m', ''],
        ['born.d', ''],
      ],
      null,
    ],
    [
      'a period',
      'stay',
      [
        ['stay.from.y', '2026'],
        ['stay.from.m', '1'],
        ['stay.from.d', '2'],
        ['stay.to.y', ''],
        ['stay.to.m', ''],
        ['stay.to.d', ''],
      ],
      { from: '2026-01-02', to: null },
    ],
    [
      'the deepest region',
      'home',
      [
        ['home.county', '329901'],
        ['home.town', '329901101'],
        ['home.village', '329901101201'],
      ],
      '329901101201',
    ],
    [
      'a village of the county chosen before',
      'home',
      [
        ['home.county', '329902'],
        ['home.town', '329901101'],
        ['home.village', '329901101201'],
      ],
      '329902',
    ],
    [
      'several ticked',
      'wants',
      [
        ['wants', 'sms'],
        ['wants', 'post'],
      ],
      ['sms', 'post'],
    ],
    ['yes', 'deaf', [['deaf', 'yes']], true],
    ['no', 'deaf', [['deaf', 'no']], false],
    ['neither', 'deaf', [], null],
    ['none ticked', 'wants', [], []],
    ['ticked', 'agree', [['agree', 'yes']], true],
    ['unticked is false', 'agree', [], false],
    [
      'rows, the last empty',
      'family',
      [
        ['family[0].name', '周建华'],
        ['family[0].born.y', '1970'],
        ['family[0].born.m', '1'],
        ['family[0].born.d', '2'],
        ['family[1].name', ' '],
      ],
      [{ name: '周建华', born: '1970-01-02' }],
    ],
    ['rows keep their numbers', 'family', [['family[2].name', '周']], [{}, {}, { name: '周' }]],
  ] as [string, string, [string, string][], unknown][])('%s', (_, field, pairs, value) => {
    expect(read(pairs, [field])[field]).toEqual(value);
  });

  test('only fields asked are read: not calculated ones, not buttons, not strangers', () => {
    expect(
      read(
        [
          ['each', '1'],
          ['sex', 'male'],
          ['_go', 'next'],
          ['name', '陈桂兰'],
          ['__proto__', 'x'],
          ['nobody', 'x'],
        ],
        ['each', 'sex', 'name', 'nobody', '__proto__', 'constructor'],
      ),
    ).toEqual({ name: '陈桂兰' });
  });

  test('a text input that was not on the page is left alone', () => {
    expect(read([['name', '陈桂兰']], ['name', 'phone', 'born', 'home', 'income', 'stay'])).toEqual({ name: '陈桂兰' });
  });

  test('a huge row number costs nothing', () => {
    expect((read([['family[9999].name', '周']], ['family'])['family'] as unknown[]).length).toBeLessThanOrEqual(200);
    expect(read([['family[99999999].name', '周']], ['family'])['family']).toEqual([]);
  });

  test('browser FormData, pairs, a parsed body and a query string give the same', () => {
    const names = [
      'name',
      'phone',
      'born.y',
      'born.m',
      'born.d',
      'home.county',
      'home.town',
      'wants',
      'deaf',
      'agree',
      'family[0].name',
      'family[1].name',
      'note',
      'income',
      'card',
      'live',
    ];
    const pairs = fc.array(
      fc.tuple(fc.constantFrom(...names), fc.oneof(fc.string(), fc.constantFrom('yes', 'no', 'sms', '1944', '6', '329901', '多行\n文字'))),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(pairs, (given) => {
        const data = new FormData();
        const record: Record<string, string | string[]> = {};
        for (const [name, value] of given) {
          data.append(name, value);
          const before = record[name];
          record[name] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value];
        }
        const expected = parseFormData(form, given);
        expect(parseFormData(form, data)).toEqual(expected);
        expect(parseFormData(form, record)).toEqual(expected);
        expect(parseFormData(form, new URLSearchParams(given))).toEqual(expected);
        // A browser posts line ends as CRLF.
        expect(
          parseFormData(
            form,
            given.map(([name, value]) => [name, value.replaceAll(/\r\n?|\n/g, '\r\n')] as const),
          ),
        ).toEqual(expected);
      }),
    );
  });
});
