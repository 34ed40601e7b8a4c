import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';

/** SM3 digest (GB/T 32905), 32 bytes. */
export function sm3(data: Buffer | string): Buffer {
  return hash('sm3', data, 'buffer');
}

/** HMAC-SM3 over the pieces in order; the caller makes the pieces unambiguous. */
export function hmacSm3(key: Buffer | KeyObject, ...pieces: (Buffer | string)[]): Buffer {
  const mac = createHmac('sm3', key);
  for (const piece of pieces) mac.update(piece);
  return mac.digest();
}

/** Compares secrets in time that depends on their length only. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
