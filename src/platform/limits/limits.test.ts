import { afterAll, beforeAll, expect, test } from 'vitest';
import { sm3 } from '#platform/crypto';
import { sql } from '#platform/db';
import { limit, refuseSpent } from '#platform/limits';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());
const rule = { scope: 'test', key: '203.0.113.7', max: 3, perSeconds: 60 };
const now = () => t.clock.now();

test('so many tries in a window, then a refusal that says how long to wait; the next window is open', async () => {
  for (let n = 0; n < 3; n++) await limit(t.house, now(), rule);
  await expect(limit(t.house, now(), rule)).rejects.toMatchObject({ kind: 'tooMany', data: { retryAfter: 60 } });
  await limit(t.house, now(), { ...rule, key: '203.0.113.8' });
  t.clock.advance(61_000);
  await limit(t.house, now(), rule);
});

test('many at once are counted each', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => limit(t.house, now(), { ...rule, key: 'many', max: 7 })));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(7);
});

test('what is spent is refused without being counted', async () => {
  const guess = { ...rule, key: 'guess' };
  for (let n = 0; n < 5; n++) await refuseSpent(t.house, now(), guess);
  for (let n = 0; n < 3; n++) await limit(t.house, now(), guess);
  await expect(refuseSpent(t.house, now(), guess)).rejects.toMatchObject({ kind: 'tooMany' });
  t.clock.advance(61_000);
  await refuseSpent(t.house, now(), guess);
});

test('an address cannot be found again from what is stored without the key', async () => {
  const stored = await t.house.db.many<{ key: Buffer }>(sql`select key from platform.rate where scope = 'test'`);
  expect(stored.length).toBeGreaterThan(2);
  const plain = sm3(Buffer.from(`${rule.scope}\u0000${rule.key}`));
  for (const { key } of stored) {
    expect(key.includes(plain)).toBe(false);
    expect(key.includes(Buffer.from(rule.key))).toBe(false);
  }
});
