import { spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, it } from 'vitest';
import { hmacSm3, makeSm2KeyPair, sameBytes, signSm2, sm2Verifier, sm3, verifySm2 } from '#platform/crypto';

// GB/T 32918.5 annex: the standard's own example, recomputed by openssl.
const px = '09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020';
const py = 'CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13';
const r = 'F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3';
const s = 'B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA';
const der = (part: string): string => (Number.parseInt(part.slice(0, 2), 16) >= 0x80 ? `0221 00${part}` : `0220${part}`).replace(' ', '');
const signature = Buffer.from(`30${((der(r) + der(s)).length / 2).toString(16)}${der(r)}${der(s)}`, 'hex');
const publicKey = `04${px}${py}`.toLowerCase();

describe('SM3 and SM4', () => {
  it('give the vectors of the standards', () => {
    expect(sm3('abc').toString('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
    expect(cipher.update(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
  });
  it('HMAC-SM3 is HMAC by its definition', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uint8Array({ maxLength: 200 }), (k, m) => {
        const pad = (byte: number): Buffer => Buffer.from(Array.from({ length: 64 }, (_, i) => (k[i] ?? 0) ^ byte));
        const inner = sm3(Buffer.concat([pad(0x36), Buffer.from(m)]));
        expect(hmacSm3(Buffer.from(k), Buffer.from(m))).toEqual(sm3(Buffer.concat([pad(0x5c), inner])));
      }),
      { numRuns: 50 },
    );
  });
  it('compares bytes of different length as different', () => {
    expect([sameBytes(Buffer.from('a'), Buffer.from('ab')), sameBytes(Buffer.from('ab'), Buffer.from('ab'))]).toEqual([false, true]);
  });
});

describe('SM2', () => {
  it('verifies the example of GB/T 32918.5 and refuses it changed', () => {
    expect(verifySm2(Buffer.from('message digest'), signature, publicKey)).toBe(true);
    expect(verifySm2(Buffer.from('message digesT'), signature, publicKey)).toBe(false);
    expect(verifySm2(Buffer.from('message digest'), signature, publicKey, 'another-user-id')).toBe(false);
  });
  it('signs what it verifies; rubbish is not valid and does not throw', () => {
    const pair = makeSm2KeyPair();
    const message = Buffer.from('云渚市');
    const made = signSm2(message, pair);
    expect(verifySm2(message, made, pair.publicKey)).toBe(true);
    expect(verifySm2(message, made, makeSm2KeyPair().publicKey)).toBe(false);
    for (const bad of ['', '3000', 'ff', '30060201000201ff'])
      expect(verifySm2(message, Buffer.from(bad, 'hex'), pair.publicKey)).toBe(false);
    expect(verifySm2(message, made, '04')).toBe(false);
  });
  it('takes one spelling of a signature only: no bit can change', () => {
    const pair = makeSm2KeyPair();
    const verify = sm2Verifier(pair.publicKey);
    const message = Buffer.from('root');
    for (let n = 0; n < 3; n++) {
      const made = signSm2(message, pair);
      expect(verify(message, made)).toBe(true);
      for (let bit = 0; bit < made.length * 8; bit += bit < 64 ? 1 : 7) {
        const changed = Buffer.from(made);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(verify(message, changed), `bit ${bit}`).toBe(false);
      }
      expect(verify(message, Buffer.concat([made, Buffer.from([0])]))).toBe(false);
    }
  });
  const openssl = spawnSync('openssl', ['version']).stdout?.toString() ?? '';
  it.skipIf(!/OpenSSL 3/.test(openssl))('is verified by openssl under the standard user id', () => {
    const dir = mkdtempSync(join(tmpdir(), 'tongban-sm2-'));
    try {
      const pair = makeSm2KeyPair();
      expect(sm2.verifyPublicKey(pair.publicKey)).toBe(true);
      writeFileSync(join(dir, 'm'), 'root');
      writeFileSync(join(dir, 's'), signSm2(Buffer.from('root'), pair));
      const spki = Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d034200${pair.publicKey}`, 'hex');
      writeFileSync(join(dir, 'k'), `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`);
      const run = spawnSync(
        'openssl',
        [
          'pkeyutl',
          '-verify',
          '-rawin',
          '-digest',
          'sm3',
          '-pubin',
          '-inkey',
          'k',
          '-in',
          'm',
          '-sigfile',
          's',
          '-pkeyopt',
          'distid:1234567812345678',
        ],
        { cwd: dir },
      );
      expect(run.stdout.toString()).toMatch(/Success/i);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
