import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalList, importCatalog, listHandlings } from '#catalog';
import { permits, seedCity } from '#identity';
import { anonymous } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { type App, createApp } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { mountPortal, portalPages } from './mount-portal.ts';

let t: TestHouse;
let app: App;
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  await importCatalog(t.house, join(projectRoot(), 'demo/catalog'));
  app = await createApp({ house: t.house, version: 'test' });
  mountPortal(app, { house: t.house, resolveActor: async () => anonymous('zh'), permits });
  await app.ready();
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const han = /\p{Script=Han}/u;
const opened = [
  '/',
  '/search',
  '/search?q=社保卡丢了',
  '/items',
  '/items/elder-allowance',
  '/items/elder-allowance/list',
  '/items/public-place-hygiene',
  '/places',
  '/region',
  '/status',
  '/papers/check',
  '/ratings',
  '/grants',
  '/about/access',
  '/about/privacy',
  '/api',
];
const textOf = (html: string): string =>
  html
    // What the page marks by itself still counts as a word left in Chinese.
    .replaceAll(/<\/?bdi\b[^>]*>/g, '')
    // 中文 is how the way back to Chinese is called in every language, and is marked so.
    .replaceAll(/<(\w+)\b[^>]* lang="zh[^>]*>[^<]*<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#?\w+;/g, '')
    .trim();
/** Words of the interface on a page: not what the city, its places and its items are called. */
const ownWords = (html: string): string[] =>
  [...html.matchAll(/<(h1|h2|button|label|nav|footer|legend)\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .map((m) => textOf(m[2] ?? ''))
    .filter((text) => text !== '');

describe('pages anyone may open', () => {
  it.each(opened)('%s answers whole: language, one heading, a way past the head, a title', async (path) => {
    for (const lang of ['zh', 'en'] as const) {
      const page = await get(encodeURI(path), { cookie: `tb_lang=${lang}` });
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-security-policy']).not.toContain('unsafe');
      expect(page.body).toMatch(lang === 'zh' ? /^<!doctype html><html lang="zh-CN"/i : /^<!doctype html><html lang="en"/i);
      expect(page.body.match(/<h1\b/g)).toHaveLength(1);
      expect(page.body).toContain('href="#main"');
      expect(page.body).toContain('id="main"');
      expect(textOf(/<title[^>]*>(.*?)<\/title>/.exec(page.body)?.[1] ?? '')).not.toBe('');
      expect(page.body).not.toMatch(/<style|style="|<script(?![^>]* src=)|\son\w+="/);
      expect(page.body).not.toMatch(/undefined|\[object|NaN/);
    }
  });
  it('the pages asked for are all that need no id and no person', () => {
    const without = portalPages
      .filter((p) => p.method === 'GET' && p.permission === 'public' && !p.path.includes(':') && !p.path.endsWith('.csv'))
      .map((p) => p.path);
    expect(without.filter((path) => !opened.includes(path) && !path.startsWith('/apply/'))).toEqual([]);
  });
  it.each(opened.filter((path) => !path.includes('q=')))('%s has no Chinese words of ours in English', async (path) => {
    const { body } = await get(path, { cookie: 'tb_lang=en' });
    expect(ownWords(body).filter((text) => han.test(text))).toEqual([]);
  });
  it('says so when a word was left in Chinese (plant)', () => {
    expect(ownWords('<button class="btn"><bdi lang="zh-CN">搜索</bdi></button>').some((text) => han.test(text))).toBe(true);
    expect(ownWords('<button class="btn">搜索</button>').some((text) => han.test(text))).toBe(true);
  });
});

describe('who finds nothing is not left alone', () => {
  it.each(['zzzzqq', '%', '<script>', '\u{20bb7}'])('a search for %s still names a telephone', async (q) => {
    const page = await get(`/search?q=${encodeURIComponent(q)}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`tel:${t.house.config.telephone}`);
    expect(page.body).not.toContain('<script>');
  });
  it.each(['/items/no-such-item', '/no-such-page', '/items/no-such-item/list', '/places/no-such-place', '/lists/000000'])(
    '%s is 404 with a way on',
    async (path) => {
      const page = await get(path);
      expect(page.statusCode).toBe(404);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.body.match(/<h1\b/g)).toHaveLength(1);
      expect(page.body).toContain('href="/"');
      expect(page.body).toContain(`tel:${t.house.config.telephone}`);
    },
  );
});

describe('I1: the guide is the version, line by line', () => {
  const idsOf = (html: string): string[] => [...html.matchAll(/ id="m-([^"]+)"/g)].map((m) => m[1] ?? '').toSorted();
  const versionOf = (html: string): string | undefined => /data-version="([^"]+)"/.exec(html)?.[1];

  it('hash and materials of guide and list are those of the published version', async () => {
    const [version] = await listHandlings(t.house.db, 'elder-allowance');
    if (version === undefined) throw new Error('the demonstration has no elder-allowance');
    const lines = canonicalList(version.content, {}, { today: shanghaiDate(t.clock.now()) }).lines.map((l) => l.id);
    const guide = (await get('/items/elder-allowance')).body;
    expect(versionOf(guide)).toBe(version.hash);
    expect(idsOf(guide)).toEqual(lines.toSorted());
    // A difference planted in either place is seen.
    expect(versionOf(guide.replace(version.hash, 'f'.repeat(version.hash.length)))).not.toBe(version.hash);
    expect(idsOf(guide.replace('id="m-bankcard"', 'id="m-other"'))).not.toEqual(lines.toSorted());
    const list = (await get('/items/elder-allowance/list?a.who=self&a.hukou=city&a.getting=no&a.live=home')).body;
    expect(versionOf(list)).toBe(version.hash);
    expect(idsOf(list).filter((id) => !lines.includes(id))).toEqual([]);
  });
});

describe('days and seasons of an item are told', () => {
  it('a clock for each party, public notice beside the limit, the day a right begins', async () => {
    const subsidies = (await get('/items/disability-subsidies')).body;
    expect(subsidies).toContain('id="clocks"');
    expect(subsidies).toContain('收到认定结果起3个工作日内');
    expect((await get('/items/minimum-living-allowance')).body).toContain('公示7天，不算在办理天数里');
    expect((await get('/items/elder-allowance')).body).toContain('从满80周岁的当月算');
  });
  it('what needs no permit, and what is not open now, says so with a way on', async () => {
    const light = (await get('/items/road-freight-permit/list?kind=new&a.mass=light')).body;
    expect(light).toContain('data-outcome="notNeeded"');
    const school = (await get('/items/school-enrolment/list?kind=enrol&a.stage=primary&a.base=district&a.home=parents&a.special=none'))
      .body;
    expect(school).toMatch(/data-outcome="notYet"[\s\S]*现在还不到办的时候[\s\S]*2027年5月7日/);
  });
  it('a long list is narrowed by life events before it is read', async () => {
    const all = (await get('/items')).body;
    expect(all.indexOf('id="by-event"')).toBeLessThan(all.indexOf('/items/elder-allowance'));
    const few = (await get('/items?event=birth')).body;
    expect(few.indexOf('id="by-event"')).toBeGreaterThan(few.indexOf('/items/newborn-hukou'));
  });
});

describe('kept pages', () => {
  it('are the same bytes for everybody with the same settings, and a validator saves sending them again', async () => {
    for (const path of ['/', '/items', '/items/elder-allowance', '/places', '/about/access']) {
      const [one, two] = [await get(path), await get(path, { 'user-agent': 'another' })];
      expect(two.body).toBe(one.body);
      const tag = String(one.headers['etag']);
      expect(tag).toMatch(/^"[\w-]{22}"$/);
      expect((await get(path, { 'if-none-match': tag })).statusCode).toBe(304);
      expect((await get(path, { 'if-none-match': `"x", W/${tag}` })).statusCode).toBe(304);
      for (const setting of ['tb_lang=en', 'tb_elder=1', 'tb_contrast=1', 'tb_region=329902']) {
        const other = await get(path, { 'if-none-match': tag, cookie: setting });
        if (other.statusCode === 304) expect((await get(path, { cookie: setting })).body).toBe(one.body);
      }
    }
  });
  it('pages that hold a code or a key are not kept', async () => {
    for (const path of ['/status', '/papers/check', '/items/elder-allowance/list'])
      expect((await get(path)).headers['cache-control']).toBe('no-store');
  });
});

describe('islands', () => {
  it.runIf(existsSync(join(projectRoot(), 'dist/islands/manifest.json')))('weigh at most 16 KB together', () => {
    const home = join(projectRoot(), 'dist/islands');
    const files = Object.values(JSON.parse(readFileSync(join(home, 'manifest.json'), 'utf8')) as Record<string, string>);
    expect(files.reduce((sum, file) => sum + gzipSync(readFileSync(join(home, file))).length, 0)).toBeLessThan(16_384);
  });
});
