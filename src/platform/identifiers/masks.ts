/** 陈桂兰 → 陈**: the first character stays; the number of stars tells no more than three. */
export function maskName(name: string): string {
  const chars = [...name.trim()];
  return chars.length === 0 ? '' : chars[0] + '*'.repeat(Math.min(Math.max(chars.length - 1, 1), 3));
}

/** First 3 and last 4 stay: 320***********0029. Shorter papers keep less. */
export function maskId(value: string): string {
  if (value.length < 10) return mask(value, 1, 2);
  return mask(value, 3, 4);
}

/** For public notices: the birth date is hidden, 320105********0029. */
export function maskIdForNotice(value: string): string {
  return value.length === 18 ? mask(value, 6, 4) : maskId(value);
}

/** 138****1234; a landline keeps its area code and last 2. */
export function maskPhone(value: string): string {
  const area = /^(?:0(?:10|2\d)|0\d{3})/.exec(value)?.[0];
  if (area !== undefined && value.length > area.length) return area + mask(value.slice(area.length), 0, 2);
  return value.length === 11 ? mask(value, 3, 4) : mask(value, 0, 2);
}

/** Only the last 4 stay. */
export function maskAccount(value: string): string {
  return mask(value, 0, Math.min(4, Math.floor(value.length / 2)));
}

/** Down to the district: 云渚市临河区***. Where no district can be seen, nothing stays. */
export function maskAddress(value: string): string {
  const shown =
    /^(?:[^省市区县旗]{1,8}(?:省|自治区))?(?:[^省市区县旗]{1,8}(?:市|自治州|地区|盟))?(?:[^省市区县旗]{1,8}(?:区|县|旗|市))?/u.exec(
      value,
    )?.[0] ?? '';
  return value === '' ? '' : `${shown}***`;
}

/** First character and domain: z***@example.com. */
export function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  return at < 1 ? '***' : `${[...value][0]}***${value.slice(at)}`;
}

function mask(value: string, head: number, tail: number): string {
  if (value.length <= head + tail) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(value.length - tail);
}
