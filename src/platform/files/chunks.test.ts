import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptChunks, encryptChunks, FILE_KEY_BYTES } from './chunks.ts';

const CHUNK = 64 * 1024;
const STORED = CHUNK + 32;
const id = randomUUID();
const secret = randomBytes(FILE_KEY_BYTES);

async function* inParts(bytes: Buffer, step: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
const encrypt = (plain: Buffer, step = 50_000): Promise<Buffer> => all(encryptChunks(secret, id, inParts(plain, step)));
const decrypt = (stored: Buffer, step = 50_000, as = id): Promise<Buffer> => all(decryptChunks(secret, as, inParts(stored, step)));

describe('chunks', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])('%i bytes come back whole however they arrive', async (size) => {
    const plain = randomBytes(size);
    for (const step of [7001, CHUNK, 1e9]) {
      const stored = await encrypt(plain, step);
      expect(stored.length).toBe(4 + size + 32 * Math.max(1, Math.ceil(size / CHUNK)));
      expect((await decrypt(stored, step)).equals(plain)).toBe(true);
    }
  });
  it('refuses a changed bit, a cut, an addition, and chunks left out, doubled or exchanged', async () => {
    const plain = Buffer.alloc(3 * CHUNK + 500, 'CANARY ');
    const stored = await encrypt(plain);
    expect(stored.includes('CANARY')).toBe(false);
    const chunk = (n: number): Buffer => stored.subarray(4 + n * STORED, 4 + (n + 1) * STORED);
    const rebuilt = (...order: number[]): Buffer => Buffer.concat([stored.subarray(0, 4), ...order.map(chunk)]);
    expect(rebuilt(0, 1, 2, 3).equals(stored)).toBe(true);
    for (const bad of [
      rebuilt(0, 1, 2),
      rebuilt(0, 2, 3),
      rebuilt(1, 0, 2, 3),
      rebuilt(0, 1, 2, 3, 3),
      rebuilt(3),
      rebuilt(0, 1, 1, 3),
      rebuilt(),
      Buffer.alloc(0),
    ])
      await expect(decrypt(bad)).rejects.toMatchObject({ code: 'platform.data-damaged' });
    await fc.assert(
      fc.asyncProperty(fc.nat(stored.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const changed = Buffer.from(stored);
        changed[at] = (changed[at] as number) ^ (1 << bit);
        await expect(decrypt(changed)).rejects.toMatchObject({ code: 'platform.data-damaged' });
        await expect(decrypt(stored.subarray(0, at))).rejects.toMatchObject({ code: 'platform.data-damaged' });
      }),
      { numRuns: 25 },
    );
    await expect(decrypt(stored, 50_000, randomUUID())).rejects.toMatchObject({ code: 'platform.data-damaged' });
  });
  it('hands nothing of a bad chunk on', async () => {
    const stored = await encrypt(Buffer.alloc(2 * CHUNK, 'a'));
    stored[4 + STORED + 9] = (stored[4 + STORED + 9] as number) ^ 1;
    let given = 0;
    await expect(
      (async () => {
        for await (const part of decryptChunks(secret, id, inParts(stored, 9999))) given += part.length;
      })(),
    ).rejects.toMatchObject({ code: 'platform.data-damaged' });
    expect(given).toBe(CHUNK);
  });
});
