import { type Checked, failed, normalise } from './checked.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = Array.from({ length: 17 }, (_, power) => {
  let weight = 1;
  for (let i = 0; i < power; i += 1) weight = (weight * 3) % 31;
  return weight;
});
const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const look = { zh: '请对照营业执照再填一次。', en: 'Please compare it with the business licence and enter it again.' };

/** A unified social credit code (GB 32100) with both its check characters; `organ` tells a government body from others. */
export function checkUscc(typed: string): Checked<{ organ: boolean }> {
  const value = normalise(typed);
  if (value === '')
    return failed(
      'uscc.empty',
      { zh: '请填统一社会信用代码', en: 'Enter the unified social credit code' },
      { zh: '在营业执照上，一共18位。', en: 'It is on the business licence, 18 characters.' },
    );
  const odd = [...value].find((char) => !alphabet.includes(char));
  if (odd !== undefined) {
    const never = 'IOSVZ'.includes(odd);
    const meant = { I: '1', O: '0', S: '5', Z: '2' }[odd];
    return failed(
      'uscc.characters',
      never
        ? { zh: `“${odd}”是信用代码里不会出现的字母`, en: `The letter “${odd}” never occurs in a credit code` }
        : { zh: `信用代码里不会有“${odd}”`, en: `A credit code never has “${odd}” in it` },
      meant === undefined ? look : { zh: `看看是不是数字${meant}。`, en: `Perhaps it is the digit ${meant}.` },
    );
  }
  if (value.length !== 18) {
    const todo =
      value.length === 15
        ? {
            zh: '15位是老的注册号，请填现在执照上的18位代码。',
            en: '15 is the old registration number; please enter the 18 of the present licence.',
          }
        : look;
    return failed(
      'uscc.length',
      { zh: `统一社会信用代码是18位，您填了${value.length}位`, en: `A credit code has 18 characters, you entered ${value.length}` },
      todo,
    );
  }
  if (!/^\d{6}$/.test(value.slice(2, 8)))
    return failed('uscc.region', { zh: '信用代码第3到8位都是数字', en: 'Places 3 to 8 of a credit code are digits' }, look);
  if (usccCheck(value) !== value[17] || bodyCheck(value.slice(8, 16)) !== value[16])
    return failed(
      'uscc.check',
      { zh: '信用代码的校验位对不上，有一位填错了', en: 'The check characters of the credit code do not fit: one character is wrong' },
      { zh: '请对照营业执照，一位一位再看一遍。', en: 'Please compare it with the licence character by character.' },
    );
  return { ok: true, value, organ: value.startsWith('11') };
}

/** The last character of a credit code from its first 17. */
export function usccCheck(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(first17[index]!), 0);
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** The ninth character of an organisation's body code (GB 11714) from its first 8. */
export function bodyCheck(first8: string): string {
  const sum = bodyWeights.reduce((total, weight, index) => total + weight * Number.parseInt(first8[index]!, 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
