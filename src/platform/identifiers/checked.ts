import type { Text } from '#platform/text';

/** A value that failed a check: which check, in short for a summary, in full with what to do. */
export type Failed = { ok: false; code: string; short: Text; say: Text };
/** A checked value, normalised as it is stored; `Facts` is what can be read from it. */
export type Checked<Facts = object> = ({ ok: true; value: string } & Facts) | Failed;

export function failed(code: string, what: Text, todo: Text): Failed {
  return { ok: false, code, short: what, say: { zh: `${what.zh}。${todo.zh}`, en: `${what.en ?? what.zh}. ${todo.en ?? todo.zh}` } };
}

export const compare: Text = { zh: '请对照证件再填一次。', en: 'Please compare it with the document and enter it again.' };

/** What people type, as machines store it: full-width forms narrowed, spaces and hyphens out, upper case. */
export function normalise(typed: string): string {
  return narrow(typed)
    .replaceAll(/[\s\-\u2010-\u2015\u00b7.]/g, '')
    .toUpperCase();
}

/** Full-width digits, letters and signs as their narrow twins, invisible characters out. */
export function narrow(typed: string): string {
  return typed
    .replaceAll(/[\uff01-\uff5e]/g, (char) => String.fromCodePoint(char.codePointAt(0)! - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll(/[\u200b-\u200f\u2060-\u2064\ufeff]/g, '')
    .trim();
}
