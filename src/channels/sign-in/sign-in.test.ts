import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/db';
import type { House } from '#platform/house';
import { type App, createApp, mountRoutes } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { identityRoutes, permits, resolveActor, seedCity } from '#identity';
import { Browser } from './browser.fixtures.ts';
import { mountSandboxIssuer } from './mount-sandbox-issuer.ts';
import { mountSignIn } from './mount-sign-in.ts';

let t: TestHouse;
let app: App;
let house: House;
let base: string;

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

beforeAll(async () => {
  t = await openTestHouse();
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  house = { ...t.house, config: { ...t.house.config, port, publicUrl: base } };
  await seedCity(house);
  app = await createApp({ house, version: 'test' });
  mountSignIn(app, house);
  mountSandboxIssuer(app, house);
  mountRoutes(app, identityRoutes, {
    house,
    permits,
    resolveActor: (request) =>
      resolveActor(house, { cookies: request.cookies, headers: request.headers, path: request.url, ip: request.ip }),
  });
  app.get('/', async () => 'home');
  app.get('/desk', async () => 'desk');
  await app.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await t.close();
});

describe('a citizen signs in over the real redirect flow', () => {
  it('sees the labelled list of fictional people and comes back signed in where he wanted to go', async () => {
    const browser = new Browser(base);
    const list = await browser.get('/sign-in?to=/my/cases?x=1');
    expect(list.status).toBe(200);
    expect(list.text).toContain('示范登录');
    expect(list.text).toContain('周建华');
    expect(list.text).not.toContain('李雯');
    expect(list.text).not.toMatch(/<script|3299\d{10}/);
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    const back = await browser.post(list.path, { account: 'zhou-jianhua' });
    expect(back.path).toBe('/my/cases?x=1');
    const me = await browser.json('/api/me');
    expect(me).toMatchObject({ name: '周建华', relatives: [{ name: '陈桂兰', kind: 'mother', level: 2 }], organisations: [] });
  });
  it('keeps the cookie away from script and other sites, and only its hash in the database', async () => {
    const browser = new Browser(base);
    await browser.signIn('shen-liqun');
    const line = browser.lastSetCookie('tb_c');
    expect(line).toMatch(/HttpOnly; SameSite=Lax/);
    const token = browser.cookie('tb_c', '/') ?? '';
    expect(token.length).toBeGreaterThan(40);
    const rows = await house.db.many<{ row: string }>(sql`select row_to_json(s)::text as row from identity.session s`);
    expect(rows.some((r) => r.row.includes(token))).toBe(false);
  });
  it('acts for the company he represents, and for no other', async () => {
    const browser = new Browser(base);
    await browser.signIn('shen-liqun');
    const me = await browser.json('/api/me');
    const company = me.organisations.find((o: { name: string }) => o.name.includes('荷风'));
    expect((await browser.send('POST', '/api/me/acting', { partyId: company.partyId })).status).toBe(200);
    expect(await browser.json('/api/me')).toMatchObject({ forParty: { name: '云渚市临河荷风餐饮有限公司' } });
    const other = new Browser(base);
    await other.signIn('zhou-jianhua');
    expect((await other.send('POST', '/api/me/acting', { partyId: company.partyId })).status).toBe(403);
  });
  it('gets a new token at each sign-in, and the old one is worth nothing', async () => {
    const browser = new Browser(base);
    await browser.signIn('zhou-jianhua');
    const first = browser.cookie('tb_c', '/') ?? '';
    await browser.signIn('zhou-jianhua');
    expect(browser.cookie('tb_c', '/')).not.toBe(first);
    expect((await fetch(`${base}/api/me`, { headers: { cookie: `tb_c=${first}` } })).status).toBe(401);
    await browser.post('/sign-out', {});
    expect((await browser.get('/api/me')).status).toBe(401);
  });
  it('cancels, and reads what to do next', async () => {
    const browser = new Browser(base);
    const list = await browser.get('/sign-in');
    const page = await browser.post(list.path, { cancel: 'yes' });
    expect(page.status).toBe(401);
    expect(page.text).toContain('重新登录');
    expect(page.text).toContain('窗口');
  });
  it('is never sent to another site', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const browser = new Browser(base);
      const list = await browser.get(`/sign-in?to=${encodeURIComponent(to)}`);
      expect((await browser.post(list.path, { account: 'zhou-jianhua' })).path).toBe('/');
    }
  });
  it('cannot use an answer twice, in another browser, or after ten minutes', async () => {
    const browser = new Browser(base);
    const list = await browser.get('/sign-in');
    const back = await browser.post(list.path, { account: 'zhou-jianhua' });
    const callback = browser.visited.find((url) => url.includes('/sign-in/callback')) ?? '';
    expect(back.path).toBe('/');
    expect((await browser.get(callback)).text).toContain('过期');
    expect((await new Browser(base).get(callback)).status).toBe(401);
    const slow = new Browser(base);
    const page = await slow.get('/sign-in');
    t.clock.advance(11 * 60_000);
    const late = await slow.post(page.path, { account: 'zhou-jianhua' });
    expect([401, 410]).toContain(late.status);
  });
  it('is signed out after half an hour without use, and after eight hours at most', async () => {
    const browser = new Browser(base);
    await browser.signIn('zhou-jianhua');
    t.clock.advance(29 * 60_000);
    expect((await browser.get('/api/me')).status).toBe(200);
    t.clock.advance(31 * 60_000);
    expect((await browser.get('/api/me')).status).toBe(401);
    await browser.signIn('zhou-jianhua');
    for (let i = 0; i < 20; i++) {
      t.clock.advance(25 * 60_000);
      await browser.get('/api/me');
    }
    expect((await browser.get('/api/me')).status).toBe(401);
  });
});

describe('staff sign in apart from citizens', () => {
  it('with a cookie that no citizen page ever sees', async () => {
    const browser = new Browser(base);
    const list = await browser.get('/desk/sign-in');
    expect(list.text).toContain('李雯');
    expect(list.text).not.toContain('周建华');
    expect((await browser.post(list.path, { account: 'li-wen' })).path).toBe('/desk');
    expect(browser.cookie('tb_s', '/api/staff/session')).toBeDefined();
    expect(browser.cookie('tb_s', '/my')).toBeUndefined();
    const session = await browser.json('/api/staff/session');
    expect(session).toMatchObject({
      name: '李雯',
      post: { role: 'clerk', windowNumber: 3, pointName: '柳桥镇便民服务中心', regionName: '柳桥镇' },
    });
    expect(session.permissions).toContain('visits.manage');
    expect(session.permissions).not.toContain('cases.decide');
    expect((await browser.get('/api/me')).status).toBe(401);
  });
  it('only when they hold a post', async () => {
    const browser = new Browser(base);
    const list = await browser.get('/desk/sign-in');
    const refused = await browser.post(list.path, { account: 'zhou-jianhua' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('岗位');
  });
  it('the same person is a citizen on the portal, the same party', async () => {
    const browser = new Browser(base);
    await browser.signIn('li-wen', 'staff');
    const staff = await browser.json('/api/staff/session');
    const list = await browser.get('/sign-in');
    await browser.post(list.path, { account: 'li-wen' });
    expect((await browser.json('/api/me')).partyId).toBe(staff.personId);
  });
  it('choose among several posts, and the choice is kept', async () => {
    const browser = new Browser(base);
    await browser.signIn('he-yong', 'staff');
    const { posts } = await browser.json('/api/staff/session');
    expect(posts.length).toBeGreaterThan(5);
    t.clock.advance(1000);
    const wanted = posts.find((p: { organName: string }) => p.organName === '临河区卫生健康委员会');
    expect((await browser.send('PUT', '/api/staff/session/post', { postId: wanted.id })).status).toBe(200);
    expect((await browser.json('/api/staff/session')).post.organName).toBe('临河区卫生健康委员会');
    const again = new Browser(base);
    await again.signIn('he-yong', 'staff');
    expect((await again.json('/api/staff/session')).post.id).toBe(wanted.id);
    expect((await fetch(`${base}/api/staff/session`)).status).toBe(401);
  });
});

describe('partners', () => {
  it('are known by their key, and a wrong one is refused', async () => {
    const asking = (key: string) => ({ cookies: {}, headers: { authorization: `Bearer ${key}` }, path: '/api/partner/steps' });
    expect(await resolveActor(house, asking('tb-sandbox-department-demo-key'))).toMatchObject({
      kind: 'partner',
      name: 'sandbox-department',
      door: 'partner',
    });
    await expect(resolveActor(house, asking('tb-sandbox-department-wrong-key'))).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'identity.partner-key',
    });
    expect((await resolveActor(house, { cookies: {}, headers: {}, path: '/api/partner/steps' })).kind).toBe('anonymous');
  });
});
