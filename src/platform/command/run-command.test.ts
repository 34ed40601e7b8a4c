import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#platform/actor';
import { runCommand } from '#platform/command';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
const actor = { ...anonymous(), kind: 'citizen' as const, personId: newId() };
let ran = 0;
const deed = (key: string, content: string, verb = 'test.deed', who = actor) =>
  runCommand(who, t.house, { verb, key, content: { content } }, async () => ({ n: ++ran }));

beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

describe('I6 a retry is the same command', () => {
  it('answers the stored outcome to the same key and content', async () => {
    const first = await deed('key-0001', 'a');
    const again = await deed('key-0001', 'a');
    expect(again).toEqual({ outcome: first.outcome, replayed: true });
  });
  it('refuses the same key with other content and shows what was done', async () => {
    const first = await deed('key-0002', 'a');
    await expect(deed('key-0002', 'b')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'platform.key-reused',
      data: { done: first.outcome },
    });
  });
  it('runs once when twenty repeats arrive at once', async () => {
    const before = ran;
    const answers = await Promise.all(Array.from({ length: 20 }, () => deed('key-0003', 'a')));
    expect(ran - before).toBe(1);
    expect(new Set(answers.map((a) => JSON.stringify(a.outcome))).size).toBe(1);
  });
  it('keeps keys of different people and verbs apart', async () => {
    const one = await deed('key-0004', 'a');
    const other = await deed('key-0004', 'a', 'test.deed', { ...actor, personId: newId() });
    const verb = await deed('key-0004', 'a', 'test.other');
    expect(new Set([one, other, verb].map((a) => JSON.stringify(a.outcome))).size).toBe(3);
  });
  it('gives the key back when the deed failed, so that a corrected try can use it', async () => {
    const failing = runCommand(actor, t.house, { verb: 'test.deed', key: 'key-0005', content: 'a' }, async () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect((await deed('key-0005', 'b')).replayed).toBe(false);
  });
  it('refuses a missing or odd key in words', async () => {
    for (const key of ['', 'short', 'with space in it', 'x'.repeat(121)])
      await expect(deed(key, 'a')).rejects.toMatchObject({ code: 'platform.key-missing' });
  });
  it('stores no content: only a keyed fingerprint and the outcome', async () => {
    await deed('key-0006', 'CANARY-320105194912310029');
    const rows = await t.house.db.many<{ row: string }>(sql`select row_to_json(i)::text as row from platform.idempotency i`);
    expect(rows.filter((r) => r.row.includes('CANARY'))).toEqual([]);
  });
});
