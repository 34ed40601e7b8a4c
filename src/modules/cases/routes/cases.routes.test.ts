import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permits } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { type App, createApp, mountRoutes } from '#platform/http';
import { newId } from '#platform/ids';
import { openTestHouse } from '#platform/testing';
import { type CaseHouse, elderAnswers, elderValues, furnishCity, submitElder } from '../cases.fixtures.ts';
import { casesRoutes } from '../cases.routes.ts';
import { acceptedWithSystemStep } from '../partner/partner.fixtures.ts';

let t: CaseHouse;
let app: App;
const people = new Map<string, Actor>();
beforeAll(async () => {
  t = await furnishCity(await openTestHouse());
  app = await createApp({ house: t.house, version: 'test' });
  mountRoutes(app, casesRoutes, {
    house: t.house,
    permits,
    resolveActor: async (request) => people.get(String(request.headers['x-who'] ?? '')) ?? anonymous(),
  });
  people.set('mother', await t.citizen('陈桂兰'));
  people.set('other', await t.citizen('孙德福'));
  people.set('hall', await t.staff('linhe-window-5'));
  people.set('manager', await t.staff('linhe-manager'));
  people.set('first', await t.staff('linhe-civil-affairs-1'));
  people.set('partner', await t.partner());
});
afterAll(async () => {
  await app.close();
  await t.close();
});

const call = async (who: string, method: string, url: string, body?: object, key = newId()) => {
  const reply = await app.inject({
    method: method as 'GET',
    url,
    headers: { 'x-who': who, 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const text = reply.payload;
  return { status: reply.statusCode, body: (text === '' ? {} : JSON.parse(text)) as Record<string, never> & { [key: string]: unknown } };
};
const upload = async (who: string, url: string, bytes: Buffer, name = '卡.pdf') => {
  const boundary = 'xxBOUNDARYxx';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/pdf\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const reply = await app.inject({
    method: 'POST',
    url,
    headers: { 'x-who': who, 'idempotency-key': newId(), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  return { status: reply.statusCode, body: JSON.parse(reply.payload) as Record<string, unknown> };
};
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 'x'), Buffer.from('\ntrailer\n%%EOF\n')]);

describe('routes', () => {
  test('every route names a permission that identity knows, and every write an audit word or none on purpose', async () => {
    for (const route of casesRoutes) {
      expect(route.permission, route.path).toBeTruthy();
      if (route.method !== 'GET') expect(route.audit === null || /^[A-Z_]+$/.test(route.audit), route.path).toBe(true);
    }
    expect(new Set(casesRoutes.map((r) => `${r.method} ${r.path}`)).size).toBe(casesRoutes.length);
  });

  test('from the phone to the decision over HTTP', async () => {
    const draft = await call('mother', 'POST', '/api/my/drafts', { handlingKey: 'elder-allowance.first', answers: elderAnswers });
    expect(draft.status).toBe(201);
    const base = `/api/my/drafts/${String(draft.body['draftId'])}`;
    expect((await call('mother', 'PUT', base, { rev: 1, values: elderValues })).status).toBe(200);
    expect((await upload('mother', `${base}/files/bankcard`, pdf)).status).toBe(201);
    expect((await upload('mother', `${base}/files/bankcard`, Buffer.from('<html><script>x</script></html>'), 'a.pdf')).status).toBe(422);
    expect((await call('other', 'GET', base)).status).toBe(404);
    const view = await call('mother', 'GET', base);
    expect(view.status).toBe(200);
    const key = newId();
    const receipt = await call('mother', 'POST', `${base}/submit`, { rev: view.body['rev'] as unknown as number }, key);
    expect([receipt.status, receipt.body['code']]).toEqual([201, undefined]);
    expect((await call('mother', 'POST', `${base}/submit`, { rev: view.body['rev'] as unknown as number }, key)).body).toEqual(
      receipt.body,
    );
    const caseId = String(receipt.body['caseId']);
    const mine = await call('mother', 'GET', `/api/my/cases/${caseId}`);
    expect(mine.body['state']).toBe('received');
    expect((await call('mother', 'GET', '/api/my/cases')).body['rows']).toHaveLength(1);
    expect((await call('other', 'GET', `/api/my/cases/${caseId}`)).status).toBe(404);
    expect((await call('', 'GET', `/api/my/cases/${caseId}`)).status).toBe(401);
    expect((await call('mother', 'GET', `/api/staff/cases/${caseId}`)).status).toBe(403);
    const work = await call('hall', 'GET', '/api/staff/work');
    expect(JSON.stringify(work.body)).toContain(caseId);
    expect(JSON.stringify(work.body)).not.toContain('陈桂兰');
    // I3 by item and door, for managers; nobody is in it.
    const figures = await call('manager', 'GET', '/api/staff/figures/retyped');
    expect(figures.status).toBe(200);
    expect((figures.body['rows'] as unknown as { itemKey: string; door: string; cases: number; met: number }[])[0]).toMatchObject({
      door: 'portal',
      cases: 1,
    });
    expect(JSON.stringify(figures.body)).not.toContain('陈桂兰');
    expect((await call('hall', 'GET', '/api/staff/figures/retyped')).status).toBe(403);
    expect((await call('manager', 'GET', '/api/staff/figures/retyped?from=2026-11-30&to=2026-11-01')).body['code']).toBe('cases.span');
    expect((await call('manager', 'GET', '/api/staff/figures/retyped?from=2026-02-31')).status).toBe(422);
    const staffView = await call('hall', 'GET', `/api/staff/cases/${caseId}`);
    expect([staffView.status, staffView.body['code']]).toEqual([200, undefined]);
    expect(JSON.stringify(staffView.body['deeds'])).toContain('accept');
    const file = (mine.body['materials'] as unknown as { file: { fileId: string } }[])[0]?.file.fileId ?? '';
    const bytes = await app.inject({ method: 'GET', url: `/api/staff/cases/${caseId}/files/${file}`, headers: { 'x-who': 'hall' } });
    expect(bytes.statusCode).toBe(200);
    expect(bytes.headers['content-disposition']).toMatch(/^attachment/);
    expect(bytes.rawPayload.equals(pdf)).toBe(true);
    const accepted = await call('hall', 'POST', `/api/staff/cases/${caseId}/accept`, { expectedSeq: 1 });
    expect(accepted.body).toMatchObject({ state: 'accepted', seq: 2 });
    const stale = await call('hall', 'POST', `/api/staff/cases/${caseId}/accept`, { expectedSeq: 1 });
    expect([stale.status, stale.body['code']]).toEqual([409, 'cases.stale']);
    expect((await call('first', 'POST', `/api/staff/cases/${caseId}/complete-step`, { expectedSeq: 2 })).status).toBe(200);
    expect((await call('hall', 'POST', `/api/staff/cases/${caseId}/decide`, { expectedSeq: 3, outcome: 'grant' })).status).toBe(403);
    expect((await call('first', 'POST', `/api/staff/cases/${caseId}/decide`, { expectedSeq: 3, outcome: 'maybe' })).status).toBe(422);
    expect((await call('first', 'POST', `/api/staff/cases/${caseId}/decide`, { expectedSeq: 3, outcome: 'grant' })).body).toMatchObject({
      state: 'decided',
    });
    const status = await call('', 'POST', '/api/status', { code: String(receipt.body['slipCode']) });
    expect(status.body['state']).toBe('decided');
    expect(JSON.stringify(status.body)).not.toContain('桂兰');
    expect((await call('hall', 'POST', '/api/staff/find', { text: String(receipt.body['number']) })).status).toBe(200);
    expect((await call('first', 'GET', `/api/staff/versions/${String(mine.body['versionId'])}/fields`)).status).toBe(200);
  });

  test('I9 to staff outside its scope a case is like one that was never there, on every route', async () => {
    const { caseId } = await submitElder(t, people.get('mother') as Actor);
    people.set('elsewhere', await t.staff('donghu-window-1'));
    people.set('other office', await t.staff('linhe-market-1'));
    people.set('other county', await t.staff('donghu-all-1:donghu-civil-affairs'));
    people.set('town', await t.staff('liuqiao-window-3'));
    people.set('other visit', await t.atWindow('liuqiao-window-1', '孙德福'));
    const sample = {
      expectedSeq: 1,
      reason: '示例理由',
      ground: 'personGone',
      items: [{ kind: 'other', target: 'x', say: '请写清楚' }],
      materials: ['bankcard'],
      outcome: 'grant',
      kind: 'publicity',
      how: 'handedOver',
      stepId: newId(),
      right: true,
      leaves: 'granted',
      organId: newId(),
      personId: newId(),
    };
    /** What the schema asks for, of the sample. */
    const bodyOf = (path: string, schema: unknown): object => {
      const { properties, required } = schema as { properties: object; required?: string[] };
      const asked = Object.fromEntries(
        Object.entries(sample).filter(([key]) => key in properties && (required?.includes(key) === true || key === 'stepId')),
      );
      return path.endsWith('supersede-decision') ? { ...asked, ground: 'review' } : asked;
    };
    const routes = casesRoutes.filter((r) => r.path.startsWith('/api/staff/') && r.path.includes(':caseId'));
    expect(routes.length).toBeGreaterThan(30);
    const told: string[] = [];
    let asked = 0;
    for (const who of ['elsewhere', 'other office', 'other county', 'town', 'other visit'])
      for (const route of routes) {
        const ask = async (id: string) => {
          const url = route.path.replace(':caseId', id).replace(':fileId', newId());
          if (route.path.endsWith('/files') && route.method === 'POST') return upload(who, url, pdf);
          return call(who, route.method, url, route.body === undefined ? undefined : bodyOf(route.path, route.body));
        };
        const [foreign, unknown] = [await ask(caseId), await ask(newId())];
        asked++;
        const allowed = permits(people.get(who) as Actor, route.permission);
        const same = JSON.stringify(foreign) === JSON.stringify(unknown) && foreign.status === (allowed ? 404 : 403);
        if (!same)
          told.push(`${who} ${route.method} ${route.path}: ${foreign.status} ${String(foreign.body['code'])}, unknown ${unknown.status}`);
      }
    expect(told).toEqual([]);
    expect(asked).toBe(5 * routes.length);
    expect((await call('hall', 'GET', `/api/staff/cases/${caseId}`)).body['seq']).toBe(1);
    // Who may see it but not do the deed is told so.
    const refused = await call('hall', 'POST', `/api/staff/cases/${caseId}/extend`, { expectedSeq: 1, reason: '示例理由' });
    expect(refused.status).toBe(403);
  });

  test('a request with a field that is not known is refused by its name, at any depth, and does nothing', async () => {
    const { caseId } = await submitElder(t, people.get('mother') as Actor);
    for (const [body, field] of [
      [{ expectedSeq: 1, expectedSeg: 2 }, 'expectedSeg'],
      [{ expectedSeq: 1, items: [{ kind: 'other', target: 'x', say: '请写清楚', sey: 'x' }] }, 'items.0.sey'],
    ] as const) {
      const verb = 'items' in body ? 'issue-correction' : 'accept';
      const reply = await call('hall', 'POST', `/api/staff/cases/${caseId}/${verb}`, body);
      expect([reply.status, reply.body['fields']]).toEqual([422, [{ field, say: `「${field}」：没有这一项，请核对名字。` }]]);
    }
    expect((await call('hall', 'GET', `/api/staff/cases/${caseId}`)).body['seq']).toBe(1);
    const open: string[] = [];
    const walk = (where: string, node: unknown): void => {
      if (node === null || typeof node !== 'object') return;
      const { type, properties, additionalProperties } = node as Record<string, unknown>;
      if (type === 'object' && properties !== undefined && additionalProperties === undefined) open.push(where);
      for (const [key, value] of Object.entries(node)) walk(`${where}.${key}`, value);
    };
    for (const route of casesRoutes) {
      walk(`${route.method} ${route.path} body`, route.body);
      walk(`${route.method} ${route.path} query`, route.query);
    }
    expect(open).toEqual([]);
  });

  test('a department’s system over the partner interface', async () => {
    const c = await acceptedWithSystemStep(t);
    const steps = await call('partner', 'GET', '/api/partner/steps');
    expect(steps.status).toBe(200);
    expect(JSON.stringify(steps.body)).toContain(c.number);
    expect((await call('partner', 'GET', `/api/partner/steps/${c.stepId}`)).status).toBe(200);
    expect((await call('mother', 'GET', '/api/partner/steps')).status).toBe(403);
    const answer = await call('partner', 'POST', `/api/partner/steps/${c.stepId}/answer`, { answer: 'accepted', officers: ['甲'] });
    expect(answer.body).toEqual({ stepId: c.stepId, taken: 'done' });
  });

  test('broken requests are refused in words', async () => {
    for (const [url, body, status] of [
      ['/api/my/drafts', {}, 422],
      ['/api/my/drafts', { handlingKey: 'no-such-item' }, 404],
      ['/api/my/drafts/not-a-uuid/submit', { rev: 1 }, 422],
      [`/api/my/drafts/${newId()}/submit`, { rev: 1 }, 404],
      [`/api/my/cases/${newId()}/withdraw`, { expectedSeq: 1 }, 404],
      [`/api/my/cases/${newId()}/withdraw`, { expectedSeq: 'x' }, 422],
    ] as const) {
      const reply = await call('mother', 'POST', url, body);
      expect([url, reply.status]).toEqual([url, status]);
      expect(String(reply.body['title']).length).toBeGreaterThan(3);
      expect(String(reply.body['next']).length).toBeGreaterThan(3);
    }
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/api/my/drafts',
          headers: { 'x-who': 'mother', 'content-type': 'application/json' },
          payload: '{}',
        })
      ).statusCode,
    ).toBe(422);
  });
});
