const HAN =
  '[\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}\\u3001\\u3002\\uff0c\\uff1a\\uff1b\\uff1f\\uff01\\uff08\\uff09\\u201c\\u201d\\u300a\\u300b\\u3014\\u3015]';
const WIDE: Readonly<Record<string, string>> = { ',': '，', '?': '？', ':': '：', ';': '；', '!': '！', '(': '（', ')': '）' };
const afterHan = new RegExp(`(?<=${HAN})[,?:;!(]`, 'gu');
// A half-width mark between Han and a digit is written by hand; but "9:30" or "f(x)" away from Han stays.
const beforeHan = new RegExp(`[,?:;!)](?=${HAN})`, 'gu');
const opening = new RegExp(`\\((?=${HAN})`, 'gu');
const closing = new RegExp(`(?<=${HAN})\\)`, 'gu');
const spaceAfterHan = new RegExp(`(?<=${HAN}) +(?=[0-9A-Za-z])`, 'gu');
const spaceBeforeHan = new RegExp(`(?<=[0-9A-Za-z%]) +(?=${HAN})`, 'gu');
const pairs = /\(([^()（）]*)）|（([^()（）]*)\)/gu;

/**
 * Chinese typesetting of one text: full-width punctuation beside Han, no typed space between Han and Latin or digits
 * (CSS text-autospace draws it). Text without Han is returned as it is. Applying it twice changes nothing.
 */
export function typo(text: string): string {
  let now = text;
  // Each round mends at least one mark, so this ends.
  for (;;) {
    const before = now;
    now = now
      .replace(afterHan, (m) => WIDE[m] as string)
      .replace(beforeHan, (m) => WIDE[m] as string)
      .replace(opening, '（')
      .replace(closing, '）')
      .replace(pairs, (_, a?: string, b?: string) => `（${a ?? b ?? ''}）`)
      .replace(spaceAfterHan, '')
      .replace(spaceBeforeHan, '');
    if (now === before) return now;
  }
}

/** Does this text hold Chinese characters? */
export function hasHan(text: string): boolean {
  return /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u.test(text);
}
