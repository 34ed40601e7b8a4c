import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '#platform/actor';
import { projectRoot } from '#platform/config';
import { inTransaction, sql } from '#platform/db';
import { type App, createApp, mountRoutes } from '#platform/http';
import { loadPlaces } from '#places';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { catalogRoutes } from './catalog.routes.ts';
import { resolveCompetence } from './guide/resolve-competence.ts';
import { forgetExpiredLists } from './lists/make-list-number.ts';
import { getItem } from './publish/find-item.ts';
import { importCatalog } from './publish/import-catalog.ts';
import { withdrawItem } from './publish/withdraw-item.ts';
import { systemActor } from '#platform/actor';

let t: TestHouse;
let app: App;
beforeAll(async () => {
  t = await openTestHouse();
  await loadPlaces(t.house, join(projectRoot(), 'demo/city'));
  await importCatalog(t.house, join(projectRoot(), 'demo/catalog'));
  app = await createApp({ house: t.house, version: 'test' });
  mountRoutes(app, catalogRoutes, { house: t.house, resolveActor: async () => anonymous(), permits: () => false });
});
afterAll(async () => {
  await app?.close();
  await t?.close();
});
const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const post = async (url: string, payload: object) => app.inject({ method: 'POST', url, payload });

describe('the public read API', () => {
  test('lists and counts items by event, object and region', async () => {
    const all = (await get('/api/items')).json();
    expect(all.total).toBeGreaterThan(0);
    const aging = (await get('/api/items?event=aging&object=natural&region=329901101201')).json();
    expect(aging.items.map((i: { key: string }) => i.key)).toContain('elder-allowance');
    expect(aging.counts.events.aging).toBe(aging.total);
    expect((await get('/api/items?region=999999')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get('/api/items?event=nonsense')).json()).toMatchObject({ total: 0 });
  });
  test('a version has the hash as ETag and is not sent twice', async () => {
    const reply = await get('/api/items/elder-allowance');
    const tag = reply.headers.etag as string;
    expect(reply.json().handlings[0]).toMatchObject({ key: 'elder-allowance.first', number: 1, state: 'open' });
    expect((await get('/api/items/elder-allowance', { 'if-none-match': tag })).statusCode).toBe(304);
    expect((await get('/api/items/elder-allowance', { 'if-none-match': '"other"' })).statusCode).toBe(200);
    const version = (await get('/api/items/elder-allowance.first/versions/1')).json();
    expect(version.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(tag).toContain(version.hash);
    expect(version.content.item.key).toBe('elder-allowance');
    expect((await get('/api/items/elder-allowance.first/versions/9')).statusCode).toBe(404);
    expect((await get('/api/items/elder-allowance/versions')).json()).toHaveLength(1);
  });
  test('an unknown item is answered with a way on (I11)', async () => {
    const reply = await get('/api/items/no-such-item');
    expect(reply.statusCode).toBe(404);
    expect(reply.json().next).toContain('12345');
    expect((await get('/api/items/../../etc')).statusCode).toBe(404);
    expect((await get('/api/items/%00')).statusCode).toBeGreaterThanOrEqual(400);
  });
  test('evaluates answers and refuses what is no answer', async () => {
    const done = (
      await post('/api/items/elder-allowance/evaluate', {
        facts: { who: 'relative', hukou: 'city', getting: 'no', live: 'home' },
        region: '329901',
      })
    ).json();
    expect(done.evaluation.outcome.kind).toBe('apply');
    expect(done.evaluation.lines.filter((l: { status: string }) => l.status === 'bring').map((l: { id: string }) => l.id)).toEqual([
      'bankcard',
      'agency',
    ]);
    expect(done.version.key).toBe('elder-allowance.first');
    expect((await post('/api/items/elder-allowance/evaluate', { facts: { who: { evil: 1 } } })).statusCode).toBeGreaterThanOrEqual(400);
    expect((await post('/api/items/elder-allowance/evaluate', {})).statusCode).toBeGreaterThanOrEqual(400);
  });
  test('searches in people’s words and says so when nothing fits', async () => {
    const found = (await get(`/api/search?q=${encodeURIComponent('奶奶九十了有什么钱')}`)).json();
    expect(found.hits[0].key).toBe('elder-allowance');
    expect(found.hits[0].why.say).toBeTruthy();
    const none = (await get(`/api/search?q=${encodeURIComponent('zzzzqqqq')}`)).json();
    expect(none).toMatchObject({ hits: [], next: expect.stringContaining('12345') });
    expect((await get(`/api/search?q=old%20age&lang=en`)).json().hits[0].name).toBe('Old-age allowance');
    expect((await get('/api/search')).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('list numbers', () => {
  test('six digits stand for answers without a person, for 30 days', async () => {
    const made = await post('/api/items/elder-allowance/list-number', {
      answers: { who: 'relative', hukou: 'city', idNumber: '320105194912310029', getting: '张三' },
      region: '329901',
    });
    expect(made.json().number).toMatch(/^\d{6}$/);
    const opened = (await get(`/api/lists/${made.json().number}`)).json();
    expect(opened).toMatchObject({
      answers: { who: 'relative', hukou: 'city' },
      region: '329901',
      newer: null,
      version: { key: 'elder-allowance.first' },
    });
    expect(opened.evaluation.nextQuestion).toBe('getting');
    const stored = await t.house.db.many<{ answers: unknown }>(sql`select answers from catalog.list_slip`);
    expect(JSON.stringify(stored)).not.toMatch(/320105194912310029|张三/);
    t.clock.advance(31 * 86_400_000);
    expect((await get(`/api/lists/${made.json().number}`)).json()).toMatchObject({
      status: 404,
      code: 'catalog.no-list',
      next: expect.any(String),
    });
    expect(await forgetExpiredLists(t.house)).toBe(1);
  });
  test('guessing numbers is limited', async () => {
    const tries = [];
    for (let i = 0; i < 25; i++) tries.push((await get(`/api/lists/${String(i).padStart(6, '0')}`)).statusCode);
    expect(tries.slice(0, 15).every((s) => s === 404)).toBe(true);
    expect(tries.at(-1)).toBe(429);
  });
});

describe('competence', () => {
  test('is resolved from a register fact, told, and never guessed', async () => {
    const { content } = await getItem(t.house.db, 'elder-allowance');
    const here = await resolveCompetence(t.house.db, content, { hukouRegion: '329901101201' }, { today: '2026-11-25' });
    expect(here).toMatchObject({ unresolved: false, regionCode: '329901', organKind: 'civil-affairs' });
    expect(here.why.zh).toContain('民政');
    expect(here.receive.find((r) => r.place === 'town-centre')).toMatchObject({ mode: 'acceptOnBehalf' });
    const nobody = await resolveCompetence(t.house.db, content, {}, { today: '2026-11-25' });
    expect(nobody).toMatchObject({ unresolved: true, missing: ['hukouRegion'] });
    expect(await resolveCompetence(t.house.db, content, { hukouRegion: '999999' }, { today: '2026-11-25' })).toMatchObject({
      unresolved: true,
    });
  });
});

test('a publication or withdrawal reaches search within two seconds', async () => {
  await inTransaction(t.house.db, (tx) =>
    withdrawItem(tx, systemActor('test'), t.house, { handlingKey: 'elder-allowance.first', reason: '演练' }),
  );
  await expect
    .poll(async () => (await get(`/api/search?q=${encodeURIComponent('尊老金')}`)).json().hits.map((h: { key: string }) => h.key), {
      timeout: 2000,
      interval: 200,
    })
    .not.toContain('elder-allowance');
  expect((await get('/api/items')).json().items.map((i: { key: string }) => i.key)).not.toContain('elder-allowance');
});
