import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Owner } from '#platform/crypto';
import { inTransaction, sql } from '#platform/db';
import { fileHeaders } from '#platform/files';
import { problemBody, toProblem } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plainName } from './keep-file.ts';
import { sampleJpeg, samplePdf, samplePng } from './sample-files.ts';

let t: TestHouse;
let owner: Owner;
const newOwner = async (kind = 'case'): Promise<Owner> => {
  const made = { kind, id: newId() };
  await inTransaction(t.house.db, (tx) => t.house.keys.createKey(tx, t.clock.now(), made));
  return made;
};
const put = (bytes: Buffer, options: { name?: string; limit?: number } = {}, to = owner) =>
  t.house.files.put(t.house, to, Readable.from([bytes]), { name: '身份证.jpg', ...options });
const fetch = async (id: string): Promise<Buffer> =>
  Buffer.concat(await (await t.house.files.open(t.house.db, t.house.keys, id)).bytes.toArray());
const stored = (): string[] =>
  readdirSync(join(t.dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name));
const pathOf = (id: string): string => join(t.dataDir, 'files', id.slice(0, 2), id.slice(2, 4), id);

beforeAll(async () => {
  t = await openTestHouse();
});
afterAll(() => t.close());
beforeEach(async () => {
  owner = await newOwner();
});

describe('a file', () => {
  it('comes back as it was, with its name and real type', async () => {
    const bytes = sampleJpeg(300_000);
    const ref = await put(bytes);
    expect(ref).toMatchObject({ name: '身份证.jpg', type: 'image/jpeg', bytes: bytes.length });
    expect((await fetch(ref.id)).equals(bytes)).toBe(true);
    const key = await t.house.keys.keyOf(t.house.db, owner);
    expect(await t.house.files.list(t.house.db, key)).toEqual([ref]);
  });
  it('ends as its content is, so that what was checked as a picture opens as one', async () => {
    for (const [name, shown] of [
      ['照片.exe', '照片.exe.jpg'],
      ['x.html', 'x.html.jpg'],
      ['无', '无.jpg'],
      ['A.JPEG', 'A.JPEG'],
    ])
      expect((await put(sampleJpeg(), { name: name ?? '' })).name).toBe(shown);
  });
  it('lies in no store in clear: not its bytes, not its name', async () => {
    const ref = await put(samplePdf(200_000, 'CANARY-32990019491231002X'), { name: 'CANARY-32990019491231002X.pdf' });
    for (const path of stored()) expect(readFileSync(path).includes('CANARY')).toBe(false);
    const rows = await t.house.db.many<{ row: string }>(
      sql`select row_to_json(f)::text as row from platform_files.file f where id = ${ref.id}`,
    );
    expect(rows[0]?.row).not.toContain(Buffer.from('CANARY').toString('hex'));
    expect(statSync(pathOf(ref.id)).mode & 0o077).toBe(0);
  });
  it('two equal files of two people have nothing in common', async () => {
    const [a, b] = [await put(samplePng()), await put(samplePng(), {}, await newOwner())];
    const rows = await t.house.db.many<{ digest: Buffer }>(sql`select digest from platform_files.file where id in (${a.id}, ${b.id})`);
    expect(rows[0]?.digest.equals(rows[1]?.digest as Buffer)).toBe(false);
    expect(readFileSync(pathOf(a.id)).equals(readFileSync(pathOf(b.id)))).toBe(false);
  });
  it('is handed out as an attachment that nothing runs or keeps', async () => {
    const headers = fileHeaders({ id: newId(), name: '户口簿 "一".pdf', type: 'application/pdf', bytes: 9 });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="___ ___.pdf"; filename*=UTF-8''${encodeURIComponent('户口簿 "一".pdf')}`,
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store', 'content-length': '9' });
  });
  it.each([
    ['C:\\Users\\赵小满\\证件.pdf', '证件.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202Efdp.exe', 'afdp.exe'],
    ['line\r\nbreak.png', 'linebreak.png'],
    ['   ', '未命名'],
    ['长'.repeat(300), `${'长'.repeat(100)}…${'长'.repeat(19)}`],
  ])('names are plain: %j', (given, plain) => {
    expect(plainName(given)).toBe(plain);
  });
});

describe('what is refused leaves nothing behind', () => {
  const nothingNew = async (work: () => Promise<unknown>, expected: object): Promise<void> => {
    const before = stored().length;
    await expect(work()).rejects.toMatchObject(expected);
    expect(stored().length).toBe(before);
  };
  it('too big, while it streams: no more is read than the limit and one piece', async () => {
    let read = 0;
    async function* endless(): AsyncIterable<Buffer> {
      yield samplePdf(1000).subarray(0, 900);
      for (;;) {
        read += 100_000;
        yield Buffer.alloc(100_000, 'x');
      }
    }
    await nothingNew(() => t.house.files.put(t.house, owner, endless(), { name: 'x.pdf', limit: 1024 * 1024 }), {
      kind: 'tooLarge',
      code: 'files.size',
      say: { zh: '这个文件太大，最多收1MB。' },
    });
    expect(read).toBeLessThan(1_200_000);
  });
  it('the wrong type, a broken file, an upload the sender broke off, one cut by the parser', async () => {
    await nothingNew(() => put(Buffer.from('<html></html>')), { code: 'files.type' });
    await nothingNew(() => put(samplePdf(200_000).subarray(0, 150_000)), { code: 'files.broken' });
    async function* brokenOff(): AsyncIterable<Buffer> {
      yield samplePdf(200_000).subarray(0, 150_000);
      throw new Error('aborted');
    }
    await nothingNew(() => t.house.files.put(t.house, owner, brokenOff(), { name: 'x.pdf' }), { message: 'aborted' });
    await nothingNew(
      () => t.house.files.put(t.house, owner, Object.assign(Readable.from([samplePdf()]), { truncated: true }), { name: 'x.pdf' }),
      { code: 'files.size' },
    );
  });
  it('a record that was erased', async () => {
    await inTransaction(t.house.db, (tx) => t.house.keys.destroyKey(tx, t.clock.now(), owner));
    await nothingNew(() => put(samplePng()), { kind: 'gone' });
  });
});

describe('records change, files follow', () => {
  it('a draft becomes a case: its files go along without being touched', async () => {
    const draft = await newOwner('draft');
    const kase = { kind: 'case', id: newId() };
    const ref = await put(samplePng(), {}, draft);
    const before = readFileSync(pathOf(ref.id));
    await inTransaction(t.house.db, async (tx) => {
      const key = await t.house.keys.adoptKey(tx, draft, kase);
      expect(await t.house.files.adopt(tx, draft, kase)).toBe(1);
      expect(await t.house.files.list(tx, key)).toEqual([ref]);
    });
    expect(await fetch(ref.id)).toEqual(samplePng());
    expect(readFileSync(pathOf(ref.id)).equals(before)).toBe(true);
  });
  it('kept more than half a day after it was sent, as when a clock is set forward, is refused in words and may be sent again', async () => {
    const key = await t.house.keys.keyOf(t.house.db, owner);
    const later = new Date(t.clock.now().getTime() + 13 * 3_600_000);
    const sentAndKept = async (sent: Date, kept: Date) => {
      const staged = await t.house.files.stage(Readable.from([samplePng()]), { at: sent });
      return inTransaction(t.house.db, (tx) => t.house.files.keep(tx, kept, key, staged, '证.png'));
    };
    const late = toProblem(await sentAndKept(t.clock.now(), later).catch((error: unknown) => error));
    expect(problemBody(late, 'zh')).toMatchObject({ status: 410, code: 'files.kept-too-late', next: expect.stringContaining('再传一次') });
    expect((await sentAndKept(later, later)).name).toBe('证.png');
    expect((await t.house.files.list(t.house.db, key)).length).toBe(1);
  });
  it('a copy for another case outlives the first, under its own key', async () => {
    const other = await newOwner();
    const ref = await put(sampleJpeg(), { name: '照片.jpg' });
    const { staged, name } = await t.house.files.copy(t.house.db, t.house.keys, ref.id, t.clock.now());
    const copy = await inTransaction(t.house.db, async (tx) =>
      t.house.files.keep(tx, t.clock.now(), await t.house.keys.keyOf(tx, other), staged, name),
    );
    expect(copy.id).not.toBe(ref.id);
    expect(readFileSync(pathOf(copy.id)).equals(readFileSync(pathOf(ref.id)))).toBe(false);
    await inTransaction(t.house.db, async (tx) => {
      await t.house.files.dropOwner(tx, t.clock.now(), owner);
      await t.house.keys.destroyKey(tx, t.clock.now(), owner);
    });
    await expect(fetch(ref.id)).rejects.toMatchObject({ code: 'files.unknown' });
    expect(await fetch(copy.id)).toEqual(sampleJpeg());
  });
  it('a dropped file is unreadable at once and its bytes go with the next sweep', async () => {
    const ref = await put(samplePng());
    await inTransaction(t.house.db, (tx) => t.house.files.drop(tx, t.clock.now(), ref.id));
    await expect(fetch(ref.id)).rejects.toMatchObject({ kind: 'notFound' });
    expect(stored()).toContain(pathOf(ref.id));
    await t.house.files.sweep(t.house);
    expect(stored()).not.toContain(pathOf(ref.id));
    expect(await t.house.files.sweep(t.house)).toBe(0);
  });
  it('a changed byte in the store is refused when it is reached', async () => {
    const ref = await put(samplePdf(200_000));
    const bytes = readFileSync(pathOf(ref.id));
    bytes[150_000] = (bytes[150_000] as number) ^ 1;
    writeFileSync(pathOf(ref.id), bytes);
    await expect(fetch(ref.id)).rejects.toMatchObject({ code: 'platform.data-damaged' });
  });
});

describe('half-way', () => {
  it('bytes whose deed never came are swept after a day, whole ones and half-written ones; kept ones stay', async () => {
    const kept = await put(samplePng());
    const orphan = await t.house.files.stage(Readable.from([samplePng()]), { at: t.clock.now() });
    await inTransaction(t.house.db, async (tx) => {
      await t.house.files.keep(tx, t.clock.now(), await t.house.keys.keyOf(tx, owner), orphan, 'x.png');
      throw new Error('rolled back');
    }).catch(() => undefined);
    expect(await t.house.files.sweep(t.house)).toBe(0);
    t.clock.advance(25 * 3600_000);
    expect(await t.house.files.sweep(t.house)).toBeGreaterThan(0);
    expect(stored()).toContain(pathOf(kept.id));
    expect(stored()).not.toContain(pathOf(orphan.id));
    await expect(
      inTransaction(t.house.db, async (tx) => t.house.files.keep(tx, t.clock.now(), await t.house.keys.keyOf(tx, owner), orphan, 'x.png')),
    ).rejects.toMatchObject({ code: 'files.kept-too-late' });
  });
  it('a process killed while it writes leaves no readable byte, and the rest is swept', async () => {
    const dir = join(t.dataDir, 'files');
    const script = `import('#platform/files').then((m) => m.openFiles(${JSON.stringify(dir)}).stage((async function* () {
      yield Buffer.from('%PDF-1.7 CANARY'); for (let i = 0; i < 20; i++) yield Buffer.alloc(65536, 'CANARY ');
      await new Promise((r) => setTimeout(r, 200)); console.log('half'); await new Promise((r) => setTimeout(r, 60000)); })(), { at: new Date(${t.clock.now().getTime()}) }))`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], { cwd: process.cwd() });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const parts = stored().filter((path) => path.includes('.part'));
    expect(parts.length).toBe(1);
    expect(readFileSync(parts[0] as string).length).toBeGreaterThan(60_000);
    expect(readFileSync(parts[0] as string).includes('CANARY')).toBe(false);
    // Its time is the disk's, since it was never finished; the house's clock passes it in the end.
    t.clock.set('2037-01-01T09:00:00+08:00');
    await t.house.files.sweep(t.house);
    expect(stored().filter((path) => path.includes('.part'))).toEqual([]);
  });
});
