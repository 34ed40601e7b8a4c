import { expect, test } from 'vitest';
import { en } from './messages.en.ts';
import { zh } from './messages.ts';
import { typo } from './text/typo.ts';

const spoken = (value: unknown): string[] =>
  typeof value === 'function'
    ? [String((value as (...a: unknown[]) => unknown)('1', 2))]
    : Array.isArray(value)
      ? value.map(String)
      : [String(value)];

test('both languages say everything, Chinese is set as Chinese', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, value] of Object.entries(zh))
    for (const text of spoken(value)) if (key !== 'otherLanguage') expect(typo(text), key).toBe(text);
  for (const [key, value] of Object.entries(en))
    for (const text of spoken(value)) if (key !== 'otherLanguage') expect(text, key).not.toMatch(/[\u3400-\u9fff]/);
});

test('no exclamation marks, nothing is blamed, nobody is told to wait', () => {
  for (const value of Object.values(zh)) for (const text of spoken(value)) expect(text).not.toMatch(/[！!]|请正确|稍后再试|非法|请耐心/);
});
