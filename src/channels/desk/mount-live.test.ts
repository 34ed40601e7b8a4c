import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, anonymous } from '#platform/actor';
import { type App, createApp } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { mountLive } from './mount-live.ts';

let t: TestHouse;
let app: App;
let base = '';
beforeAll(async () => {
  t = await openTestHouse();
  app = await createApp({ house: t.house, version: 'test' });
  mountLive(app, {
    house: t.house,
    permits: (actor) => actor.kind === 'staff',
    resolveActor: async (request): Promise<Actor> => {
      const who = request.headers['x-who'];
      return who === undefined ? anonymous() : { ...anonymous(), kind: 'staff', sessionId: String(who) };
    },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  // The client keeps connections it never used; a server waits for their first word.
  app.server.closeAllConnections();
  await app.close();
  await t.close();
});

const listen = async (who: string): Promise<{ status: number; end: () => void; code: string }> => {
  const stop = new AbortController();
  const reply = await fetch(`${base}/api/staff/live`, { headers: { 'x-who': who }, signal: stop.signal });
  const code = reply.status === 200 ? '' : ((await reply.json()) as { code: string }).code;
  return { status: reply.status, code, end: () => stop.abort() };
};

test('one session holds a handful of streams; the next is refused in words, others are not touched, and a closed one makes room', async () => {
  const mine = [];
  for (let n = 0; n < 6; n++) mine.push(await listen('a'));
  expect(mine.map((one) => one.status)).toEqual([200, 200, 200, 200, 200, 200]);
  const more = await listen('a');
  expect([more.status, more.code]).toEqual([429, 'desk.too-many-streams']);
  const other = await listen('b');
  expect(other.status).toBe(200);
  expect(t.house.live.count()).toBe(7);
  mine[0]?.end();
  await expect.poll(() => t.house.live.count()).toBe(6);
  const again = await listen('a');
  expect(again.status).toBe(200);
  for (const one of [...mine, other, again]) one.end();
  await expect.poll(() => t.house.live.count()).toBe(0);
});
