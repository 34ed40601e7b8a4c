import { randomBytes } from 'node:crypto';
import { sm3 } from '#platform/crypto';
import type { House } from '#platform/house';

/** The link a paper or window device carries; made from the contact's id, so that it can be printed again and is stored nowhere. */
export function contactToken(house: House, contactId: string): string {
  return house.keys.lookupHash('rating-link', contactId).subarray(-15).toString('base64url');
}

/** How a token is stored. */
export const tokenHash = (token: string): Buffer => sm3(Buffer.from(`rating-link:${token}`));

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A receipt only the rater holds: twelve characters without look-alikes; the export carries its hash. */
export function newReceiptCode(): string {
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length] ?? '2').join('');
}

/** What the open export shows for a receipt; anyone can compute it from the code. */
export const receiptHash = (code: string): Buffer => sm3(Buffer.from(`tongban-rating:${code.replaceAll(/[\s-]/g, '').toUpperCase()}`));
