import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCatalog, searchItems } from '#catalog';
import { permissionWords } from '#identity';
import { projectRoot } from '#platform/config';
import type { App } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { composeApp, listeners, routes, seedDemonstration } from './compose.ts';

let t: TestHouse;
let app: App;
let dir: string;
beforeAll(async () => {
  t = await openTestHouse();
  await seedDemonstration(t.house);
  app = await composeApp(t.house);
  await app.ready();
  dir = mkdtempSync(join(tmpdir(), 'tongban-catalog-'));
  cpSync(join(projectRoot(), 'demo/catalog'), dir, { recursive: true });
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
  rmSync(dir, { recursive: true, force: true });
});

const elder = (): string => readFileSync(join(dir, 'items/elder-allowance.yaml'), 'utf8');
const load = async (name: string, text: string) => {
  const own = mkdtempSync(join(tmpdir(), 'tongban-item-'));
  cpSync(join(dir, 'shared'), join(own, 'shared'), { recursive: true });
  cpSync(join(dir, 'items'), join(own, 'items'), { recursive: true });
  writeFileSync(join(own, 'items', `${name}.yaml`), text);
  const report = await importCatalog(t.house, own);
  rmSync(own, { recursive: true, force: true });
  return report;
};

describe('I12 item is data', () => {
  it('a new document alone brings a new service to search, guide, list and application, with no line of code', async () => {
    const text = elder()
      .replace('key: elder-allowance', 'key: lantern-allowance')
      .replaceAll('高龄津贴', '灯会津贴')
      .replace(/basic: "\d+"/, 'basic: "320511094000"');
    const report = await load('lantern-allowance', text);
    expect(report.refused).toEqual([]);
    expect(report.published.map((p) => p.key)).toEqual(['lantern-allowance.first']);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await searchItems(t.house, '灯会津贴')).hits[0]?.key).toBe('lantern-allowance');
    const guide = await app.inject({ url: '/items/lantern-allowance' });
    expect(guide.statusCode).toBe(200);
    expect(guide.body).toContain('id="m-bankcard"');
    expect((await app.inject({ url: '/items/lantern-allowance/list' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/apply/start?item=lantern-allowance.first' })).headers.location).toContain('/sign-in');
  });
  it('an example that fails keeps the document out (plant)', async () => {
    const report = await load(
      'planted',
      elder()
        .replace('key: elder-allowance', 'key: planted-allowance')
        .replace(/basic: "\d+"/, 'basic: "320511095000"')
        .replace(/outcome: apply/, 'outcome: notNeeded'),
    );
    expect(report.refused.map((r) => r.file)).toEqual(['items/planted.yaml']);
  });
});

describe('I4 two legs', () => {
  const planted = (change: (text: string) => string) =>
    load(
      'planted',
      change(
        elder()
          .replace('key: elder-allowance', 'key: planted-legs')
          .replace(/basic: "\d+"/, 'basic: "320511096000"'),
      ),
    );
  it('an item without an offline entry is not published, and the file and line are named', async () => {
    const report = await planted((text) => text.replace('offline: true', 'offline: false'));
    expect(report.refused[0]?.issues[0]).toMatchObject({ file: 'items/planted.yaml', line: expect.any(Number) });
  });
  it('incident (i): an item whose only entry is online is refused, the rest stays loaded', async () => {
    const report = await planted((text) =>
      text
        .replace('offline: true', 'offline: false')
        .replace(/receive:\n(\s+- \{.*\n)+/, 'receive:\n        - {place: online, mode: receiveAndForward}\n'),
    );
    expect(report.refused.length).toBe(1);
    expect(report.counts.refused).toBe(1);
  });
});

describe('I11 always a way on', () => {
  it('every refused request to every route says in plain words what to do next', async () => {
    let refused = 0;
    for (const route of routes) {
      const url = route.path.replaceAll(/:\w+/g, '01a210d2-0000-7000-8000-000000000000');
      const reply = await app.inject({
        method: route.method,
        url,
        headers: { 'sec-fetch-site': 'same-origin' },
        ...(route.method === 'GET' ? {} : { payload: { nonsense: true } }),
      });
      if (reply.statusCode < 400) continue;
      refused++;
      expect(reply.statusCode, `${route.method} ${route.path}: ${reply.body.slice(0, 200)}`).toBeLessThan(500);
      const body = reply.json() as { title?: string; next?: string; code?: string };
      expect(body.title, route.path).toMatch(/[\u4e00-\u9fff]/);
      expect(body.next, route.path).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(body.code, route.path).toMatch(/^[a-z]+\.[a-z-]+$/);
    }
    expect(refused).toBeGreaterThan(30);
  });
  it('a page that is not there says so, with the telephone and a way back', async () => {
    const reply = await app.inject({ url: '/no/such/page' });
    expect(reply.statusCode).toBe(404);
    expect(reply.body).toContain('tel:12345');
    expect(reply.body).toContain('href="/"');
  });
});

describe('the composition', () => {
  // Questions whose words may be a name and so go in the body; they change nothing.
  const questions = ['POST /api/staff/work', 'POST /api/staff/find'];
  it('every route has a known permission, and every write an audit word', () => {
    for (const route of routes) {
      expect(['public', ...permissionWords], route.path).toContain(route.permission);
      // Saving a draft is no deed yet: it may happen with every step of a form and leaves its revision.
      if (questions.includes(`${route.method} ${route.path}`)) continue;
      if (route.method !== 'GET' && route.permission !== 'public' && !/\/drafts\/:draftId/.test(route.path))
        expect(route.audit, `${route.method} ${route.path}`).not.toBeNull();
    }
  });
  it('every listener has a name of its own', () => {
    expect(new Set(listeners.map((l) => l.name)).size).toBe(listeners.length);
  });
  it('OpenAPI 3.1 lists every route with its permission', async () => {
    const document = (await app.inject({ url: '/openapi.json' })).json();
    expect(document.openapi).toBe('3.1.0');
    for (const route of routes)
      expect(document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]?.['x-permission'], route.path).toBe(
        route.permission,
      );
  });
});
