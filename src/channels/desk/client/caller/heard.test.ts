import { expect, test } from 'vitest';
import { dayHeard, digitsHeard } from './heard.ts';

test('a date is taken as one types it while listening, and only a real one', () => {
  for (const text of ['19440617', '1944-06-17', '1944.6.17', '1944年6月17日', ' 1944/6/17 ', '１９４４０６１７'])
    expect([text, dayHeard(text)]).toEqual([text, '1944-06-17']);
  for (const text of ['', '1944', '19440631', '440617', '六月十七', '1944061', '0944-06-17', '194406170'])
    expect([text, dayHeard(text)]).toEqual([text, null]);
});

test('a code is its digits', () => {
  expect(digitsHeard('1234 5678-9012')).toBe('123456789012');
  expect(digitsHeard('１２３４　５６７８　９０１２')).toBe('123456789012');
});
