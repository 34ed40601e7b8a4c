import { sm2 } from 'sm-crypto-v2';

/** The user id of GB/T 35276; other products verify with it unless told otherwise. */
export const standardUserId = '1234567812345678';

/** A key pair in hex: 32-byte private, 65-byte uncompressed public key. */
export type Sm2KeyPair = { privateKey: string; publicKey: string };

/** A new SM2 key pair from the system's random source. */
export function makeSm2KeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  return { privateKey, publicKey };
}

/** SM2 with SM3 over the message, DER-coded. Hash, coding and user id are always said: the library's defaults are not the standard's. */
export function signSm2(message: Buffer, pair: Sm2KeyPair, userId = standardUserId): Buffer {
  const hex = sm2.doSignature(message, pair.privateKey, { hash: true, der: true, userId, publicKey: pair.publicKey });
  return Buffer.from(hex, 'hex');
}

const order = BigInt('0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123');

/** One signature has one spelling: DER SEQUENCE of two minimal INTEGERs between 1 and n-1. The library reads more than that. */
function wellFormed(signature: Buffer): boolean {
  const size = signature[3] ?? 0;
  const r = signature.subarray(4, 4 + size);
  const s = signature.subarray(6 + size);
  const shape = [0x30, signature.length - 2, 0x02, r.length].every((byte, i) => signature[i] === byte);
  if (!shape || signature[4 + size] !== 0x02 || signature[5 + size] !== s.length) return false;
  return [r, s].every((part) => {
    const first = part[0];
    if (first === undefined || first >= 0x80 || (first === 0 && (part[1] ?? 0) < 0x80)) return false;
    const value = BigInt(`0x${part.toString('hex')}`);
    return value > 0n && value < order;
  });
}

/** True when the signature fits; a malformed key or signature is simply not valid. */
export function verifySm2(message: Buffer, signature: Buffer, publicKey: string, userId = standardUserId): boolean {
  if (!wellFormed(signature)) return false;
  try {
    return sm2.doVerifySignature(message, signature.toString('hex'), publicKey, { hash: true, der: true, userId });
  } catch {
    return false;
  }
}

// Preparing a point costs as much as many verifications; a house has few keys, so a handful is remembered.
const prepared = new Map<string, ReturnType<typeof sm2.precomputePublicKey>>();

/** A verifier for many signatures of one key: its point is prepared once. */
export function sm2Verifier(publicKey: string): (message: Buffer, signature: Buffer) => boolean {
  let point = prepared.get(publicKey);
  try {
    point ??= sm2.precomputePublicKey(publicKey);
  } catch {
    return () => false;
  }
  prepared.set(publicKey, point);
  if (prepared.size > 8) prepared.delete(prepared.keys().next().value as string);
  const key = point;
  return (message, signature) => {
    if (!wellFormed(signature)) return false;
    try {
      return sm2.doVerifySignature(message, signature.toString('hex'), key, { hash: true, der: true, userId: standardUserId });
    } catch {
      return false;
    }
  };
}
