import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCopyConnection, sql } from '#platform/db';
import { startPostgres } from '#platform/db/launcher';
import { reached } from '../tools/counts.ts';
import { type City, openCity } from './city.ts';
import { HttpPerson } from './http-person.ts';

let city: City;
let second: string;
let ended: Promise<unknown>;
let kill = false;
beforeAll(async () => {
  city = await openCity();
  const port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const free = (probe.address() as AddressInfo).port;
      probe.close(() => done(free));
    });
  });
  second = `http://127.0.0.1:${port}`;
  ended = city.command(['serve'], { PORT: String(port), PUBLIC_URL: city.url }, () => kill);
  await until(async () =>
    fetch(`${second}/readyz`).then(
      (r) => r.ok,
      () => false,
    ),
  );
});
afterAll(async () => {
  kill = true;
  await ended;
  await city?.close();
});

async function until(what: () => Promise<boolean> | boolean, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await what())) {
    if (performance.now() > end) throw new Error('it did not come');
    await new Promise((next) => setTimeout(next, 100));
  }
}
const ok = async <T>(answer: Promise<{ status: number; body: T }>): Promise<T> => {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body).slice(0, 300)).toBeLessThan(300);
  return body;
};

/** Applies, each step at the other server. */
async function apply(steps: readonly HttpPerson[]): Promise<string> {
  const [one, two] = steps as [HttpPerson, HttpPerson];
  const draft = await ok(
    one.ask<{ draftId: string; rev: number }>('POST', '/api/my/drafts', {
      handlingKey: 'elder-allowance.first',
      answers: { who: 'self', hukou: 'city', getting: 'no', live: 'home' },
    }),
  );
  const values = { phone: '13800004506', accountHolder: '孙德福', bankName: 'rcb', bankAccount: '6217860000977315806', agree: true };
  const saved = await ok(two.ask<{ rev: number }>('PUT', `/api/my/drafts/${draft.draftId}`, { rev: draft.rev, values }));
  // The same command arrives at both servers at the same moment: one case.
  const key = crypto.randomUUID();
  const body = { rev: saved.rev };
  const both = await Promise.all(
    [one, two].map((who) => who.ask<{ caseId: string }>('POST', `/api/my/drafts/${draft.draftId}/submit`, body, key)),
  );
  expect(
    both.map((answer) => answer.status < 300),
    JSON.stringify(both),
  ).toEqual([true, true]);
  expect(both[0]?.body.caseId).toBe(both[1]?.body.caseId);
  return both[0]?.body.caseId as string;
}

describe('several server processes on one database', () => {
  it('are one city: sessions, screens, commands and jobs; one of them may be killed', async () => {
    const here = new HttpPerson(city.url);
    await here.signIn('sun-defu');
    const there = here.elsewhere(second);
    expect((await there.ask('GET', '/api/me')).status).toBe(200);

    const clerk = new HttpPerson(city.url);
    await clerk.signIn('zhao-min', '/desk/');
    const stop = new AbortController();
    let heard = '';
    const screens = [clerk, clerk.elsewhere(second)].map((one) => one.hear('/api/staff/live', (text) => (heard += text), stop.signal));
    for (const screen of screens) screen.catch(() => undefined);

    const cases: string[] = [];
    for (let n = 0; n < 6; n++) cases.push(await apply(n % 2 === 0 ? [here, there] : [there, here]));
    // A screen at either server learns of a deed done at either.
    await until(() => cases.every((id) => heard.split(id).length - 1 >= 2));

    kill = true;
    await ended;
    cases.push(await apply([here, here]));
    const pg = await startPostgres({ dataDir: join(city.dataDir, 'postgres') });
    const on = await openCopyConnection(pg.url);
    const told = (): Promise<{ id: string; n: number }[]> =>
      on.many(
        sql`select case_id as id, count(*)::integer as n from notices.notice where channel = 'inProduct' and case_id = any(${cases}::uuid[]) group by 1`,
      );
    // Whatever the killed one had claimed is done by the other, and nothing twice.
    await until(async () => (await told()).length === cases.length, 60_000);
    await new Promise((next) => setTimeout(next, 1_500));
    expect((await told()).map((row) => row.n)).toEqual(cases.map(() => 1));
    await on.close();
    await pg.stop();
    stop.abort();
    reached('cases through two servers', cases.length);

    await here.go('/sign-out', {});
    expect((await here.ask('GET', '/api/me')).status).toBe(401);
    expect(await city.command(['verify'])).toMatchObject({ code: 0 });
  });
});
