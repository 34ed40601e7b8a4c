/** Random numbers that can be drawn again: the same seed gives the same row of them. For demonstrations, never for secrets. */
export type Draw = {
  /** 0 ≤ x < 1. */
  unit(): number;
  /** A whole number from 0 up to but not including `n`. */
  below(n: number): number;
  /** True this often. */
  chance(share: number): boolean;
  /** One of them. */
  of<T>(list: readonly T[]): T;
  /** A UUIDv7 of that instant. */
  id(at: Date): string;
};

/** Begins a row of drawn numbers (splitmix and xoshiro128**). `part` gives each user of one seed a row of its own. */
export function drawFrom(seed: number, part = 0): Draw {
  let mixed = (Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul((part >>> 0) + 1, 0x85ebca6b) ^ Math.floor(part / 4294967296)) >>> 0;
  const mix = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const turn = (x: number, by: number): number => ((x << by) | (x >>> (32 - by))) >>> 0;
  const next = (): number => {
    const result = Math.imul(turn(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const t = (b << 9) >>> 0;
    c ^= a;
    d ^= b;
    b = (b ^ c) >>> 0;
    a = (a ^ d) >>> 0;
    c = (c ^ t) >>> 0;
    d = turn(d >>> 0, 11);
    return result;
  };
  const unit = (): number => next() / 4294967296;
  const below = (n: number): number => Math.floor(unit() * n);
  const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
  return {
    unit,
    below,
    chance: (share) => unit() < share,
    of: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('nothing to draw from');
      return list[below(list.length)] as T;
    },
    id: (at) => {
      const time = hex(at.getTime(), 12);
      const [p, q, r] = [next(), next(), next()];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(p & 0xfff, 3)}-${hex(0x8000 | (q & 0x3fff), 4)}-${hex(r, 8)}${hex(p >>> 16, 4)}`;
    },
  };
}
