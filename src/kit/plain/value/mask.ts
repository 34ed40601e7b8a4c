/** 陈桂*, 欧阳*: the last character is covered, two-character names keep the first. */
export function maskName(name: string): string {
  const chars = [...name];
  return chars.length < 2 ? '*' : `${chars.slice(0, -1).join('')}*`;
}

/** 3208 **** **** **28. */
export function maskIdNumber(value: string): string {
  const plain = value.replace(/\s/g, '');
  return plain.length < 8 ? '****' : `${plain.slice(0, 4)} **** **** **${plain.slice(-2)}`;
}

/** 138 **** 4417. */
export function maskPhone(value: string): string {
  const plain = value.replace(/[\s-]/g, '');
  return plain.length < 8 ? '****' : `${plain.slice(0, 3)} **** ${plain.slice(-4)}`;
}

/** **** 4259. */
export function maskAccount(value: string): string {
  const plain = value.replace(/\s/g, '');
  return plain.length < 5 ? '****' : `**** ${plain.slice(-4)}`;
}
