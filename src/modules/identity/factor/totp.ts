import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds a code lives. */
export const stepSeconds = 30;

/** The number of the time step an instant lies in. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds);

/** A code of RFC 6238: HMAC over the step, truncated. Apps know SHA-1 and six digits everywhere, and little else. */
export function totp(secret: Buffer, step: number, digits = 6, hash: 'sha1' | 'sha256' | 'sha512' = 'sha1'): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(hash, secret).update(counter).digest();
  const at = (mac.at(-1) as number) & 0x0f;
  const number = mac.readUInt32BE(at) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step a typed code belongs to: the present one, or the one before or after, for clocks that differ. Never one that was taken
 * already, so that a code read over a shoulder is worth nothing.
 */
export function stepOf(secret: Buffer, typed: string, at: Date, lastStep: number): number | undefined {
  const now = stepAt(at);
  let found: number | undefined;
  for (const step of [now - 1, now, now + 1])
    if (step > lastStep && timingSafeEqual(Buffer.from(totp(secret, step)), Buffer.from(typed.padEnd(6).slice(0, 6)))) found = step;
  return typed.length === 6 ? found : undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648 without padding, as apps read secrets. */
export function base32(bytes: Buffer): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return bits === 0 ? text : text + alphabet[(held << (5 - bits)) & 31];
}

/** The address an app reads from the QR code. */
export const otpauth = (secret: Buffer, service: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(`${service}:${account}`)}?secret=${base32(secret)}&issuer=${encodeURIComponent(service)}&algorithm=SHA1&digits=6&period=${stepSeconds}`;
