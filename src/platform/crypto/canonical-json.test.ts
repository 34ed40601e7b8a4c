import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#platform/crypto';
import type { Json } from '#platform/errors';

describe('canonical JSON', () => {
  it('spells keys in order, without spaces, without undefined members', () => {
    expect(canonicalJson({ b: 1, a: [true, null, '办'], é: 1e21, c: undefined })).toBe('{"a":[true,null,"办"],"b":1,"é":1e+21}');
  });
  it('is the same text whatever the order of keys, and reads back to the same value', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([k, v]) => [k, shuffled(v)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(canonicalJson(shuffled(value) as Json)).toBe(text);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      }),
    );
  });
  it.each([Number.NaN, Infinity, new Date(0), () => 1, undefined, new Map(), 1n])('refuses %s', (value) => {
    expect(() => canonicalJson(value as Json)).toThrow(TypeError);
  });
});
