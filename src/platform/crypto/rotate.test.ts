import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMasterKey, keyVersions, openKeyVault, type Owner, renewMasterKey, finishRotation } from '#platform/crypto';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { reached } from '../../../tools/counts.ts';

let t: TestHouse;
const dir = (): string => join(t.dataDir, 'keys');
beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());

type Kept = { owner: Owner; sealed: Buffer };
const make = async (keys = t.house.keys): Promise<Kept> => {
  const owner = { kind: 'case', id: newId() };
  const key = await inTransaction(t.house.db, (tx) => keys.createKey(tx, t.clock.now(), owner));
  return { owner, sealed: key.seal(owner.id, 'f') };
};
const oldWraps = async (): Promise<number> => {
  const newest = keyVersions(dir(), 'master').at(-1)?.version ?? 0;
  const row = await t.house.db.one<{ n: number }>(
    sql`select count(*) as n from platform_crypto.data_key where wrapped is not null and get_byte(wrapped, 1) < ${newest}`,
  );
  return row.n;
};
const masters = (): number[] => keyVersions(dir(), 'master').map((one) => one.version);

describe('a rotation of the master key', () => {
  it('runs under the traffic of two servers: nothing fails, all is wrapped anew, the old key goes only when nothing needs it', async () => {
    const before = await Promise.all(Array.from({ length: 300 }, () => make()));
    // Two servers that opened the key file before the rotation and never look for it on purpose.
    const servers = [openKeyVault(dir()), openKeyVault(dir())];
    const made: Kept[] = [];
    let stop = false;
    let deeds = 0;
    const traffic = servers.map(async (keys, n) => {
      while (!stop) {
        const one = await make(keys);
        made.push(one);
        const other = servers[1 - n] as typeof keys;
        expect(await other.open(t.house.db, one.owner, one.sealed, 'f')).toBe(one.owner.id);
        const some = before[deeds % before.length] as Kept;
        expect(await keys.open(t.house.db, some.owner, some.sealed, 'f')).toBe(some.owner.id);
        deeds++;
      }
    });
    await sleep(100);
    const first = await renewMasterKey(t.house);
    expect(first).toMatchObject({ begun: true, newest: 2, retired: [], kept: [1], damaged: [] });
    expect(first.moved).toBeGreaterThanOrEqual(300);
    await sleep(200);
    // Whatever was under way under the old key is moved by the next round; nothing new came under it.
    await finishRotation(t.house);
    expect(await oldWraps()).toBe(0);
    expect(masters()).toEqual([1, 2]);
    t.clock.advance(11 * 60_000);
    expect(await renewMasterKey(t.house)).toMatchObject({ begun: false, retired: [1], kept: [] });
    await sleep(100);
    stop = true;
    await Promise.all(traffic);
    expect(masters()).toEqual([2]);
    const fresh = openKeyVault(dir());
    for (const { owner, sealed } of [...before, ...made]) expect(await fresh.open(t.house.db, owner, sealed, 'f')).toBe(owner.id);
    reached('keys made and opened while the master key was rotated', deeds);
  });

  it('that was cut off half-way is finished by the next call, and a second one does not begin before', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => make()));
    addMasterKey(dir(), t.clock.now());
    // The process dies after one page: some keys are under the new master key, most under the old one.
    let pages = 0;
    const dying = {
      ...t.house,
      keys: {
        ...t.house.keys,
        rewrapKeys: async () => {
          const one = openKeyVault(dir());
          const broken = {
            ...t.house.db,
            pool: { connect: () => (pages++ > 0 ? Promise.reject(new Error('killed')) : t.house.db.pool.connect()) },
          };
          return one.rewrapKeys(broken as never, 10);
        },
      },
    };
    await expect(finishRotation(dying)).rejects.toThrow('killed');
    const left = await oldWraps();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(
      await t.house.db.one<{ n: number }>(sql`select count(*) as n from platform_crypto.data_key`).then((r) => r.n),
    );
    for (const { owner, sealed } of all) expect(await openKeyVault(dir()).open(t.house.db, owner, sealed, 'f')).toBe(owner.id);
    t.clock.advance(3_600_000);
    expect(await renewMasterKey(t.house)).toMatchObject({ begun: false, newest: 3, moved: left, retired: [2] });
    for (const { owner, sealed } of all) expect(await openKeyVault(dir()).open(t.house.db, owner, sealed, 'f')).toBe(owner.id);
  });

  it('keeps the old key for what it cannot open, and says which', async () => {
    const spoilt = await make();
    await inTransaction(t.house.db, (tx) =>
      tx.run(
        sql`update platform_crypto.data_key set wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) where owner_id = ${spoilt.owner.id}`,
      ),
    );
    const { begun } = await renewMasterKey(t.house);
    t.clock.advance(3_600_000);
    const later = await finishRotation(t.house);
    expect([begun, later.damaged.length, later.retired, later.kept]).toEqual([true, 1, [], [3]]);
    await inTransaction(t.house.db, (tx) => t.house.keys.destroyKey(tx, t.clock.now(), spoilt.owner));
    expect((await finishRotation(t.house)).retired).toEqual([3]);
  });
});
