import { luhn, passesLuhn } from './check-digits.ts';
import { type Checked, failed, normalise } from './checked.ts';

/** `n` digits that cannot be guessed. */
export function randomDigits(n: number): string {
  let digits = '';
  while (digits.length < n)
    for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(n)))
      if (byte < 250 && digits.length < n) digits += String(byte % 10);
  return digits;
}

/** A new slip code: 11 random digits and a Luhn digit, so that a slip of the finger is told from a wrong code without a look-up. */
export function newSlipCode(digits: (n: number) => string = randomDigits): string {
  const body = digits(11);
  return body + luhn(body);
}

/** A slip code as people type or say it. */
export function checkSlipCode(typed: string): Checked {
  const value = normalise(typed);
  const look = { zh: '请对照小票再填一次。', en: 'Please compare it with the slip and enter it again.' };
  if (!/^\d*$/.test(value)) return failed('slip.characters', { zh: '小票码都是数字', en: 'A slip code has only digits' }, look);
  if (value.length !== 12)
    return failed(
      'slip.length',
      { zh: `小票码是12位，您填了${value.length}位`, en: `A slip code has 12 digits, you entered ${value.length}` },
      look,
    );
  return passesLuhn(value)
    ? { ok: true, value }
    : failed('slip.check', { zh: '小票码对不上，有一位填错了', en: 'The slip code does not fit: one digit is wrong' }, look);
}

/** A slip code in the groups people read aloud: 1234-5678-9012. */
export function formatSlipCode(value: string): string {
  return value.replaceAll(/\d{4}(?=\d)/g, '$&-');
}
