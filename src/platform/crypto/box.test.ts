import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOX_KEY_BYTES, boxKey, openBox, sealBox } from './box.ts';

const key = boxKey(randomBytes(BOX_KEY_BYTES));
const other = boxKey(randomBytes(BOX_KEY_BYTES));

describe('a box', () => {
  it('opens to what was put in, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (plain, aad) => {
        const box = sealBox(key, 1, Buffer.from(plain), aad);
        expect(openBox(key, box, aad)).toEqual(Buffer.from(plain));
        expect(sealBox(key, 1, Buffer.from(plain), aad)).not.toEqual(box);
      }),
    );
  });
  it('does not open with any bit changed, cut, lengthened, under another label or key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const box = sealBox(key, 1, Buffer.from(plain), 'label');
        const changed = Buffer.from(box);
        changed[at % box.length] = (changed[at % box.length] as number) ^ (1 << bit);
        const refused = { code: 'platform.data-damaged' };
        const fails = (f: () => unknown): void => {
          let code: unknown;
          try {
            f();
          } catch (error) {
            code = (error as { code: string }).code;
          }
          expect({ code }).toEqual(refused);
        };
        fails(() => openBox(key, changed, 'label'));
        fails(() => openBox(key, box.subarray(0, at % box.length), 'label'));
        fails(() => openBox(key, Buffer.concat([box, Buffer.from([0])]), 'label'));
        fails(() => openBox(key, box, 'Label'));
        fails(() => openBox(other, box, 'label'));
      }),
    );
  });
});
