import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMasterKey, keyVaultOver, openKeyFile, openKeyVault, type Owner } from '#platform/crypto';
import { inTransaction, type Read, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
const owner = (kind: string): Owner => ({ kind, id: newId() });
const make = (who: Owner) => inTransaction(t.house.db, (tx) => t.house.keys.createKey(tx, t.clock.now(), who));
const scratch = mkdtempSync(join(tmpdir(), 'tongban-keys-'));

beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(async () => {
  await t.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('keys of records', () => {
  it('seal and open fields, bound to what they are', async () => {
    const who = owner('case');
    await make(who);
    const { keys, db } = t.house;
    const sealed = await keys.seal(db, who, { phone: '13900000000' }, 'cases.contact');
    expect(await keys.open(db, who, sealed, 'cases.contact')).toEqual({ phone: '13900000000' });
    await expect(keys.open(db, who, sealed, 'cases.account')).rejects.toMatchObject({ code: 'platform.data-damaged' });
    const bytes = await keys.seal(db, who, Buffer.from([1, 2]), 'x');
    expect(await keys.openBytes(db, who, bytes, 'x')).toEqual(Buffer.from([1, 2]));
  });
  it('cost one read for any number of fields, and none when just made', async () => {
    const who = owner('case');
    const made = await make(who);
    let reads = 0;
    const counting: Read = {
      many: (q) => (reads++, t.house.db.many(q)),
      maybe: (q) => (reads++, t.house.db.maybe(q)),
      one: (q) => (reads++, t.house.db.one(q)),
    };
    const fromMade = made.seal('a', 'f');
    const key = await t.house.keys.keyOf(counting, who);
    for (let i = 0; i < 50; i++) key.seal(i, 'f');
    expect(key.open(fromMade, 'f')).toBe('a');
    expect(reads).toBe(1);
    const many = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const one = owner('person');
        return { owner: one, sealed: (await make(one)).seal(one.id, 'n'), aad: 'n' };
      }),
    );
    reads = 0;
    expect(await t.house.keys.openMany(counting, many)).toEqual(many.map((m) => m.owner.id));
    expect(reads).toBe(1);
  });
  it('a key destroyed by one process is gone in every process, in words', async () => {
    const who = owner('person');
    const sealed = (await make(who)).seal('secret', 'f');
    const elsewhere = openKeyVault(join(t.dataDir, 'keys'));
    expect(await elsewhere.open(t.house.db, who, sealed, 'f')).toBe('secret');
    await inTransaction(t.house.db, (tx) => t.house.keys.destroyKey(tx, t.clock.now(), who));
    for (const keys of [t.house.keys, elsewhere]) {
      await expect(keys.open(t.house.db, who, sealed, 'f')).rejects.toMatchObject({ kind: 'gone', code: 'platform.erased' });
      expect(await keys.openMany(t.house.db, [{ owner: who, sealed, aad: 'f' }])).toEqual([null]);
    }
    expect(await t.house.db.one(sql`select wrapped from platform_crypto.data_key where owner_id = ${who.id}`)).toEqual({ wrapped: null });
  });
  it('a draft key becomes the case key: what was sealed stays as it is', async () => {
    const draft = owner('draft');
    const kase = owner('case');
    const sealed = (await make(draft)).seal('answers', 'f');
    const key = await inTransaction(t.house.db, (tx) => t.house.keys.adoptKey(tx, draft, kase));
    expect([key.owner, key.open(sealed, 'f')]).toEqual([kase, 'answers']);
    expect(await t.house.keys.open(t.house.db, kase, sealed, 'f')).toBe('answers');
    await expect(t.house.keys.keyOf(t.house.db, draft)).rejects.toThrow(/no key/);
  });
  it('is made once when two ask at the same time', async () => {
    const who = owner('person');
    const ensure = () => inTransaction(t.house.db, async (tx) => (await t.house.keys.ensureKey(tx, t.clock.now(), who)).seal('v', 'f'));
    const sealed = await Promise.all([ensure(), ensure(), ensure(), ensure()]);
    for (const one of sealed) expect(await t.house.keys.open(t.house.db, who, one, 'f')).toBe('v');
    await expect(make(who)).rejects.toThrow(/already has a key/);
  });
  it('a key never stays when its deed was rolled back', async () => {
    const who = owner('case');
    await inTransaction(t.house.db, async (tx) => {
      await t.house.keys.createKey(tx, t.clock.now(), who);
      throw new Error('stop');
    }).catch(() => undefined);
    await expect(t.house.keys.keyOf(t.house.db, who)).rejects.toThrow(/no key/);
  });
  it('does not open under the wrapping of another row', async () => {
    const [a, b] = [owner('case'), owner('case')];
    await make(a);
    await make(b);
    await inTransaction(t.house.db, (tx) =>
      tx.run(sql`
      update platform_crypto.data_key set wrapped = (select wrapped from platform_crypto.data_key where owner_id = ${a.id}) where owner_id = ${b.id}`),
    );
    const fresh = openKeyVault(join(t.dataDir, 'keys'));
    await expect(fresh.keyOf(t.house.db, b)).rejects.toMatchObject({ code: 'platform.data-damaged' });
  });
  it('remembers a bounded number of keys and still opens the others', async () => {
    const small = keyVaultOver(openKeyFile(join(t.dataDir, 'keys')), 3);
    const all = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const who = owner('case');
        return { who, sealed: (await make(who)).seal(who.id, 'f') };
      }),
    );
    for (const { who, sealed } of [...all, ...all]) expect(await small.open(t.house.db, who, sealed, 'f')).toBe(who.id);
  });
});

describe('the key file', () => {
  it('is made once with mode 0600 and read back', () => {
    const dir = join(scratch, 'a');
    const first = openKeyFile(dir);
    expect(statSync(join(dir, 'keyring.json')).mode & 0o777).toBe(0o600);
    expect(openKeyFile(dir).publicKeys()).toEqual(first.publicKeys());
  });
  it('is one file when several processes start at once', async () => {
    const dir = join(scratch, 'b');
    const run = (): Promise<string> =>
      new Promise((resolve) => {
        const child = spawn(
          process.execPath,
          [
            '--import',
            'tsx',
            '-e',
            `import('#platform/crypto').then(m => console.log(m.openKeyFile(${JSON.stringify(dir)}).publicKeys()[0].publicKey))`,
          ],
          { cwd: process.cwd() },
        );
        let text = '';
        child.stdout.on('data', (d) => (text += d));
        child.on('close', () => resolve(text.trim()));
      });
    const keys = await Promise.all([run(), run(), run()]);
    expect(keys[0]).toMatch(/^04[0-9a-f]{128}$/);
    expect(new Set(keys).size).toBe(1);
  });
  it('says what to do when it is broken, and is never replaced', () => {
    const dir = join(scratch, 'c');
    openKeyFile(dir);
    writeFileSync(join(dir, 'keyring.json'), '{"format":1');
    expect(() => openKeyFile(dir)).toThrow(expect.objectContaining({ code: 'platform.keys-broken' }));
    expect(readFileSync(join(dir, 'keyring.json'), 'utf8')).toBe('{"format":1');
    expect(existsSync(join(dir, 'keyring.json'))).toBe(true);
  });
  it('tells when it belongs to another database', async () => {
    await make(owner('case'));
    expect(await t.house.keys.fits(t.house.db)).toBe(true);
    expect(await openKeyVault(join(scratch, 'd')).fits(t.house.db)).toBe(false);
  });
  it('a new master key takes over all keys; nothing is sealed anew', async () => {
    const dir = join(t.dataDir, 'keys');
    const who = owner('case');
    const sealed = (await make(who)).seal('v', 'f');
    expect(addMasterKey(dir)).toBe(2);
    const rotated = openKeyVault(dir);
    // One row was spoilt above: it must not keep the others from moving.
    const { moved, damaged } = await rotated.rewrapKeys(t.house.db, 3);
    expect([moved > 10, damaged.length]).toEqual([true, 1]);
    expect(await t.house.db.one(sql`select count(*) as n from platform_crypto.data_key where get_byte(wrapped, 1) < 2`)).toEqual({ n: 1 });
    expect(await rotated.rewrapKeys(t.house.db)).toEqual({ moved: 0, damaged });
    expect(await openKeyVault(dir).open(t.house.db, who, sealed, 'f')).toBe('v');
  });
});

describe('look-up hashes', () => {
  it('are equal for equal values of one kind only, and carry their key version', () => {
    const { keys } = t.house;
    const one = keys.lookupHash('document', '32990019491231002X');
    expect(one).toEqual(keys.lookupHash('document', '32990019491231002X'));
    expect(one).not.toEqual(keys.lookupHash('slip', '32990019491231002X'));
    expect([one.length, one[0]]).toEqual([33, 1]);
    expect(keys.lookupHashes('document', '32990019491231002X')).toEqual([one]);
    expect(openKeyVault(join(scratch, 'e')).lookupHash('document', '32990019491231002X')).not.toEqual(one);
  });
});
