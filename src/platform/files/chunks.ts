import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { damaged, hmacSm3, sameBytes } from '#platform/crypto';

// A stored file: "TBF1", then chunks of up to 64 KiB of SM4-CTR ciphertext, each with an HMAC-SM3 tag over the file's id,
// the chunk's index and whether it is the last. So a chunk changed, moved, left out, cut off or taken from another file
// is refused before its bytes are handed on. Each file has its own random key, so the counter starts at zero.
const MAGIC = Buffer.from('TBF1');
const CHUNK = 64 * 1024;
const TAG = 32;

/** Bytes of a file's key: 16 for SM4, 32 for HMAC-SM3. */
export const FILE_KEY_BYTES = 48;

function parts(secret: Buffer): { cipher: KeyObject; mac: KeyObject } {
  return { cipher: createSecretKey(secret.subarray(0, 16)), mac: createSecretKey(secret.subarray(16, FILE_KEY_BYTES)) };
}

function tagOf(mac: KeyObject, id: string, index: number, last: boolean, ciphertext: Buffer): Buffer {
  const place = Buffer.alloc(5);
  place.writeUInt32BE(index);
  place[4] = last ? 1 : 0;
  return hmacSm3(mac, Buffer.from(id.replaceAll('-', ''), 'hex'), place, ciphertext);
}

/** Cuts a stream into pieces of exactly `size` bytes, the last one shorter; says which is the last. */
async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncIterable<{ piece: Buffer; last: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    waiting.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    length += part.length;
    if (length <= size) continue;
    let all = Buffer.concat(waiting);
    // More than one piece is there, so none of those given now is the last.
    while (all.length > size) {
      yield { piece: all.subarray(0, size), last: false };
      all = all.subarray(size);
    }
    waiting = [all];
    length = all.length;
  }
  yield { piece: Buffer.concat(waiting), last: true };
}

/** Encrypts a stream. */
export async function* encryptChunks(secret: Buffer, id: string, source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const { cipher: key, mac } = parts(secret);
  const cipher = createCipheriv('sm4-ctr', key, Buffer.alloc(16));
  yield MAGIC;
  let index = 0;
  for await (const { piece, last } of pieces(source, CHUNK)) {
    const ciphertext = cipher.update(piece);
    yield Buffer.concat([ciphertext, tagOf(mac, id, index++, last, ciphertext)]);
  }
}

/** Decrypts a stream; each chunk is checked before it is given. @throws Problem `platform.data-damaged`. */
export async function* decryptChunks(secret: Buffer, id: string, source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const { cipher: key, mac } = parts(secret);
  const decipher = createDecipheriv('sm4-ctr', key, Buffer.alloc(16));
  let index = 0;
  for await (const { piece, last } of pieces(withoutMagic(source), CHUNK + TAG)) {
    if (piece.length < TAG) throw damaged();
    const ciphertext = piece.subarray(0, piece.length - TAG);
    if (!sameBytes(tagOf(mac, id, index++, last, ciphertext), piece.subarray(piece.length - TAG))) throw damaged();
    yield decipher.update(ciphertext);
  }
}

async function* withoutMagic(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const part of source) {
    if (head === undefined) {
      yield part;
      continue;
    }
    head = Buffer.concat([head, part]);
    if (head.length < MAGIC.length) continue;
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged();
    yield head.subarray(MAGIC.length);
    head = undefined;
  }
  if (head !== undefined) throw damaged();
}
