import type { Day } from '#platform/clock';
import type { Text } from '#platform/text';
import { type Checked, compare, failed, normalise } from './checked.ts';
import { checkIdNumber, type IdNumberFacts } from './id-number.ts';
import { checkUscc } from './uscc.ts';

/** Kinds of identity papers (GA/T 2000.156; 001 is the unified social credit code). */
export const paperKinds: Readonly<Record<string, Text>> = {
  '111': { zh: '居民身份证', en: 'Resident ID card' },
  '112': { zh: '临时居民身份证', en: 'Temporary ID card' },
  '113': { zh: '户口簿', en: 'Household book' },
  '414': { zh: '护照', en: 'Passport' },
  '511': { zh: '台湾居民来往大陆通行证', en: 'Mainland travel permit for Taiwan residents' },
  '516': { zh: '港澳居民来往内地通行证', en: 'Mainland travel permit for Hong Kong and Macao residents' },
  '553': { zh: '外国人永久居留身份证', en: 'Foreign permanent resident ID card' },
  '001': { zh: '统一社会信用代码', en: 'Unified social credit code' },
};

/** A foreign permanent residence card: new 18 places beginning with 9, or old 15 (3 letters, 12 digits). */
export function checkForeignResidence(typed: string, today?: Day): Checked<Partial<IdNumberFacts>> {
  const value = normalise(typed);
  if (/^[A-Z]{3}\d{12}$/.test(value)) return { ok: true, value, kind: 'foreignResidence' };
  if (value.length !== 18)
    return failed(
      'residence.length',
      {
        zh: `永久居留证号是18位，旧证是15位，您填了${value.length}位`,
        en: `The number has 18 characters, on old cards 15; you entered ${value.length}`,
      },
      compare,
    );
  if (!value.startsWith('9'))
    return failed('residence.start', { zh: '18位的永久居留证号以9开头', en: 'The number of 18 characters begins with 9' }, compare);
  return checkIdNumber(value, today);
}

/** A travel permit: Hong Kong and Macao H or M and 8 digits (10 on old cards), Taiwan 8 digits. */
export function checkTravelPermit(typed: string, of: 'hongKongMacao' | 'taiwan'): Checked {
  const value = normalise(typed);
  if (of === 'taiwan')
    return /^\d{8}$/.test(value)
      ? { ok: true, value }
      : failed(
          'permit.taiwan',
          { zh: `台胞证号是8位数字，您填的是“${value}”`, en: `The permit number has 8 digits; you entered “${value}”` },
          compare,
        );
  return /^[HM]\d{8}(\d{2})?$/.test(value)
    ? { ok: true, value }
    : failed(
        'permit.hongKongMacao',
        { zh: `港澳通行证号是H或M加8位数字，您填的是“${value}”`, en: `The permit number is H or M and 8 digits; you entered “${value}”` },
        compare,
      );
}

/** A number of the given kind of paper; papers whose numbers carry no check are only checked for plausible characters. */
export function checkPaperNumber(kind: string, typed: string, today?: Day): Checked<Partial<IdNumberFacts>> {
  switch (kind) {
    case '111':
    case '112':
      return checkIdNumber(typed, today);
    case '511':
      return checkTravelPermit(typed, 'taiwan');
    case '516':
      return checkTravelPermit(typed, 'hongKongMacao');
    case '553':
      return checkForeignResidence(typed, today);
    case '001':
      return checkUscc(typed);
    default: {
      const value = normalise(typed);
      return /^[0-9A-Z]{4,30}$/.test(value)
        ? { ok: true, value }
        : failed('paper.number', { zh: '证件号码是4到30位字母和数字', en: 'A document number has 4 to 30 letters and digits' }, compare);
    }
  }
}
