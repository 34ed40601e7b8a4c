import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { type Problem, problem } from '#platform/errors';
import { hmacSm3, sameBytes } from './sm3.ts';

// Encrypt-then-MAC from native parts: SM4-CTR and HMAC-SM3 with separate keys (docs/decisions/0010).
// A box: format 1 | key version 1 | iv 16 | ciphertext | tag 32. The tag also covers what the caller says it belongs to.
const FORMAT = 1;
const HEAD = 18;
const TAG = 32;

/** Bytes of a key for boxes: 16 for SM4, 32 for HMAC-SM3. */
export const BOX_KEY_BYTES = 48;

/** A key for boxes; the two halves are never used for anything else. */
export type BoxKey = { cipher: KeyObject; mac: KeyObject };

/** Makes a box key from 48 secret bytes. */
export function boxKey(bytes: Buffer): BoxKey {
  if (bytes.length !== BOX_KEY_BYTES) throw new Error('a box key has 48 bytes');
  return { cipher: createSecretKey(bytes.subarray(0, 16)), mac: createSecretKey(bytes.subarray(16)) };
}

function bound(aad: string, head: Buffer): Buffer {
  const text = Buffer.from(aad, 'utf8');
  const size = Buffer.alloc(4);
  size.writeUInt32BE(text.length);
  return Buffer.concat([size, text, head]);
}

/** Seals bytes; `aad` names what they are and must be given again to open them. */
export function sealBox(key: BoxKey, version: number, plain: Buffer, aad: string): Buffer {
  const head = Buffer.concat([Buffer.from([FORMAT, version]), randomBytes(16)]);
  const cipher = createCipheriv('sm4-ctr', key.cipher, head.subarray(2));
  const ciphertext = cipher.update(plain);
  return Buffer.concat([head, ciphertext, hmacSm3(key.mac, bound(aad, head), ciphertext)]);
}

/** The key version a box was sealed with. */
export function boxVersion(box: Buffer): number {
  if (box.length < HEAD + TAG || box[0] !== FORMAT) throw damaged();
  return box[1] as number;
}

/** Opens a box. @throws Problem `platform.data-damaged` when a bit or the `aad` differs. */
export function openBox(key: BoxKey, box: Buffer, aad: string): Buffer {
  boxVersion(box);
  const head = box.subarray(0, HEAD);
  const ciphertext = box.subarray(HEAD, box.length - TAG);
  if (!sameBytes(hmacSm3(key.mac, bound(aad, head), ciphertext), box.subarray(box.length - TAG))) throw damaged();
  return createDecipheriv('sm4-ctr', key.cipher, head.subarray(2)).update(ciphertext);
}

/** Stored bytes that do not verify: altered, cut or mixed up. Nothing of them is shown. */
export function damaged(): Problem {
  return problem(
    'unavailable',
    'platform.data-damaged',
    { zh: '这部分内容没有通过完整性校验，不能显示。', en: 'This content failed its integrity check and cannot be shown.' },
    {
      zh: '请告诉工作人员，由管理员核对记录后处理；您的事可以先到窗口办。',
      en: 'Please tell a member of staff: an administrator has to check the records. Meanwhile a window can help you.',
    },
  );
}
