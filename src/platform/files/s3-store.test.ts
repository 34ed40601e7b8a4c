import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '#platform/backup';
import { readConfig } from '#platform/config';
import { readKeyFile } from '#platform/crypto';
import { inTransaction } from '#platform/db';
import { databaseUrl, dropDatabase, ensureDatabase } from '#platform/db/launcher';
import { filesOver, s3Store } from '#platform/files';
import { furnish } from '#platform/furnish';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { samplePdf } from './sample-files.ts';
import { type S3Place, signedHeaders } from './s3-signature.ts';

// A store by others, run as a process of its own where the machine has one; it checks every signature.
const moto = spawnSync('python3', ['-c', 'import moto.server'], { timeout: 20_000 }).status === 0;
const at = new Date('2026-11-25T02:00:00Z');
const chunks = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const piece of stream) all.push(piece);
  return Buffer.concat(all);
};

describe('signatures', () => {
  const keys = { region: 'us-east-1', accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  const day = new Date('2013-05-24T00:00:00Z');
  const signatureOf = (url: string, headers: Record<string, string> = {}): string =>
    /Signature=(.*)$/.exec(signedHeaders(keys, { method: 'GET', url: new URL(url), headers }, day)['authorization'] ?? '')?.[1] ?? '';
  it('are those of the examples Amazon publishes', () => {
    expect(signatureOf('https://examplebucket.s3.amazonaws.com/test.txt', { Range: 'bytes=0-9' })).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
    expect(signatureOf('https://examplebucket.s3.amazonaws.com/?lifecycle')).toBe(
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    );
    expect(signatureOf('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J')).toBe(
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });
  it('escape what a query holds as botocore does', () => {
    const url = `https://h.example/b?list-type=2&prefix=${encodeURIComponent('house/ä b*(1)')}`;
    const made = signedHeaders({ region: 'us-east-1', accessKey: 'AK', secretKey: 'SK' }, { method: 'GET', url: new URL(url) }, day);
    expect(made['authorization']).toContain('59bb8e99d4d9ab7ba515850db4272eb187fee8852a221610b6eda4bc16131800');
  });
});

describe('a store that fails', () => {
  const place = (endpoint: string): S3Place => ({ endpoint, region: 'r', bucket: 'b', prefix: '', accessKey: 'a', secretKey: 's' });
  const serving = async (answer: (n: number) => number, work: (endpoint: string, asked: () => number) => Promise<void>): Promise<void> => {
    let n = 0;
    const server = createServer((_, reply) => reply.writeHead(answer(++n)).end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => n);
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  };
  const write = (endpoint: string) => s3Store(place(endpoint)).write(randomUUID(), Readable.from([Buffer.from('x')]), at);
  it('is tried again when it stumbles, and told in words when it is away, full, or refuses us', async () => {
    await serving(
      (n) => (n < 3 ? 503 : 200),
      async (endpoint, asked) => {
        await write(endpoint);
        expect(asked()).toBe(3);
      },
    );
    await serving(
      () => 503,
      (endpoint) => expect(write(endpoint)).rejects.toMatchObject({ code: 'files.store-away', kind: 'unavailable' }),
    );
    await serving(
      () => 507,
      (endpoint) => expect(write(endpoint)).rejects.toMatchObject({ code: 'files.no-space', kind: 'unavailable' }),
    );
    await serving(
      () => 403,
      (endpoint) => expect(write(endpoint)).rejects.toMatchObject({ code: 'files.store-away' }),
    );
    await serving(
      () => 404,
      (endpoint) => expect(chunks(s3Store(place(endpoint)).read(randomUUID()))).rejects.toMatchObject({ code: 'files.missing' }),
    );
    await expect(write('http://127.0.0.1:9')).rejects.toMatchObject({ code: 'files.store-away' });
  });
  it('is named in the settings with its own two secrets, or the mistake is', () => {
    const read = (env: Record<string, string>) => readConfig({ TONGBAN_ENV: 'test', ...env });
    const url = 's3://city-files/house?endpoint=http://127.0.0.1:9000&region=cn-north-1';
    expect(read({}).config.s3).toBeNull();
    expect(read({ FILES_URL: url, FILES_ACCESS_KEY: 'a', FILES_SECRET_KEY: 'b' })).toMatchObject({
      errors: [],
      config: { s3: { endpoint: 'http://127.0.0.1:9000', region: 'cn-north-1', bucket: 'city-files', prefix: 'house/', accessKey: 'a' } },
    });
    expect(read({ FILES_URL: url }).errors.map((e) => e.name)).toEqual(['FILES_ACCESS_KEY']);
    for (const wrong of ['s3://city', 's3://city?endpoint=ftp://x', 'http://x/y', 's3://city?endpoint=http://x/path'])
      expect(read({ FILES_URL: wrong, FILES_ACCESS_KEY: 'a', FILES_SECRET_KEY: 'b' }).errors.map((e) => e.name)).toEqual(['FILES_URL']);
  });
});

describe.skipIf(!moto)('a real S3 server (skipped where the machine has none)', () => {
  let server: ChildProcess;
  let place: S3Place;
  let t: TestHouse;
  const dir = mkdtempSync(join(tmpdir(), 'tongban-s3-'));
  beforeAll(async () => {
    t = await openTestHouse();
    const port = await new Promise<number>((done) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const free = (probe.address() as AddressInfo).port;
        probe.close(() => done(free));
      });
    });
    // Four requests without rights make bucket and user; from then on every signature is checked.
    server = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
      env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: '4' },
      stdio: 'ignore',
    });
    const endpoint = `http://127.0.0.1:${port}`;
    const as = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    });
    const iam = async (form: Record<string, string>): Promise<string> => {
      const body = new URLSearchParams({ Version: '2010-05-08', UserName: 'city', ...form });
      return (await fetch(`${endpoint}/`, { method: 'POST', headers: as('iam'), body })).text();
    };
    for (let tries = 0; ; tries++) {
      const made = await fetch(`${endpoint}/city-files`, { method: 'PUT', headers: as('s3') }).catch(() => undefined);
      if (made?.ok) break;
      if (tries > 200) throw new Error(`moto did not start: ${made?.status}`);
      await sleep(100);
    }
    await iam({ Action: 'CreateUser' });
    const key = await iam({ Action: 'CreateAccessKey' });
    const all = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    await iam({ Action: 'PutUserPolicy', PolicyName: 'all', PolicyDocument: all });
    place = {
      endpoint,
      region: 'us-east-1',
      bucket: 'city-files',
      // No slash: this server reads %2F in a query as / before it checks the signature, where the protocol keeps it escaped.
      prefix: 'house-',
      accessKey: /<AccessKeyId>(.*?)</.exec(key)?.[1] ?? '',
      secretKey: /<SecretAccessKey>(.*?)</.exec(key)?.[1] ?? '',
    };
  }, 60_000);
  afterAll(async () => {
    server?.kill('SIGKILL');
    await t?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('takes our signature and no other', async () => {
    await s3Store(place).check();
    await expect(s3Store({ ...place, secretKey: 'wrong' }).check()).rejects.toMatchObject({
      code: 'files.store-away',
      cause: { message: 'SignatureDoesNotMatch' },
    });
  });
  it('keeps small and large files as they are, in parts, and leaves nothing of a broken upload', async () => {
    const store = s3Store(place, 2);
    const large = randomBytes(20 * 1024 * 1024 + 7);
    let given = 0;
    let taken = 0;
    async function* pieces(): AsyncIterable<Buffer> {
      for (let from = 0; from < large.length; from += 64 * 1024) {
        given = from;
        yield large.subarray(from, from + 64 * 1024);
      }
    }
    const ids = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await store.write(ids[0] as string, Readable.from([Buffer.from('small')]), at);
    await store.write(ids[1] as string, pieces(), at);
    expect(given).toBeGreaterThan(20_000_000);
    expect((await chunks(store.read(ids[0] as string))).toString()).toBe('small');
    for await (const piece of store.read(ids[1] as string)) {
      if (!piece.equals(large.subarray(taken, taken + piece.length))) throw new Error(`differs at ${taken}`);
      taken += piece.length;
    }
    expect(taken).toBe(large.length);
    for (const after of [10, 18 * 1024 * 1024]) {
      async function* broken(): AsyncIterable<Buffer> {
        for (let sent = 0; sent < after; sent += 64 * 1024) yield large.subarray(sent, sent + 64 * 1024);
        throw new Error('the sender went away');
      }
      await expect(store.write(ids[2] as string, broken(), at)).rejects.toThrow('went away');
    }
    await expect(chunks(store.read(ids[2] as string))).rejects.toMatchObject({ code: 'files.missing' });
    await store.write(ids[3] as string, Readable.from([Buffer.from('a')]), at);
    await store.write(ids[4] as string, Readable.from([Buffer.from('b')]), at);
    const list = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const { id } of store.list()) found.push(id);
      return found.sort();
    };
    // Lists in pages of two, and no upload that was given up.
    expect(await list()).toEqual([ids[0], ids[1], ids[3], ids[4]].sort());
    expect(await store.begun?.(ids[0] as string)).toEqual(at);
    for (const id of ids) await store.remove(id);
    expect(await list()).toEqual([]);
  });
  it('serves the house: a file goes in, comes out, is swept by the house’s clock, backed up and restored into a folder', async () => {
    const files = filesOver(s3Store(place));
    const house = { ...t.house, files };
    const owner = { kind: 'case', id: newId() };
    await inTransaction(house.db, (tx) => house.keys.createKey(tx, t.clock.now(), owner));
    const pdf = samplePdf(200_000);
    const kept = await files.put(house, owner, Readable.from([pdf]), { name: '户口簿.pdf' });
    const staged = await files.stage(Readable.from([pdf]), { at: t.clock.now() });
    expect((await chunks((await files.open(house.db, house.keys, kept.id)).bytes)).equals(pdf)).toBe(true);
    expect(await files.sweep(house)).toBe(0);

    const to = join(dir, 'backup');
    await backUp(house, t.url, to, []);
    const name = `t_${randomBytes(6).toString('hex')}`;
    const direct = databaseUrl(process.env['TEST_DATABASE_URL'] as string, name);
    await ensureDatabase(direct, name);
    const config = { ...house.config, dataDir: join(dir, 'house') };
    await restore({ config, direct, clock: t.clock, keys: readKeyFile(join(t.dataDir, 'keys')) as string, replace: false }, to);
    const restored = await furnish(config, direct, t.clock);
    expect((await chunks((await restored.files.open(restored.db, restored.keys, kept.id)).bytes)).equals(pdf)).toBe(true);
    await restored.close();
    await dropDatabase(direct, name);

    // The store's own clock may be days away: what counts is when the house began to write.
    const now = new Date();
    t.clock.set(new Date(Math.max(now.getTime(), t.clock.now().getTime()) + 2 * 86_400_000).toISOString());
    expect(await files.sweep(house)).toBe(1);
    await expect(chunks(files.store.read(staged.id))).rejects.toMatchObject({ code: 'files.missing' });
    expect((await chunks((await files.open(house.db, house.keys, kept.id)).bytes)).equals(pdf)).toBe(true);
  });
});
