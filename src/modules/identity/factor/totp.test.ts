import { describe, expect, it } from 'vitest';
import { base32, otpauth, stepAt, stepOf, totp } from './totp.ts';

const secret = Buffer.from('12345678901234567890');
const long = (n: number): Buffer => Buffer.from('1234567890'.repeat(7).slice(0, n));

describe('codes by time', () => {
  it('are those of RFC 6238, appendix B, for all three hashes', () => {
    const vectors: [number, string, string, string][] = [
      [59, '94287082', '46119246', '90693936'],
      [1_111_111_109, '07081804', '68084774', '25091201'],
      [1_111_111_111, '14050471', '67062674', '99943326'],
      [1_234_567_890, '89005924', '91819424', '93441116'],
      [2_000_000_000, '69279037', '90698825', '38618901'],
      [20_000_000_000, '65353130', '77737706', '47863826'],
    ];
    for (const [seconds, sha1, sha256, sha512] of vectors) {
      const step = stepAt(new Date(seconds * 1000));
      expect([totp(secret, step, 8), totp(long(32), step, 8, 'sha256'), totp(long(64), step, 8, 'sha512')]).toEqual([sha1, sha256, sha512]);
      expect(totp(secret, step)).toBe(sha1.slice(2));
    }
  });
  it('count in their step and the one beside it, once, and nothing else counts', () => {
    const at = new Date('2026-11-25T01:00:10Z');
    const now = stepAt(at);
    for (const step of [now - 1, now, now + 1]) expect(stepOf(secret, totp(secret, step), at, 0)).toBe(step);
    for (const step of [now - 2, now + 2]) expect(stepOf(secret, totp(secret, step), at, 0)).toBeUndefined();
    expect(stepOf(secret, totp(secret, now), at, now)).toBeUndefined();
    for (const typed of ['', '1', '12345', '1234567', 'abcdef', `${totp(secret, now)}0`])
      expect(stepOf(secret, typed, at, 0)).toBeUndefined();
  });
  it('are set up by the address apps read, base32 as RFC 4648 writes it', () => {
    for (const [text, written] of [
      ['f', 'MY'],
      ['fo', 'MZXQ'],
      ['foo', 'MZXW6'],
      ['foob', 'MZXW6YQ'],
      ['fooba', 'MZXW6YTB'],
      ['foobar', 'MZXW6YTBOI'],
    ] as const)
      expect(base32(Buffer.from(text))).toBe(written);
    const url = new URL(otpauth(secret, '云渚通办', 'T0025'));
    expect([url.protocol, url.host, url.searchParams.get('secret'), url.searchParams.get('issuer')]).toEqual([
      'otpauth:',
      'totp',
      'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      '云渚通办',
    ]);
  });
});
