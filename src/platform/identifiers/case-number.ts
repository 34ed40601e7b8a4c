import { type Day, isDay } from '#platform/clock';
import { mod3736 } from './check-digits.ts';
import { type Checked, failed, normalise } from './checked.ts';

/** Parts of a case number; `door` is one digit or capital, `serial` 0 to 999999 from a leased block. */
export type CaseNumberParts = { homeRegion: string; day: Day; door: string; serial: number };

/** A case number: home region 6 + yyyymmdd + door 1 + serial 6 + MOD 37,36 check character. */
export function composeCaseNumber({ homeRegion, day, door, serial }: CaseNumberParts): string {
  if (!/^\d{6}$/.test(homeRegion) || !isDay(day) || !/^[0-9A-Z]$/.test(door) || !Number.isInteger(serial) || serial < 0 || serial > 999_999)
    throw new RangeError(`no parts of a case number: ${homeRegion} ${day} ${door} ${serial}`);
  const body = `${homeRegion}${day.replaceAll('-', '')}${door}${String(serial).padStart(6, '0')}`;
  return body + mod3736(body)!;
}

/** A case number as people type it, taken apart. */
export function checkCaseNumber(typed: string): Checked<CaseNumberParts> {
  const value = normalise(typed);
  const look = {
    zh: '请对照回执再填一次，或者到窗口、打12345查。',
    en: 'Please compare it with the receipt, or ask at a window or on 12345.',
  };
  if (value.length !== 22)
    return failed(
      'case.length',
      { zh: `办件号是22位，您填了${value.length}位`, en: `A case number has 22 characters, you entered ${value.length}` },
      look,
    );
  const parts = /^(\d{6})(\d{4})(\d{2})(\d{2})([0-9A-Z])(\d{6})([0-9A-Z])$/.exec(value);
  if (parts === null || mod3736(value.slice(0, 21)) !== value[21])
    return failed('case.check', { zh: '办件号对不上，有一位填错了', en: 'The case number does not fit: one character is wrong' }, look);
  const day = `${parts[2]}-${parts[3]}-${parts[4]}`;
  if (!isDay(day)) return failed('case.day', { zh: '办件号里的日期不存在', en: 'The date in the case number does not exist' }, look);
  return { ok: true, value, homeRegion: parts[1]!, day, door: parts[5]!, serial: Number(parts[6]) };
}

/** A case number as it is shown: groups with hyphens, after which a line may break. */
export function formatCaseNumber(value: string): string {
  return value.length === 22 ? `${value.slice(0, 6)}-${value.slice(6, 14)}-${value.slice(14)}` : value;
}
