import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf, say, toText } from '#platform/text';

describe('texts', () => {
  test('Chinese readers get Chinese, English readers English where it was written', () => {
    expect(say({ zh: '办好了', en: 'Done' }, 'zh')).toBe('办好了');
    expect(say({ zh: '办好了', en: 'Done' }, 'en')).toBe('Done');
    expect(say({ zh: '办好了' }, 'en')).toBe('办好了');
    expect(say({ zh: '办好了', en: '' }, 'en')).toBe('办好了');
  });

  test('the language named is the language shown', () => {
    fc.assert(
      fc.property(
        fc.record({ zh: fc.string({ minLength: 1 }), en: fc.option(fc.string(), { nil: undefined }) }),
        fc.constantFrom('zh' as const, 'en' as const),
        (text, lang) => {
          const shown = say(text, lang);
          expect(shown).not.toBe('');
          expect(shown).toBe(languageOf(text, lang) === 'en' ? text.en : text.zh);
        },
      ),
    );
  });

  test('a plain string of a document is Chinese', () => {
    expect(toText('卡号')).toEqual({ zh: '卡号' });
    expect(toText({ zh: '卡号', en: 'Card' })).toEqual({ zh: '卡号', en: 'Card' });
  });
});
