import { type Day, isDay, lastDayOfMonth } from '#platform/clock';
import { mod112 } from './check-digits.ts';
import { type Checked, compare, failed, normalise } from './checked.ts';

/** What an identity number of 18 places says about its holder. `region` only for citizens: the place of first registration, not of living. */
export type IdNumberFacts = {
  kind: 'citizen' | 'hongKongResidence' | 'macaoResidence' | 'taiwanResidence' | 'foreignResidence';
  birth: Day;
  sex: 'male' | 'female';
  region: string | null;
};

const provinces = new Set('11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '));
const residence = { '810000': 'hongKongResidence', '820000': 'macaoResidence', '830000': 'taiwanResidence' } as const;

/**
 * An identity number of 18 places: citizens (GB 11643), residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83), new foreign permanent residence cards (9…).
 * `today` refuses births in the future.
 */
export function checkIdNumber(typed: string, today?: Day): Checked<IdNumberFacts> {
  const value = normalise(typed);
  if (value === '')
    return failed(
      'id.empty',
      { zh: '请填身份证号', en: 'Enter the ID number' },
      { zh: '在身份证正面，一共18位。', en: 'It is on the front of the ID card, 18 characters.' },
    );
  const odd = /[^0-9X]/.exec(value)?.[0];
  if (odd !== undefined)
    return failed(
      'id.characters',
      { zh: `身份证号里不会有“${odd}”`, en: `An ID number never has “${odd}” in it` },
      {
        zh: '前17位是数字，最后一位是数字或X。请再填一次。',
        en: 'The first 17 are digits, the last is a digit or X. Please enter it again.',
      },
    );
  if (value.length !== 18) {
    const todo =
      value.length === 15
        ? { zh: '15位是老证的号码，请填现在证件上的18位号码。', en: '15 is the old form; please enter the 18 of the present card.' }
        : compare;
    return failed(
      'id.length',
      { zh: `身份证号是18位，您填了${value.length}位`, en: `An ID number has 18 characters, you entered ${value.length}` },
      todo,
    );
  }
  if (value.slice(0, 17).includes('X'))
    return failed('id.characters', { zh: '身份证号里X只会在最后一位', en: 'X can only be the last character of an ID number' }, compare);
  const place = placeOf(value);
  if (place === undefined)
    return failed(
      'id.region',
      {
        zh: `身份证号开头的“${value.slice(0, 2)}”不是任何一个省份`,
        en: `“${value.slice(0, 2)}” at the start of the ID number is no province`,
      },
      compare,
    );
  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isDay(birth))
    return failed(
      'id.date',
      {
        zh: `身份证号第7到14位是出生日期，${noSuchDay(value)}`,
        en: `Places 7 to 14 of the ID number are the date of birth, and ${birth} does not exist`,
      },
      compare,
    );
  if (birth < '1850-01-01' || (today !== undefined && birth > today))
    return failed(
      'id.date',
      {
        zh: `身份证号第7到14位是出生日期，${birth > '1900' ? `${chinese(birth)}还没到` : `${value.slice(6, 10)}年太早了`}`,
        en: `Places 7 to 14 of the ID number are the date of birth, and ${birth} cannot be one`,
      },
      compare,
    );
  if (mod112(value) !== value[17])
    return failed(
      'id.check',
      {
        zh: '身份证号最后一位对不上，有一位填错了',
        en: 'The last character of the ID number does not fit the others: one of them is wrong',
      },
      { zh: '请对照证件，一位一位再看一遍。', en: 'Please compare it with the card character by character.' },
    );
  const sex = Number(value[16]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, value, kind: place, birth, sex, region: place === 'citizen' ? value.slice(0, 6) : null };
}

function placeOf(value: string): IdNumberFacts['kind'] | undefined {
  // A foreigner's card carries place and country in other places: never look up a region in it.
  if (value.startsWith('9')) return 'foreignResidence';
  const prefix = value.slice(0, 6);
  if (Object.hasOwn(residence, prefix)) return residence[prefix as keyof typeof residence];
  return provinces.has(value.slice(0, 2)) ? 'citizen' : undefined;
}

function noSuchDay(value: string): string {
  const [year, month, day] = [Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14))];
  if (month < 1 || month > 12) return `没有${month}月`;
  return day < 1 ? '没有0日' : `${month}月没有${day}日，最后一天是${lastDayOfMonth(year, month)}日`;
}
function chinese(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
