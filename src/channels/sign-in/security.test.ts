import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/db';
import type { House } from '#platform/house';
import { type App, createApp, mountRoutes } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { identityRoutes, permits, resolveActor, seedCity, stepAt, totp } from '#identity';
import { Browser, type Page } from './browser.fixtures.ts';
import { mountSandboxIssuer } from './mount-sandbox-issuer.ts';
import { deskPath } from './mount-security.ts';
import { mountSignIn } from './mount-sign-in.ts';

type Running = { house: House; base: string; close(): Promise<void> };
let t: TestHouse;
/** A house that demands nothing, and one that demands a second factor of administrators. */
let free: Running;
let strict: Running;

async function serve(secondFactor: House['config']['secondFactor']): Promise<Running> {
  const port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as { port: number };
      probe.close(() => done(found));
    });
  });
  const base = `http://127.0.0.1:${port}`;
  const house = { ...t.house, config: { ...t.house.config, port, publicUrl: base, secondFactor } };
  const app: App = await createApp({ house, version: 'test' });
  mountSignIn(app, house);
  mountSandboxIssuer(app, house);
  mountRoutes(app, identityRoutes, {
    house,
    permits,
    resolveActor: (request) =>
      resolveActor(house, { cookies: request.cookies, headers: request.headers, path: request.url, ip: request.ip }),
  });
  app.get('/desk/', async () => 'desk');
  app.get('/', async () => 'home');
  await app.listen({ port, host: '127.0.0.1' });
  return { house, base, close: () => app.close() };
}

const secretOf = (page: Page): Buffer => {
  const written = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const bits = [...written].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
};
const codeNow = (secret: Buffer): string => totp(secret, stepAt(t.clock.now()));
const nextStep = (): void => t.clock.advance(30_000);
const second = (browser: Browser, code: string): Promise<Page> => browser.post('/desk/sign-in/second', { code, to: '/desk/' });
const recoveryCodes = (page: Page): string[] =>
  [...page.text.matchAll(/<li><code>([A-Z2-7]{5}-[A-Z2-7]{5})<\/code>/g)].map((m) => m[1] as string);

beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  free = await serve([]);
  strict = await serve(['secadmin', 'auditor']);
}, 60_000);
afterAll(async () => {
  await free.close();
  await strict.close();
  await t.close();
});

describe('a second factor that the site demands', () => {
  const browser = (): Browser => new Browser(strict.base);
  let secret: Buffer;
  let codes: string[];

  it('is set up at the first sign-in, with a QR code and the key in letters; until then nobody is signed in', async () => {
    const b = browser();
    await b.signIn('gao-xiang', 'staff');
    expect((await b.get('/api/staff/session')).status).toBe(401);
    const page = await b.get('/desk/sign-in/second?to=/desk/');
    expect([page.status, page.text.includes('<svg'), page.text.includes('您的岗位登录工作台')]).toEqual([200, true, true]);
    secret = secretOf(page);
    expect(secret.length).toBe(20);
    const wrong = await second(b, '000000');
    expect([wrong.status, wrong.text.includes('还可以试4次'), secretOf(wrong).equals(secret)]).toEqual([422, true, true]);
    expect((await b.get('/api/staff/session')).status).toBe(401);
    const shown = await second(b, codeNow(secret));
    codes = recoveryCodes(shown);
    expect([shown.status, new Set(codes).size]).toEqual([200, 10]);
    expect((await b.json('/api/staff/session')).name).toBe('高翔');
    const stored = await t.house.db.many<{ row: string }>(
      sql`select f::text as row from identity.second_factor f union all select c::text from identity.recovery_code c`,
    );
    for (const plain of [secret.toString('hex'), ...codes.flatMap((code) => [code, code.replace('-', '')])])
      expect(stored.some(({ row }) => row.includes(plain) || row.includes(Buffer.from(plain).toString('hex')))).toBe(false);
  });

  it('is asked at every sign-in after that; a code counts once, also in another browser', async () => {
    nextStep();
    const [one, two] = [browser(), browser()];
    await one.signIn('gao-xiang', 'staff');
    await two.signIn('gao-xiang', 'staff');
    const asked = await one.get('/desk/sign-in/second?to=/desk/');
    expect([asked.text.includes('输入动态码'), asked.text.includes('<svg')]).toEqual([true, false]);
    const code = codeNow(secret);
    expect((await second(one, `${code.slice(0, 3)} ${code.slice(3)}`)).path).toBe('/desk/');
    expect((await one.get('/api/staff/session')).status).toBe(200);
    expect((await second(two, code)).status).toBe(422);
    expect((await two.get('/api/staff/session')).status).toBe(401);
    nextStep();
    expect((await second(two, codeNow(secret))).path).toBe('/desk/');
  });

  it('a recovery code takes its place, once', async () => {
    const b = browser();
    await b.signIn('gao-xiang', 'staff');
    const code = codes[0] as string;
    expect((await second(b, code.toLowerCase())).path).toBe('/desk/');
    expect((await b.get('/desk/security')).text).toContain('还剩9个恢复码没用');
    const again = browser();
    await again.signIn('gao-xiang', 'staff');
    expect((await second(again, code)).status).toBe(422);
    expect((await second(again, codes[1] as string)).path).toBe('/desk/');
  });

  it('five wrong ones in a row lock it for a quarter of an hour, also for the right one, said in words', async () => {
    const b = browser();
    await b.signIn('gao-xiang', 'staff');
    for (let n = 1; n <= 4; n++) expect((await second(b, '000000')).text).toContain(`还可以试${5 - n}次`);
    const locked = await second(b, '000000');
    expect(locked.text).toMatch(/连着输错5次，先停15分钟，\d\d:\d\d以后再试/);
    nextStep();
    expect((await second(b, codeNow(secret))).text).toContain('先停15分钟');
    expect((await second(b, codes[2] as string)).text).toContain('先停15分钟');
    expect((await b.get('/api/staff/session')).status).toBe(401);
    t.clock.advance(15 * 60_000);
    expect((await second(b, codeNow(secret))).path).toBe('/desk/');
    expect((await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from platform.audit where word = 'FACTOR_LOCKED'`)).n).toBe(
      1,
    );
  });

  it('cannot be dropped by its owner; another security administrator resets it and every sign-in of that person ends', async () => {
    nextStep();
    const b = browser();
    await b.signIn('gao-xiang', 'staff');
    await second(b, codeNow(secret));
    expect((await b.get('/desk/security')).text).not.toContain('停用动态码');
    expect((await b.post('/desk/security', { deed: 'drop' })).status).toBe(403);
    const own = await b.json('/api/staff/session');
    const reset = (id: string): Promise<Page> => b.send('POST', `/api/staff/people/${id}/second-factor/reset`, { why: 'phoneLost' });
    expect((await reset(own.personId)).status).toBe(403);
    // The auditor, too, has set one up and lost the phone.
    const auditor = browser();
    await auditor.signIn('jiang-yun', 'staff');
    await second(auditor, codeNow(secretOf(await auditor.get('/desk/sign-in/second'))));
    const person = await auditor.json('/api/staff/session');
    expect((await reset(person.personId)).status).toBe(200);
    expect((await auditor.get('/api/staff/session')).status).toBe(401);
    const anew = browser();
    await anew.signIn('jiang-yun', 'staff');
    expect((await anew.get('/desk/sign-in/second')).text).toContain('<svg');
    await anew
      .send('POST', `/api/staff/people/${person.personId}/second-factor/reset`, { why: 'phoneLost' })
      .then((page) => expect(page.status).toBe(401));
  });

  it('is demanded of who holds such a post, not of others', async () => {
    const b = browser();
    await b.signIn('li-wen', 'staff');
    expect((await b.json('/api/staff/session')).name).toBe('李雯');
  });
});

describe('where the site demands none', () => {
  it('nobody is asked, who wants sets one up and is asked from then on, in every browser, and may drop it', async () => {
    const [one, two] = [new Browser(free.base), new Browser(free.base)];
    for (const b of [one, two]) {
      await b.signIn('zhao-min', 'staff');
      expect((await b.get('/api/staff/session')).status).toBe(200);
    }
    const page = await one.get('/desk/sign-in/second?to=/desk/security');
    const secret = secretOf(page);
    expect(recoveryCodes(await second(one, codeNow(secret))).length).toBe(10);
    expect((await one.get('/api/staff/session')).status).toBe(200);
    expect((await two.get('/api/staff/session')).status).toBe(401);
    const fresh = recoveryCodes(await one.post('/desk/security', { deed: 'renew' }));
    expect(fresh.length).toBe(10);
    expect((await one.post('/desk/security', { deed: 'drop' })).path).toBe('/desk/security?done=1');
    const three = new Browser(free.base);
    await three.signIn('zhao-min', 'staff');
    expect((await three.get('/api/staff/session')).status).toBe(200);
  });
});

describe('the browsers somebody is signed in with', () => {
  it('are listed to staff, and ended one by one or all but the present one; those of others are nobody’s', async () => {
    const [here, there, third, stranger] = [0, 1, 2, 3].map(() => new Browser(free.base)) as [Browser, Browser, Browser, Browser];
    for (const b of [here, there, third]) await b.signIn('wang-haitao', 'staff');
    await stranger.signIn('li-wen', 'staff');
    const list = await here.get('/desk/security');
    const ids = [...list.text.matchAll(/name="session" value="([0-9a-f-]{36})"/g)].map((m) => m[1] as string);
    expect([ids.length, list.text.includes('您正在用的这台')]).toEqual([2, true]);
    expect((await stranger.post('/desk/security', { deed: 'end', session: ids[0] as string })).status).toBe(404);
    for (const b of [here, there, third]) expect((await b.get('/api/staff/session')).status).toBe(200);
    expect((await here.post('/desk/security', { deed: 'end', session: ids[0] as string })).path).toBe('/desk/security?done=1');
    const left = [(await there.get('/api/staff/session')).status, (await third.get('/api/staff/session')).status];
    expect(left.toSorted()).toEqual([200, 401]);
    await here.post('/desk/security', { deed: 'others' });
    for (const b of [there, third]) expect((await b.get('/api/staff/session')).status).toBe(401);
    expect((await here.get('/api/staff/session')).status).toBe(200);
    expect((await here.get('/desk/security')).text).toContain('只有这一台');
  });
  it('nobody signed in is sent to sign in; a form of another site changes nothing', async () => {
    const nobody = new Browser(free.base);
    for (const path of ['/desk/security', '/desk/sign-in/second']) expect((await nobody.get(path)).path).toMatch(/sign-in/);
    const b = new Browser(free.base);
    await b.signIn('wang-haitao', 'staff');
    const answer = await fetch(`${free.base}/desk/security`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: `tb_s=${b.cookie('tb_s', '/desk/security') ?? ''}`,
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'deed=others',
    });
    expect(answer.status).toBe(403);
  });
  it('who gave a code is led to a page of the desk, never elsewhere', () => {
    expect(
      ['/desk/queue?x=1', '/desk', '//evil.example', 'https://evil.example/desk/', '/desk//evil.example', '/my', 7].map(deskPath),
    ).toEqual(['/desk/queue?x=1', '/desk', '/desk/', '/desk/', '/desk/', '/desk/', '/desk/']);
  });
});
