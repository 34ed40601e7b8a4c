import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, checkBackup, restore } from '#platform/backup';
import type { Config } from '#platform/config';
import { openSealedKeys, readKeyFile, sealKeys } from '#platform/crypto';
import { inTransaction, migrate, openCopyConnection, sql } from '#platform/db';
import { dropDatabase, ensureDatabase, databaseUrl } from '#platform/db/launcher';
import { filesJobs } from '#platform/files';
import { furnish } from '#platform/furnish';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { append, publishRoots, readRoots, sealPending, verifyHouse } from '#platform/ledger';
import { emit } from '#platform/outbox';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { contentOf } from './restore.ts';
import { listTables } from './tables.sql.ts';

const server = process.env['TEST_DATABASE_URL'] as string;
const place = mkdtempSync(join(tmpdir(), 'tongban-backup-'));
const notCarried = ['platform.rate', 'identity.session'];
const owner = { kind: 'case', id: newId() };
const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(300_000), Buffer.from('\n%%EOF\n')]);
const made: string[] = [];
let t: TestHouse;
let fileId: string;
let event: string;
let rootsFile: string;

const withRoots = () => ({ ...t.house, config: { ...t.house.config, rootsFile } });
const deed = (): Promise<unknown> =>
  inTransaction(t.house.db, (tx) =>
    append(tx, t.house, { stream: { kind: 'case', id: newId() }, header: { verb: 'x' }, owner, payload: { name: '金丝雀备份' } }),
  );

beforeAll(async () => {
  t = await openTestHouse();
  rootsFile = join(place, 'roots.jsonl');
  await inTransaction(t.house.db, (tx) => t.house.keys.createKey(tx, t.clock.now(), owner));
  for (let i = 0; i < 5; i++) await deed();
  await sealPending(t.house);
  await publishRoots(withRoots());
  fileId = (
    await t.house.files.put(
      t.house,
      owner,
      (async function* () {
        yield pdf;
      })(),
      { name: '金丝雀文件名.pdf' },
    )
  ).id;
  await inTransaction(t.house.db, (tx) =>
    emit(tx, t.clock.now(), { type: 'cases.x', subject: { kind: 'case', id: owner.id, seq: 1 }, data: { tab: 'a\tb\\n\n"' } }),
  );
  event = (await t.house.db.one<{ id: string }>(sql`select id from platform.outbox`)).id;
  await inTransaction(t.house.db, async (tx) => {
    await tx.run(sql`update platform.outbox set relayed_at = ${t.clock.now()}`);
    await tx.run(sql`select graphile_worker.add_job('hear', json_build_object('event', ${event}::text, 'listener', 'l'))`);
    await tx.run(sql`insert into platform.rate values ('a', 'b', ${t.clock.now()}, 1)`);
  });
});
afterAll(async () => {
  await t.close();
  for (const name of made) await dropDatabase(server, name);
  rmSync(place, { recursive: true, force: true });
});

async function emptyPlace(): Promise<{ direct: string; config: Config; dataDir: string }> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(server, name);
  made.push(name);
  const dataDir = join(place, name);
  return { direct: databaseUrl(server, name), dataDir, config: { ...t.house.config, dataDir, rootsFile } };
}
const keyText = () => readKeyFile(join(t.dataDir, 'keys')) as string;
async function contents(url: string): Promise<Record<string, string>> {
  const on = await openCopyConnection(url);
  try {
    const all: Record<string, string> = {};
    for (const table of await listTables(on)) all[table.name] = await contentOf(on, table);
    return all;
  } finally {
    await on.close();
  }
}
function filesUnder(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

describe('a back-up', () => {
  it('comes back in an empty place with equal hashes, files that open, work that goes on, a green ledger and no session', async () => {
    const to = join(place, 'one');
    const manifest = await backUp(withRoots(), t.url, to, notCarried);
    expect(manifest.files).toMatchObject({ count: 1, missing: 0 });
    expect(manifest.waiting).toEqual([event]);
    const before = await contents(t.url);
    // Between back-up and disaster something is sealed; its root has left the house.
    await deed();
    await sealPending(t.house);
    await publishRoots(withRoots());

    const target = await emptyPlace();
    const done = await restore({ ...target, clock: t.clock, keys: keyText(), replace: false }, to);
    expect(done).toMatchObject({ rootsFrom: 'outside', aside: [] });
    const after = await contents(target.direct);
    expect(before['platform.rate']).not.toBe(after['platform.rate']);
    // Waiting work is handed on again, so that row differs by its mark; every other table is equal.
    for (const name of ['platform.rate', 'platform.outbox']) {
      delete before[name];
      delete after[name];
    }
    expect(Object.keys(after).length).toBeGreaterThan(40);
    expect(after).toEqual(before);

    const house = await furnish(target.config, target.direct, t.clock);
    try {
      await migrate(target.direct, t.clock.now());
      expect(await house.keys.fits(house.db)).toBe(true);
      expect(await house.db.one(sql`select relayed_at, data from platform.outbox`)).toEqual({
        relayed_at: null,
        data: { tab: 'a\tb\\n\n"' },
      });
      const opened = await house.files.open(house.db, house.keys, fileId);
      expect(opened.file.name).toBe('金丝雀文件名.pdf');
      const chunks: Buffer[] = [];
      for await (const piece of opened.bytes) chunks.push(piece as Buffer);
      expect(Buffer.concat(chunks).equals(pdf)).toBe(true);
      const report = await verifyHouse(house, { outsideRoots: readRoots(readFileSync(rootsFile, 'utf8')).roots });
      expect(report).toMatchObject({ ok: true, entries: 5, restorations: [{ lostSeals: 1, lostEntries: 1 }] });
    } finally {
      await house.close();
    }
  });

  it('holds no value in clear and no key, and is not written over another', async () => {
    const to = join(place, 'two');
    await backUp(t.house, t.url, to, notCarried);
    const secrets = JSON.parse(keyText()) as { master: { key: string }[] };
    for (const path of filesUnder(to)) {
      const raw = readFileSync(path);
      const bytes = path.endsWith('.gz') ? gunzipSync(raw) : raw;
      for (const word of ['金丝雀', secrets.master[0]?.key as string]) expect(bytes.includes(word), path).toBe(false);
    }
    expect(gunzipSync(readFileSync(join(to, 'tables/platform.outbox.copy.gz'))).includes(event)).toBe(true);
    await expect(backUp(t.house, t.url, to, notCarried)).rejects.toMatchObject({ code: 'backup.taken' });
  });

  it('that breaks off leaves nothing, and what lost its last file is no back-up', async () => {
    const to = join(place, 'three');
    const failing = {
      ...t.house,
      files: {
        ...t.house.files,
        store: {
          ...t.house.files.store,
          read: async function* (): AsyncIterable<Buffer> {
            yield Buffer.from('half');
            throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          },
        },
      },
    };
    await expect(backUp(failing, t.url, to, notCarried)).rejects.toMatchObject({ code: 'backup.no-space' });
    expect(readdirSync(place).filter((name) => name.includes('three'))).toEqual([]);
    await backUp(t.house, t.url, to, notCarried);
    rmSync(join(to, 'manifest.json'));
    const target = await emptyPlace();
    await expect(restore({ ...target, clock: t.clock, keys: keyText(), replace: false }, to)).rejects.toMatchObject({
      code: 'backup.none',
    });
  });

  it('holds off the sweep of files until their bytes are copied', async () => {
    const sweep = filesJobs[0] as (typeof filesJobs)[number];
    const seen: string[] = [];
    const slow = {
      ...t.house,
      files: {
        ...t.house.files,
        store: {
          ...t.house.files.store,
          read: async function* (id: string): AsyncIterable<Buffer> {
            seen.push(await runJob(t.house, sweep));
            yield* t.house.files.store.read(id);
          },
        },
      },
    };
    await backUp(slow, t.url, join(place, 'held'), notCarried);
    expect([...seen, await runJob(t.house, sweep)]).toEqual(['elsewhere', 'ran']);
  });

  it('one altered, missing or added byte anywhere is refused before anything is changed', async () => {
    const whole = join(place, 'four');
    await backUp(t.house, t.url, whole, notCarried);
    const target = await emptyPlace();
    const parts = filesUnder(whole).map((path) => path.slice(whole.length + 1));
    const tried = ['manifest.json', 'files.jsonl', ...parts.filter((p) => p.startsWith('files/')), 'tables/platform_ledger.entry.copy.gz'];
    for (const part of tried)
      for (const harm of ['altered', 'missing'] as const) {
        if (part === 'manifest.json' && harm === 'missing') continue;
        const copy = join(place, 'harmed');
        rmSync(copy, { recursive: true, force: true });
        cpSync(whole, copy, { recursive: true });
        const bytes = readFileSync(join(copy, part));
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
        if (harm === 'altered') writeFileSync(join(copy, part), bytes);
        else rmSync(join(copy, part));
        await expect(restore({ ...target, clock: t.clock, keys: keyText(), replace: false }, copy), part).rejects.toMatchObject({
          code: 'backup.broken',
        });
      }
    expect(existsSync(join(target.dataDir, 'keys'))).toBe(false);
    await expect(restore({ ...target, clock: t.clock, replace: false }, whole)).rejects.toMatchObject({ code: 'backup.no-keys' });
    const other = await openTestHouse();
    const foreign = readKeyFile(join(other.dataDir, 'keys')) as string;
    await other.close();
    await expect(restore({ ...target, clock: t.clock, keys: foreign, replace: false }, whole)).rejects.toMatchObject({
      code: 'backup.other-keys',
    });
    expect(Object.keys(await contents(target.direct))).toEqual([]);
  });

  it('a restore is refused where there is a house; broken off, it keeps the house shut and can be done again', async () => {
    const from = join(place, 'five');
    await backUp(t.house, t.url, from, notCarried);
    const target = await emptyPlace();
    const to = { ...target, clock: t.clock, keys: keyText(), replace: false };
    await restore(to, from);
    await expect(restore(to, from)).rejects.toMatchObject({ code: 'backup.not-empty' });
    const before = await contents(target.direct);
    // The outside place cannot be written: the restore stops after the tables were committed.
    writeFileSync(join(place, 'no-folder'), '');
    const broken = { ...to, config: { ...to.config, rootsFile: join(place, 'no-folder/roots') }, replace: true };
    await expect(restore(broken, from)).rejects.toThrow();
    await expect(furnish(target.config, target.direct, t.clock)).rejects.toMatchObject({ code: 'backup.half-restored' });
    await restore(to, from);
    expect(await contents(target.direct)).toEqual(before);
    await (await furnish(target.config, target.direct, t.clock)).close();
    expect(readdirSync(target.dataDir).filter((name) => name.startsWith('files.until-')).length).toBe(1);
    expect(await checkBackup(from)).toMatchObject({ format: 1 });
  });
});

describe('keys kept apart', () => {
  it('open with their passphrase only', async () => {
    await expect(sealKeys(keyText(), '太短')).rejects.toMatchObject({ code: 'platform.passphrase-short' });
    const sealed = await sealKeys(keyText(), '一句只有管理员知道的长口令');
    expect(sealed).not.toContain(JSON.parse(keyText()).fingerprint);
    expect(await openSealedKeys(sealed, '一句只有管理员知道的长口令')).toBe(keyText());
    for (const [text, word] of [
      [sealed, '一句只有管理员不知道的长口令'],
      [sealed.replace(/"box":"..../, '"box":"AAAA'), '一句只有管理员知道的长口令'],
      ['{}', 'x'],
    ] as const)
      await expect(openSealedKeys(text, word)).rejects.toMatchObject({ code: 'platform.sealed-keys' });
  });
});
