import { isDay } from '#platform/clock';
import { checkBankAccount, checkIdNumber, checkPhone, checkUscc, narrow } from '#platform/identifiers';
import type { FieldSchema, FieldType } from './form.format.ts';

type Posted = ReadonlyMap<string, readonly string[]>;

/** A line or paragraph, trimmed; numbers of papers in their normal form when they pass, as typed when not. */
export function parseText(typed: string, type: FieldType): string | null {
  const text = typed.replaceAll(/[\u200b-\u200f\u2060-\u2064\ufeff]/g, '').trim();
  if (text === '') return null;
  switch (type) {
    case 'id-number':
      return checked(checkIdNumber(text), text);
    case 'uscc':
      return checked(checkUscc(text), text);
    case 'phone':
      return checked(checkPhone(text), text);
    case 'bank-account':
      return checked(checkBankAccount(text), text);
    case 'licence-number':
      return narrow(text).replaceAll(/\s/g, '').toUpperCase();
    case 'name':
      return text.replaceAll(/[\u2022\u30fb\uff0e\u2027]/g, '·').replaceAll(/\s+/g, ' ');
    default:
      return text;
  }
}

function checked(result: { ok: true; value: string } | { ok: false }, typed: string): string {
  return result.ok ? result.value : typed;
}

/** 1,284.50 or 1284元 as a number; what is no number stays as typed. */
export function parseNumber(typed: string, field: FieldSchema): number | string | null {
  const text = narrow(typed);
  if (text === '') return null;
  const plain = text
    .replaceAll(/[\s,\uff0c]/g, '')
    .replace(/(元|圆|块|yuan|rmb)$/i, '')
    .replace(/^[\u00a5\uffe5]/, '');
  if (!/^[-+]?\d{1,15}(\.\d{1,6})?$/.test(plain)) return text;
  // A document may ask for the amount as text; then it is kept with its two decimals.
  return field.type === 'string' ? plain.replace(/^\+/, '') : Number(plain);
}

/** Three boxes, or a whole date pasted into the first. An impossible or half-filled date stays as typed. */
export function parseDate(posted: Posted, name: string): string | null | undefined {
  const boxes = ['y', 'm', 'd'].map((part) => posted.get(`${name}.${part}`)?.[0]);
  const whole = posted.get(name)?.[0];
  if (boxes.every((box) => box === undefined) && whole === undefined) return undefined;
  const [y, m, d] = boxes.map((box) =>
    narrow(box ?? '')
      .replace(/[年月日]$/, '')
      .trim(),
  ) as [string, string, string];
  const pasted = narrow(whole ?? (m === '' && d === '' ? (boxes[0] ?? '') : ''));
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(pasted) ?? /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(pasted);
  if (found !== null) return join(found[1]!, found[2]!, found[3]!);
  if (whole !== undefined && boxes.every((box) => box === undefined)) return pasted === '' ? null : pasted;
  return y === '' && m === '' && d === '' ? null : join(y, m, d);
}

function join(y: string, m: string, d: string): string {
  const padded = `${y}-${/^\d$/.test(m) ? `0${m}` : m}-${/^\d$/.test(d) ? `0${d}` : d}`;
  return isDay(padded) ? padded : `${y}-${m}-${d}`;
}
