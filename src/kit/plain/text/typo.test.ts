import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typo } from './typo.ts';

describe('typo', () => {
  test.each([
    ['11 月 27 日(周五)', '11月27日（周五）'],
    ['您想办什么事?', '您想办什么事？'],
    ['省库 09:11 超时', '省库09:11超时'],
    ['拨打 12345,全天有人', '拨打12345，全天有人'],
    ['在线 PDF 文件', '在线PDF文件'],
    ['打 12345(全天)', '打12345（全天）'],
    ['最晚 11 月 27 日(周五)办好', '最晚11月27日（周五）办好'],
    ['说明:请看;再说', '说明：请看；再说'],
    ['已缩到 1.2 MB,已上传', '已缩到1.2 MB，已上传'],
    ['只办高龄津贴,1 次,到 2027-02-28', '只办高龄津贴，1次，到2027-02-28'],
    ['办事(Handling)指南', '办事（Handling）指南'],
    ['9:30 开门', '9:30开门'],
    ['(示例)', '（示例）'],
    ['100% 办好', '100%办好'],
  ])('%s → %s', (from, to) => {
    expect(typo(from)).toBe(to);
  });

  test.each(['Save, then go on (now)?', '320881-1118-7-00412-K', 'a: b; c', '', '1,284.50', '3208 **** **** **28', '办件号：A-1', '“好”'])(
    '%s stays',
    (text) => {
      expect(typo(text)).toBe(text);
    },
  );

  test('applied twice it changes nothing more', () => {
    const piece = fc.constantFrom('办', '事', ' ', ',', '(', ')', '?', ':', 'a', 'Z', '1', '%', '。', '，', '（', '）', '𠮷', '!');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (parts) => {
        const once = typo(parts.join(''));
        expect(typo(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('it never drops a letter', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('办', 'a', '1', ' ', ',', '(', ')'), { maxLength: 14 }), (parts) => {
        const letters = (s: string): string => s.replace(/[ ,()，（）]/g, '');
        expect(letters(typo(parts.join('')))).toBe(letters(parts.join('')));
      }),
    );
  });
});
