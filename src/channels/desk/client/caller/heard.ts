/** What a clerk types while listening. */

/** The digits of a slip code, however they are grouped. */
export const digitsHeard = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '');

/** 19440617, 1944-6-17, 1944年6月17日 → 1944-06-17; null when it is no day. */
export function dayHeard(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(plain) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso && /^[12]/.test(iso) ? iso : null;
}
