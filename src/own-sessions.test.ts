import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPartyByDocument, seedCity } from '#identity';
import { inTransaction, sql } from '#platform/db';
import type { App } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { composeApp } from './compose.ts';

let t: TestHouse;
let app: App;
type Reader = { id: string; headers: Record<string, string> };

/** A browser a citizen is signed in with, used last so many minutes ago. */
async function signedIn(number: string, device: string, minutesAgo = 0): Promise<Reader> {
  const party = await findPartyByDocument(t.house, { type: '111', number });
  const token = randomBytes(32).toString('base64url');
  const id = newId();
  const seen = new Date(t.clock.now().getTime() - minutesAgo * 60_000);
  const ends = new Date(t.clock.now().getTime() + 8 * 3_600_000);
  await inTransaction(t.house.db, (tx) =>
    tx.run(sql`insert into identity.session (id, token_hash, kind, party_id, level, device, began_at, seen_at, ends_at)
      values (${id}, ${createHash('sm3').update(token).digest()}, 'citizen', ${party?.id ?? ''}, 3, ${device}, ${seen}, ${seen}, ${ends})`),
  );
  return { id, headers: { cookie: `tb_c=${token}`, 'sec-fetch-site': 'same-origin' } };
}
const page = (who: Reader, query = '') => app.inject({ url: `/my/sessions${query}`, headers: who.headers });
const press = (who: Reader, session: string) =>
  app.inject({
    method: 'POST',
    url: '/my/sessions',
    headers: { ...who.headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: `session=${session}`,
  });
const alive = async (who: Reader): Promise<boolean> => (await app.inject({ url: '/api/me', headers: who.headers })).statusCode === 200;

const son = '329901196803042817';
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  app = await composeApp(t.house);
  await app.ready();
}, 60_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

describe('登录着的设备', () => {
  it('lists what still counts, the present one first, and ends one or all the others; the next request of that browser is nobody’s', async () => {
    const here = await signedIn(son, 'phone');
    const tablet = await signedIn(son, 'tablet', 5);
    const computer = await signedIn(son, 'computer', 10);
    const over = await signedIn(son, 'computer', 31);
    const stranger = await signedIn('329901200105061024', 'phone');
    const text = (await page(here)).payload;
    expect([...text.matchAll(/id="s-([0-9a-f-]{36})"/g)].map((m) => m[1])).toEqual([here.id, tablet.id, computer.id]);
    expect(text).toContain('您正在用的这台');
    expect(text).not.toContain(over.id);
    expect((await page(here, '?lang=en')).payload).toContain('Signed-in devices');

    expect((await press(stranger, tablet.id)).statusCode).toBe(404);
    expect((await press(here, 'not-an-id')).statusCode).toBe(404);
    expect(await alive(tablet)).toBe(true);
    expect((await press(here, tablet.id)).headers.location).toBe('/my/sessions?done=1');
    expect([await alive(here), await alive(tablet), await alive(computer), await alive(stranger)]).toEqual([true, false, true, true]);
    expect((await press(here, tablet.id)).statusCode).toBe(404);
    await press(here, 'others');
    expect([await alive(here), await alive(computer), await alive(stranger)]).toEqual([true, false, true]);
    expect((await page(here, '?done=1')).payload).toContain('已经让它退出了');
    const audited = await t.house.db.one<{ n: number }>(sql`select count(*)::int as n from platform.audit where word = 'SESSION_END'`);
    expect(audited.n).toBeGreaterThanOrEqual(2);
  });
  it('takes no press from another site', async () => {
    const [here, other] = [await signedIn(son, 'phone'), await signedIn(son, 'phone')];
    const answer = await app.inject({
      method: 'POST',
      url: '/my/sessions',
      headers: { ...here.headers, 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'session=others',
    });
    expect(answer.statusCode).toBe(403);
    expect(await alive(other)).toBe(true);
  });
});
