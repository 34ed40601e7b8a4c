/** Everything the city holds of one person leaves with that person, and with nobody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, recordService } from '#cases';
import { permits } from '#identity';
import { type Actor, systemActor } from '#platform/actor';
import { sql } from '#platform/db';
import { type App, createApp } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, furnishCity, submitElder } from './modules/cases/cases.fixtures.ts';
import { unzip } from './platform/zip/unzip.fixtures.ts';
import { mountPortal } from '#channels/portal';

let t: CaseHouse;
let app: App;
let mother: Actor;
let other: Actor;
let who: Actor;
let number = '';
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  [mother, other] = await Promise.all([t.citizen('陈桂兰'), t.citizen('孙德福')]);
  app = await createApp({ house: t.house, version: 'test' });
  mountPortal(app, { house: t.house, resolveActor: async () => who, permits });
  const hall = await t.atWindow('linhe-window-5', '陈桂兰');
  const made = await submitElder(t, mother);
  number = made.number;
  const { papers } = await accept(hall, t.house, newId(), { caseId: made.caseId, expectedSeq: 1 });
  await recordService(systemActor('test'), t.house, {
    paperId: papers[0]?.id ?? '',
    servedAt: t.house.clock.now(),
    receipt: { how: 'opened' },
  } as never);
  await submitElder(t, other);
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

const take = (actor: Actor, lang = 'zh') => {
  who = { ...actor, lang: lang as 'zh' };
  return app.inject({ method: 'POST', url: '/my/data', headers: { 'sec-fetch-site': 'same-origin', cookie: `tb_lang=${lang}` } });
};

describe('one’s own data', () => {
  it('is one archive: JSON, a page to read, served papers and files, all of it one’s own and in clear', async () => {
    const reply = await take(mother);
    expect([reply.statusCode, reply.headers['content-type'], reply.headers['cache-control']]).toEqual([
      200,
      'application/zip',
      'private, no-store',
    ]);
    const files = unzip(reply.rawPayload);
    const person = JSON.parse(files.get('data/person.json')?.toString() ?? '{}') as { documents: { number: string }[] };
    expect(person.documents.map((d) => d.number)).toContain('329901194406171528');
    const view = JSON.parse(files.get(`cases/${number}/case.json`)?.toString() ?? '{}') as {
      values: Record<string, string>;
      papers: { servedAt: string | null }[];
    };
    expect(view.values['bankAccount']).toBe('6222021234567890128');
    expect(files.get(`cases/${number}/files/01-银行卡.pdf`)?.subarray(0, 5).toString()).toBe('%PDF-');
    const served = view.papers.filter((p) => p.servedAt !== null).length;
    expect(served).toBeGreaterThan(0);
    expect(view.papers.length).toBeGreaterThan(served);
    expect([...files.keys()].filter((name) => name.startsWith(`cases/${number}/papers/`)).length).toBe(served);
    const page = files.get('index.html')?.toString() ?? '';
    for (const said of ['329901194406171528', '6222 0212 3456 7890 128', number, '接待时看到姓名和打码的证件', '01-'])
      expect(page).toContain(said);
    expect(page).not.toMatch(/<script|https?:\/\//);
    // Every file of the archive that is named on the page is in it.
    for (const [, href] of page.matchAll(/href="([^"]+)"/g)) expect([...files.keys()]).toContain(decodeURIComponent(href ?? ''));
    const whole = Buffer.concat([...files.values()]).toString('utf8');
    expect(whole).not.toContain('孙德福');
  });

  it('is written down before it leaves, and the page says when it was taken; a look of oneself is nobody’s look', async () => {
    const rows = await t.house.db.many<{ details: unknown }>(
      sql`select details from platform.audit where word = 'OWN_DATA_EXPORT' and actor_id = ${mother.personId}`,
    );
    expect(rows).toEqual([{ details: { cases: 1, drafts: 0 } }]);
    who = mother;
    const page = (await app.inject({ url: '/my/data' })).payload;
    expect(page).toContain('11月25日');
    expect(page).not.toContain('还没有下载过');
    who = other;
    expect((await app.inject({ url: '/my/data' })).payload).toContain('还没有下载过');
  });

  it('of another person holds nothing of this one; in English the page is English', async () => {
    const files = unzip((await take(other, 'en')).rawPayload);
    const whole = Buffer.concat([...files.values()]).toString('utf8');
    expect(whole).not.toMatch(/陈桂兰|329901194406171528/);
    expect(files.get('index.html')?.toString()).toContain('<title>My data</title>');
  });

  it('a sixth time on one day is refused in words', async () => {
    for (let n = 0; n < 4; n++) expect((await take(mother)).statusCode).toBe(200);
    const refused = await take(mother);
    expect([refused.statusCode, /请过\d+分钟再试/.test(refused.payload)]).toEqual([429, true]);
  });
});
