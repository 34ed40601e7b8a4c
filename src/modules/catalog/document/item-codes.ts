/** Codes of an item: composed when the organ is known, parsed where they come from outside. Local codes stay opaque. */
import { checkHandlingCode, checkImplementationCode } from '#platform/identifiers';
import type { ItemContent } from './content.ts';

/** Schemes in `item_code`. */
export type CodeScheme = 'basic-12' | 'implementing-31' | 'handling-33' | 'local';
export interface ItemCode {
  scheme: CodeScheme;
  value: string;
}

/** Codes a resolved content has by itself: basic code, and 31 and 33 digits where one organ implements it. */
export function composeCodes(content: ItemContent): ItemCode[] {
  const { basic } = content.item;
  if (basic === undefined) return [];
  const codes: ItemCode[] = [{ scheme: 'basic-12', value: basic }];
  const { organ } = content.overlay;
  if (organ !== undefined) {
    const implementing = `${organ.uscc}${organ.level}${basic}`;
    codes.push(
      { scheme: 'implementing-31', value: implementing },
      { scheme: 'handling-33', value: `${implementing}${content.handling.seq}` },
    );
  }
  return codes;
}

/** Reads a code of unknown make: national 12/31/33 with a valid USCC, everything else local and opaque. */
export function classifyCode(value: string): CodeScheme {
  if (/^\d{12}$/.test(value)) return 'basic-12';
  if (checkHandlingCode(value).ok) return 'handling-33';
  return checkImplementationCode(value).ok ? 'implementing-31' : 'local';
}
