import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#platform/actor';
import { runCommand } from '#platform/command';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plant } from '../../../tools/plant.ts';

let t: TestHouse;
const actor = { ...anonymous(), kind: 'citizen' as const, personId: newId() };
let ran = 0;
const deed = (key: string, content: string, verb = 'test.deed', who = actor) =>
  runCommand(who, t.house, { verb, key, content: { content } }, async () => ({ n: ++ran }));

/** Sends a command, its repeat, and twenty repeats at once: where there was more than one deed or more than one answer. */
async function moreThanOnce(send: () => ReturnType<typeof deed>, between: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const before = ran;
  const first = await send();
  await between();
  const answers = [first, await send(), ...(await Promise.all(Array.from({ length: 20 }, send)))];
  const said = new Set(answers.map((a) => JSON.stringify(a.outcome))).size;
  return [...(ran - before === 1 ? [] : [`ran ${ran - before} times`]), ...(said === 1 ? [] : [`${said} different answers`])];
}

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
  it('runs once when it is sent, sent again and twenty repeats arrive at once', async () => {
    expect(await moreThanOnce(() => deed('key-0003', 'a'))).toEqual([]);
  });
  it('I6 plant: a store that forgets its keys, and a sender who makes a new key for every try', async () => {
    const forget = () => inTransaction(t.house.db, (tx) => tx.run(sql`delete from platform.idempotency`));
    await plant('the stored outcome is gone before the repeat', () => moreThanOnce(() => deed('key-0007', 'a'), forget));
    let n = 0;
    await plant('a new key for every try', () => moreThanOnce(() => deed(`key-try-${n++}`, 'a')));
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
