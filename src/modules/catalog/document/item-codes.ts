/** Codes of an item: composed when the organ is known, parsed where they come from outside. Local codes stay opaque. */
import type { ItemContent } from './content.ts';

/** Schemes in `item_code`. */
export type CodeScheme = 'basic-12' | 'implementing-31' | 'handling-33' | 'local';
export interface ItemCode {
  scheme: CodeScheme;
  value: string;
}
const national = /^[0-9A-HJ-NPQRTUWXY]{18}[1-7]\d{12}(\d{2})?$/;

/** Codes a resolved content has by itself: basic code, and 31 and 33 digits where one organ implements it. */
export function composeCodes(content: ItemContent): ItemCode[] {
  const { basic } = content.item;
  if (basic === undefined) return [];
  const codes: ItemCode[] = [{ scheme: 'basic-12', value: basic }];
  const { organ } = content.overlay;
  if (organ !== undefined) {
    const implementing = `${organ.uscc}${organ.level}${basic}`;
    codes.push({ scheme: 'implementing-31', value: implementing }, { scheme: 'handling-33', value: `${implementing}${content.handling.seq}` });
  }
  return codes;
}

/** Reads a code of unknown make: national 12/31/33 with a valid USCC, everything else local and opaque. */
export function classifyCode(value: string): CodeScheme {
  if (/^\d{12}$/.test(value)) return 'basic-12';
  if (!national.test(value) || !isUscc(value.slice(0, 18))) return 'local';
  return value.length === 33 ? 'handling-33' : 'implementing-31';
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export function isUscc(value: string): boolean {
  const sum = [...value.slice(0, 17)].reduce((total, c, i) => total + alphabet.indexOf(c) * [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28][i]!, 0);
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value) && alphabet[(31 - (sum % 31)) % 31] === value[17];
}
