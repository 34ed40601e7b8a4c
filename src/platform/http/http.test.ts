import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '#platform/actor';
import { problem } from '#platform/errors';
import { sql } from '#platform/db';
import { type App, createApp, csrfToken, defineRoute, mountRoutes, plainInput } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';

let t: TestHouse;
let app: App;
let actor: Actor = anonymous();
const Body = Type.Object({ name: Type.String({ maxLength: 5 }), age: Type.Integer() }, { additionalProperties: false });
beforeAll(async () => {
  t = await openTestHouse();
  app = await createApp({ house: t.house, version: 'test' });
  mountRoutes(
    app,
    [
      defineRoute({
        method: 'POST',
        path: '/api/test/deed',
        permission: 'test.do',
        audit: 'TEST_DEED',
        summary: 'A deed',
        idempotent: true,
        body: Body,
        reply: Type.Object({ ok: Type.Boolean() }),
        handle: async () => ({ ok: true }),
      }),
      defineRoute({
        method: 'GET',
        path: '/api/test/defect',
        permission: 'public',
        audit: null,
        summary: 'A defect',
        handle: async () => Promise.reject(new Error('secret 320105194912310029')),
      }),
      defineRoute({
        method: 'POST',
        path: '/api/test/free',
        permission: 'test.do',
        audit: 'TEST_FREE',
        summary: 'Any body',
        handle: async () => ({ ok: true }),
      }),
      defineRoute({
        method: 'POST',
        path: '/api/test/upload',
        permission: 'public',
        audit: 'TEST_UPLOAD',
        summary: 'A file',
        handle: async ({ raw }) => {
          const part = await (raw as unknown as { file(): Promise<{ file: AsyncIterable<Buffer> & { truncated: boolean } }> }).file();
          let bytes = 0;
          for await (const piece of part.file) bytes += piece.length;
          return { bytes, truncated: part.file.truncated };
        },
      }),
      defineRoute({
        method: 'GET',
        path: '/api/test/number/:n',
        permission: 'public',
        audit: null,
        summary: 'A number the database refuses',
        params: Type.Object({ n: Type.String() }),
        handle: async ({ params, house }) => house.db.one(sql`select ${params.n}::int4 as n`),
      }),
      defineRoute({
        method: 'GET',
        path: '/api/test/gone',
        permission: 'public',
        audit: null,
        summary: 'Gone',
        handle: async () => Promise.reject(problem('gone', 'test.gone', { zh: '没有了', en: 'gone' }, { zh: '再来', en: 'come again' })),
      }),
    ],
    { house: t.house, resolveActor: async () => actor, permits: (who) => who.kind === 'citizen' },
  );
});
afterAll(async () => {
  await app.close();
  await t.close();
});

const post = (headers: Record<string, string>, body: unknown = { name: 'a', age: 1 }) =>
  app.inject({ method: 'POST', url: '/api/test/deed', headers: { 'idempotency-key': 'key-0001', ...headers }, payload: body as object });

describe('http', () => {
  it('asks a visitor to sign in, and refuses who may not, each with a way on (I11)', async () => {
    expect((await post({})).json()).toMatchObject({ status: 401, code: 'platform.sign-in', next: expect.stringContaining('窗口') });
    actor = { ...anonymous(), kind: 'staff' };
    expect((await post({})).json()).toMatchObject({ status: 403, code: 'platform.not-permitted' });
    actor = { ...anonymous(), kind: 'citizen', sessionId: 's1' };
    expect((await post({})).json()).toEqual({ ok: true });
  });
  it('takes a form without Origin by its token only, whatever is sent in its place', async () => {
    const sessionId = 's-csrf';
    const before = actor;
    actor = { ...anonymous(), kind: 'citizen', sessionId };
    const good = csrfToken(t.house.keys.fingerprintKey(), sessionId);
    const old = (token: string) => post({ cookie: 'a=b', 'x-csrf-token': token });
    expect((await old(good)).statusCode).toBe(200);
    for (const token of ['', good.slice(1), `${good.slice(1)}x`]) expect((await old(token)).statusCode).toBe(403);
    const inBody = (sent: unknown) =>
      app.inject({ method: 'POST', url: '/api/test/free', headers: { cookie: 'a=b' }, payload: { _csrf: sent } as object });
    for (const sent of ['长'.repeat(good.length), { toString: 1 }, [good], null, 7]) expect((await inBody(sent)).statusCode).toBe(403);
    expect((await inBody(good)).statusCode).toBe(200);
    actor = before;
  });
  it('refuses a write that another site caused', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { cookie: 'a=b' },
    ])
      expect((await post(headers as unknown as Record<string, string>)).json()).toMatchObject({ code: 'platform.other-site' });
    expect((await post({ 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
  });
  it('refuses a body of another shape and names the field; nothing is coerced', async () => {
    for (const body of [{}, { name: 'a', age: '1' }, { name: 'too long', age: 1 }, { name: 'a', age: 1, extra: 1 }, [], 'x'])
      expect((await post({}, body)).statusCode).toBeGreaterThanOrEqual(400);
    expect((await post({}, { name: 'a', age: '1' })).json().fields[0].field).toBe('age');
  });
  it('refuses text no database keeps, and nesting without a bottom, in words and by field', async () => {
    for (const name of ['a\u0000', '\ud800'])
      expect((await post({}, { name, age: 1 })).json()).toMatchObject({ status: 422, code: 'platform.text', fields: [{ field: 'name' }] });
    let deep: unknown = 'x';
    for (let n = 0; n < 5000; n++) deep = [deep];
    expect(() => plainInput({ deep })).toThrow(expect.objectContaining({ code: 'platform.text' }));
  });
  it('takes away what nobody sees, so that no typed text turns a paper around', () => {
    expect(plainInput({ reason: '\u202e不\u2066予\u0007。\n另起一行' })).toEqual({ reason: '不予。\n另起一行' });
  });
  it('hands on path parameters, queries and bodies as plain objects, whatever their members are called', () => {
    class Odd {}
    const odd = Object.assign(new Odd(), { id: 'a' });
    expect(Object.getPrototypeOf(plainInput(odd))).toBe(Object.prototype);
    const sly = plainInput(JSON.parse('{"__proto__":{"admin":true}}') as { admin?: boolean });
    expect(sly.admin).toBeUndefined();
    expect(Object.getPrototypeOf(sly)).toBe(Object.prototype);
  });
  it('takes a photo of a phone whole, and says so in words when an upload breaks off', async () => {
    const part = '--B\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';
    const upload = (payload: Buffer | string, type = 'multipart/form-data; boundary=B') =>
      app.inject({ method: 'POST', url: '/api/test/upload', headers: { 'content-type': type }, payload });
    const photo = Buffer.alloc(6_000_000, 7);
    expect((await upload(Buffer.concat([Buffer.from(part), photo, Buffer.from('\r\n--B--\r\n')]))).json()).toEqual({
      bytes: 6_000_000,
      truncated: false,
    });
    for (const broken of [
      await upload(Buffer.concat([Buffer.from(part), photo])),
      await upload('x', 'multipart/form-data'),
      await upload('x', `multipart/form-data; boundary=${'b'.repeat(300)}`),
    ])
      expect(broken.json()).toMatchObject({ status: 422, code: 'platform.upload-broken' });
  });
  it('answers a value the database cannot read as the sender’s, not as a defect', async () => {
    for (const n of ['abc', '99999999999'])
      expect((await app.inject({ url: `/api/test/number/${n}` })).json()).toMatchObject({ status: 422, code: 'platform.unreadable-value' });
  });
  it('requires an idempotency key for a deed', async () => {
    expect((await app.inject({ method: 'POST', url: '/api/test/deed', payload: { name: 'a', age: 1 } })).statusCode).toBe(422);
  });
  it('tells nothing of the inside when something breaks', async () => {
    const reply = await app.inject({ url: '/api/test/defect' });
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain('secret');
    expect(reply.json()).toMatchObject({ status: 500, code: 'platform.defect', next: expect.stringContaining('窗口') });
  });
  it('answers in the language asked for', async () => {
    expect((await app.inject({ url: '/api/test/gone', headers: { 'accept-language': 'en-GB' } })).json()).toMatchObject({
      status: 410,
      title: 'gone',
    });
  });
  it('shows figures of operation to this machine, and to nobody behind a proxy', async () => {
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).statusCode).toBe(200);
    for (const asked of [
      { remoteAddress: '203.0.113.9' },
      { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.9' } },
      { remoteAddress: '203.0.113.9', headers: { authorization: 'Bearer guessed' } },
    ]) {
      const reply = await app.inject({ url: '/metrics', ...asked });
      expect([reply.statusCode, reply.body.includes('process_')]).toEqual([404, false]);
    }
  });
  it('publishes OpenAPI 3.1 from the same schemas, with permission and audit words', async () => {
    const doc = (await app.inject({ url: '/openapi.json' })).json();
    expect(doc.openapi).toBe('3.1.0');
    expect(doc.paths['/api/test/deed'].post).toMatchObject({ 'x-permission': 'test.do', 'x-audit': 'TEST_DEED' });
    expect(doc.components.schemas.Problem.required).toContain('next');
  });
  it('sends a strict content security policy', async () => {
    expect((await app.inject({ url: '/healthz' })).headers['content-security-policy']).toContain("default-src 'none'");
  });
});
