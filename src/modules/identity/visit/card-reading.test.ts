import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#platform/actor';
import { inTransaction, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { runJob } from '#platform/jobs';
import { readStream } from '#platform/ledger';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { closeVisit, findOpenVisit, identityJobs, maskedParty, openVisit, readSandboxCard, seedCity } from '#identity';
import { readCard, staffAt } from '../actors.fixtures.ts';
import { attest, type CardReading, goodForSeconds } from './card-reading.ts';
import { endReader, listReaders, registerReader } from './register-reader.ts';

let t: TestHouse;
let clerk: Actor;
let neighbour: Actor;
let admin: Actor;
const zhou = { documentType: '111', number: '329901196803042817', name: '周建华' };
const windowOf = (actor: Actor): string => actor.post?.windowId ?? '';
const open = (card: string | undefined, actor = clerk, more: object = {}) =>
  openVisit(actor, t.house, newId(), { windowId: windowOf(actor), how: 'card', ...(card === undefined ? {} : { card }), ...more });
/** Counts what a refused reading must not touch. */
const world = async (): Promise<string> =>
  (
    await t.house.db.one<{
      w: string;
    }>(sql`select concat_ws(' ', (select count(*) from identity.visit), (select count(*) from identity.party),
      (select count(*) from identity.card_reading), (select count(*) from platform.clear_view), (select count(*) from platform.audit)) as w`)
  ).w;

/** A reader of a real window: its own key, registered by the system administrator. */
async function device(actor: Actor): Promise<{ readerId: string; key: KeyObject; read(more?: Partial<CardReading>): string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
  const { readerId } = await registerReader(admin, t.house, newId(), { windowId: windowOf(actor), name: '示例读卡器', publicKey: raw });
  return {
    readerId,
    key: privateKey,
    read: (more = {}) =>
      attest(
        {
          format: 1,
          readerId,
          windowId: windowOf(actor),
          ...zhou,
          at: t.house.clock.now().toISOString(),
          nonce: newId().replaceAll('-', ''),
          ...more,
        },
        privateKey,
      ),
  };
}

beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  clerk = await staffAt(t.house, 'liuqiao-window-3');
  neighbour = await staffAt(t.house, 'liuqiao-window-1');
  admin = await staffAt(t.house, 'city-system-admin');
});
afterAll(() => t.close());

describe('a card counts as read only when the reader of this window says so', () => {
  it('a reading of the registered reader opens a visit, once', async () => {
    const reader = await device(clerk);
    const card = reader.read();
    const { visitId, partyId } = await open(card);
    expect((await maskedParty(t.house, partyId)).name).toBe('周建华');
    await closeVisit(clerk, t.house, newId(), { visitId });
    await expect(open(card)).rejects.toMatchObject({ code: 'identity.card-refused', data: { why: 'used' }, kind: 'invalid' });
    const again = await open(reader.read());
    await closeVisit(clerk, t.house, newId(), { visitId: again.visitId });
  });

  it('number and name as a browser sends them are no card', async () => {
    const before = await world();
    for (const given of [undefined, '', zhou.number, 'tbcard1.x', 'tbcard2.e30.e30'])
      await expect(open(given, clerk, zhou)).rejects.toMatchObject({ code: 'identity.card-needed', fields: [{ field: 'card' }] });
    expect(await world()).toBe(before);
    expect(await findOpenVisit(t.house.db, windowOf(clerk))).toBeUndefined();
  });

  it('expired, ahead of time, of another window, altered, forged, of an ended or unknown reader: refused in words, nothing changed', async () => {
    const reader = await device(clerk);
    const other = await device(neighbour);
    const ended = await device(clerk);
    await endReader(admin, t.house, newId(), { readerId: ended.readerId });
    const at = (seconds: number): string => new Date(t.house.clock.now().getTime() + seconds * 1000).toISOString();
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const [head, payload, signature] = reader.read().split('.') as [string, string, string];
    const altered = (change: (reading: Record<string, unknown>) => void): string => {
      const reading = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      change(reading);
      return [head, Buffer.from(JSON.stringify(reading)).toString('base64url'), signature].join('.');
    };
    const flipped = Buffer.from(signature, 'base64url');
    flipped[7] = (flipped[7] as number) ^ 1;
    const reading = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as CardReading;
    const before = await world();
    const plants: [string, string, string][] = [
      ['a second too old', reader.read({ at: at(-goodForSeconds - 1) }), 'old'],
      ['from the future', reader.read({ at: at(31) }), 'old'],
      ['read at the next window', other.read(), 'window'],
      ['read there, said to be here', other.read({ windowId: windowOf(clerk) }), 'window'],
      ['said to be of this reader, signed by that', attest({ ...reading }, other.key), 'altered'],
      ['signed by nobody known', attest({ ...reading }, stranger), 'altered'],
      ['another number', altered((r) => (r['number'] = '329901194406171528')), 'altered'],
      ['another name', altered((r) => (r['name'] = '陈桂兰')), 'altered'],
      ['another kind of document', altered((r) => (r['documentType'] = '414')), 'altered'],
      ['a later time', altered((r) => (r['at'] = at(5))), 'altered'],
      ['another nonce', altered((r) => (r['nonce'] = '0'.repeat(32))), 'altered'],
      ['one bit of the signature', [head, payload, flipped.toString('base64url')].join('.'), 'altered'],
      ['no signature', `${head}.${payload}.`, 'altered'],
      ['no payload', `${head}.bm8.${signature}`, 'altered'],
      ['null as payload', `${head}.${Buffer.from('null').toString('base64url')}.${signature}`, 'altered'],
      ['a nonce in another shape', reader.read({ nonce: 'abc' }), 'altered'],
      ['a reader that was ended', ended.read(), 'reader'],
      ['a reader nobody registered', reader.read({ readerId: newId() }), 'reader'],
    ];
    for (const [name, card, why] of plants) {
      const error = (await open(card).catch((thrown: unknown) => thrown)) as {
        code: string;
        data: unknown;
        say: { zh: string };
        next: { zh: string };
      };
      expect([name, error.code, error.data], name).toEqual([name, 'identity.card-refused', { why }]);
      expect(error.next.zh.length).toBeGreaterThan(8);
    }
    expect(await world()).toBe(before);
    expect(await findOpenVisit(t.house.db, windowOf(clerk))).toBeUndefined();
    // The same reading as it was signed does open, on its last second.
    const { visitId } = await open(reader.read({ at: at(-goodForSeconds) }));
    await closeVisit(clerk, t.house, newId(), { visitId });
  });

  it('one reading presented twice at the same moment opens one visit', async () => {
    const reader = await device(clerk);
    const card = reader.read();
    const answers = await Promise.allSettled([open(card), open(card), open(card)]);
    const won = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.visitId] : []));
    expect(won).toHaveLength(1);
    await closeVisit(clerk, t.house, newId(), { visitId: won[0] as string });
  });

  it('a number that is no number and a name that differs are told as before', async () => {
    const reader = await device(clerk);
    await expect(open(reader.read({ number: '329901199204180000' }))).rejects.toMatchObject({ code: 'identity.bad-number' });
    await expect(open(reader.read({ name: '周建国' }))).rejects.toMatchObject({ code: 'identity.name-differs' });
  });

  it('readings are forgotten after a day, when none could be shown again', async () => {
    expect((await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from identity.card_reading`)).n).toBeGreaterThan(0);
    t.clock.advance(25 * 3_600_000);
    const job = identityJobs.find((one) => one.name === 'identity.drop-old-sessions');
    expect(await runJob(t.house, job as NonNullable<typeof job>)).toBe('ran');
    expect(await t.house.db.one(sql`select count(*)::int as n from identity.card_reading`)).toEqual({ n: 0 });
  });
});

describe('readers', () => {
  it('are registered and ended by the system administrator alone, chained, one key once', async () => {
    const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
    const input = { windowId: windowOf(clerk), name: '示例读卡器', publicKey };
    for (const nobody of [clerk, await staffAt(t.house, 'city-admin'), await staffAt(t.house, 'city-auditor')])
      await expect(registerReader(nobody, t.house, newId(), input)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(registerReader(admin, t.house, newId(), { ...input, publicKey: 'AAAA' })).rejects.toMatchObject({
      code: 'identity.reader-key',
    });
    const { readerId } = await registerReader(admin, t.house, newId(), input);
    await expect(registerReader(admin, t.house, newId(), input)).rejects.toMatchObject({ code: 'identity.reader-known' });
    await endReader(admin, t.house, newId(), { readerId });
    await endReader(admin, t.house, newId(), { readerId });
    expect(
      (await readStream(t.house.db, t.house, { kind: 'reader', id: readerId })).map((e) => (e.header as { verb: string }).verb),
    ).toEqual(['registered', 'ended']);
    expect((await listReaders(admin, t.house)).rows.find((row) => row.id === readerId)?.endedAt).not.toBeNull();
    // Moved to another window: ended here, registered anew there.
    await registerReader(admin, t.house, newId(), { ...input, windowId: windowOf(neighbour) });
  });
});

describe('the sandbox reader', () => {
  it('reads fictional cards only, at the own window only, under a key of its own', async () => {
    const { card } = await readSandboxCard(clerk, t.house, { windowId: windowOf(clerk), number: zhou.number });
    await expect(open(card, neighbour)).rejects.toMatchObject({ data: { why: 'window' } });
    const { visitId } = await open(card);
    await closeVisit(clerk, t.house, newId(), { visitId });
    await expect(readSandboxCard(clerk, t.house, { windowId: windowOf(neighbour), number: zhou.number })).rejects.toMatchObject({
      code: 'identity.not-your-window',
    });
    await expect(readSandboxCard(clerk, t.house, { windowId: windowOf(clerk), number: '320101199001011234' })).rejects.toMatchObject({
      code: 'identity.no-demo-card',
    });
    expect((await listReaders(admin, t.house)).rows.filter((row) => row.sandbox).map((row) => row.name)).toContain('示范读卡器（沙箱）');
  });
  it('is nothing in production: no cards, and what it signed elsewhere is refused', async () => {
    const card = await readCard(t.house, clerk, zhou);
    const production = { ...t.house, config: { ...t.house.config, env: 'production' as const } };
    await expect(readSandboxCard(clerk, production, { windowId: windowOf(clerk), number: zhou.number })).rejects.toMatchObject({
      code: 'identity.no-demo',
    });
    await expect(openVisit(clerk, production, newId(), { windowId: windowOf(clerk), how: 'card', card })).rejects.toMatchObject({
      code: 'identity.card-refused',
      data: { why: 'reader' },
    });
  });
  it('of another house is replaced when keys changed', async () => {
    const first = await readCard(t.house, clerk, zhou);
    await inTransaction(t.house.db, (tx) =>
      tx.run(
        sql`update identity.reader set public_key = ${Buffer.alloc(32, 7)} where window_id = ${windowOf(clerk)} and sandbox and ended_at is null`,
      ),
    );
    const second = await readCard(t.house, clerk, zhou);
    await expect(open(first)).rejects.toMatchObject({ data: { why: 'reader' } });
    const { visitId } = await open(second);
    await closeVisit(clerk, t.house, newId(), { visitId });
  });
});
