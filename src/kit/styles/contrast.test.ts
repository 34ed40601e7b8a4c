import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const tokens = (block: RegExp): Record<string, string> =>
  Object.fromEntries([...(block.exec(css)?.[0] ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1], m[2]]));
const light: Record<string, string> = { ...tokens(/^:root\{[\s\S]*?^\}/m), 'on-brand': '#ffffff' };
const contrast: Record<string, string> = { ...light, ...tokens(/^\[data-theme=contrast\]\{[\s\S]*?^\}/m) };

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4]
    .map((i) => Number.parseInt(full.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function ratio(a: string, b: string): number {
  const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

/** Pair, least ratio, ratio in the guide (light). Text 4.5 and, for what old people read, 7; shapes and borders 3. */
const pairs: [string, string, number, number][] = [
  ['ink', 'paper', 7, 16.37],
  ['ink', 'cotton', 7, 15],
  ['ink-2', 'paper', 7, 8.11],
  ['ink-2', 'cotton', 7, 7.43],
  ['ink-3', 'paper', 4.5, 5.8],
  ['ink-3', 'cotton', 4.5, 5.31],
  ['ink-3', 'dian-1', 4.5, 4.8],
  ['ink-3', 'dian-0', 4.5, 0],
  ['line-2', 'paper', 3, 3.82],
  ['on-brand', 'dian-7', 7, 10.27],
  ['dian-7', 'paper', 7, 10.27],
  ['dian-6', 'paper', 7, 7.07],
  ['dian-6', 'cotton', 4.5, 6.48],
  ['dian-7', 'dian-1', 7, 8.5],
  ['dian-7', 'dian-0', 7, 0],
  ['ink', 'dian-1', 7, 0],
  ['ok', 'paper', 7, 7.26],
  ['ok', 'ok-bg', 4.5, 6.27],
  ['ink', 'ok-bg', 7, 0],
  ['warn', 'paper', 7, 7.36],
  ['warn', 'warn-bg', 4.5, 6.56],
  ['ink', 'warn-bg', 7, 0],
  ['warn-lamp', 'paper', 3, 3.63],
  ['bad', 'paper', 7, 7.06],
  ['bad', 'bad-bg', 4.5, 6.06],
  ['ink', 'bad-bg', 7, 0],
  ['still', 'paper', 4.5, 6.64],
  ['still', 'still-bg', 4.5, 5.56],
  ['focus', 'ink', 3, 10.38],
];

describe('contrast of the tokens', () => {
  test.each(pairs)('%s on %s', (front, back, least, said) => {
    const at = (set: Record<string, string>): number => ratio(set[front] as string, set[back] as string);
    expect(at(light)).toBeGreaterThanOrEqual(least);
    if (said > 0) expect(at(light)).toBeCloseTo(said, 1);
    // Focus in the contrast theme: cyan against the black page, beside a white ring.
    if (front !== 'focus') expect(at(contrast)).toBeGreaterThanOrEqual(7);
    else expect(ratio(contrast['focus'] as string, contrast['paper'] as string)).toBeGreaterThanOrEqual(7);
  });

  test('the desk bar and the hall: white on the darkest indigo', () => {
    expect(ratio('#ffffff', light['dian-9'] as string)).toBeGreaterThanOrEqual(7);
  });
});
