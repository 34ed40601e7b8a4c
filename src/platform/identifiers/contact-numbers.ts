import { passesLuhn } from './check-digits.ts';
import { type Checked, failed, narrow } from './checked.ts';

/** A mobile (11 digits) or landline number with its area code; stored as digits only. */
export function checkPhone(typed: string): Checked<{ mobile: boolean }> {
  const bare = narrow(typed)
    .replaceAll(/[\s()]/g, '')
    .replace(/^(\+|00)86-?/, '');
  const value = bare.replaceAll(/[-\u2010-\u2015]/g, '');
  if (value === '')
    return failed(
      'phone.empty',
      { zh: '请填电话号码', en: 'Enter a telephone number' },
      { zh: '手机号最好，座机要带区号。', en: 'A mobile number is best; a landline needs its area code.' },
    );
  const odd = /\D/.exec(value)?.[0];
  if (odd !== undefined)
    return failed(
      'phone.characters',
      { zh: `电话号码里不会有“${odd}”`, en: `A telephone number never has “${odd}” in it` },
      { zh: '请只填数字。', en: 'Please enter digits only.' },
    );
  if (value.startsWith('1')) {
    if (value.length !== 11)
      return failed(
        'phone.length',
        { zh: `手机号是11位，您填了${value.length}位`, en: `A mobile number has 11 digits, you entered ${value.length}` },
        { zh: '请再填一次。', en: 'Please enter it again.' },
      );
    return /^1[3-9]/.test(value)
      ? { ok: true, value, mobile: true }
      : failed(
          'phone.start',
          { zh: `没有以${value.slice(0, 2)}开头的手机号`, en: `No mobile number begins with ${value.slice(0, 2)}` },
          { zh: '请再看一遍。', en: 'Please look again.' },
        );
  }
  if (!value.startsWith('0'))
    return failed(
      'phone.area',
      { zh: '座机号要带区号', en: 'A landline number needs its area code' },
      { zh: '请在前面加上区号，例如0510。', en: 'Please put the area code in front, for example 0510.' },
    );
  const areaDigits = /^0(10|2\d)/.test(value) ? 3 : 4;
  const local = value.length - areaDigits;
  if (local < 7 || local > 8)
    return failed(
      'phone.length',
      {
        zh: `区号后面是7或8位，您填了${Math.max(local, 0)}位`,
        en: `After the area code come 7 or 8 digits, you entered ${Math.max(local, 0)}`,
      },
      { zh: '请再填一次。', en: 'Please enter it again.' },
    );
  return { ok: true, value, mobile: false };
}

/** A bank card number: 12 to 19 digits, the last of them a Luhn digit. */
export function checkBankAccount(typed: string): Checked {
  const value = narrow(typed).replaceAll(/[\s\-\u2010-\u2015]/g, '');
  if (value === '')
    return failed(
      'account.empty',
      { zh: '请填银行卡卡号', en: 'Enter the bank card number' },
      { zh: '在卡的正面。', en: 'It is on the front of the card.' },
    );
  const odd = /\D/.exec(value)?.[0];
  if (odd !== undefined)
    return failed(
      'account.characters',
      { zh: `卡号里不会有“${odd}”`, en: `A card number never has “${odd}” in it` },
      { zh: '请只填数字。', en: 'Please enter digits only.' },
    );
  if (value.length < 12 || value.length > 19)
    return failed(
      'account.length',
      { zh: `银行卡卡号是12到19位，您填了${value.length}位`, en: `A bank card number has 12 to 19 digits, you entered ${value.length}` },
      { zh: '请对照卡面再填一次。', en: 'Please compare it with the card and enter it again.' },
    );
  if (!passesLuhn(value))
    return failed(
      'account.check',
      { zh: '卡号最后一位对不上，有一位填错了', en: 'The last digit of the card number does not fit: one digit is wrong' },
      { zh: '请对照卡面，四位四位再看一遍。', en: 'Please compare it with the card, four digits at a time.' },
    );
  return { ok: true, value };
}
