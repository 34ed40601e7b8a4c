const spaced = (value: string, sizes: readonly number[]): string => {
  const plain = value.replace(/[\s-]/g, '');
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; at < plain.length; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)] as number;
    parts.push(plain.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
};

/** 3208811944 0617 0028 → 6-8-4. */
export const groupIdNumber = (value: string): string => spaced(value, [6, 8, 4]);
/** 138 0000 4417. */
export const groupPhone = (value: string): string => (/^[\s-]*1[\d\s-]{9,}$/.test(value) ? spaced(value, [3, 4]) : value);
/** Fours, as printed on the card. */
export const groupAccount = (value: string): string => (/^[\d\s-]+$/.test(value) ? spaced(value, [4]) : value);
/** 91320881 MA1XQ7 2K4F: registering organ, body, rest. */
export const groupUscc = (value: string): string => spaced(value, [8, 6, 4]);
/** 482 913. */
export const groupListNumber = (value: string): string => spaced(value, [3]);
