import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCatalog, searchItems } from '#catalog';
import { permissionWords } from '#identity';
import { projectRoot } from '#platform/config';
import type { App } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { plant } from '../tools/plant.ts';
import { composeApp, listeners, routes, seedDemonstration } from './compose.ts';

let t: TestHouse;
let app: App;
let dir: string;
let refusedItems: unknown[];
beforeAll(async () => {
  t = await openTestHouse();
  refusedItems = (await seedDemonstration(t.house)).refused;
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
  mkdirSync(join(own, 'items'));
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
  it('I12 plant: a document that breaks its own example, one with a word no reader knows, and a line of code that names an item', async () => {
    const refusedIn = async (change: (text: string) => string): Promise<string[]> =>
      (
        await load(
          'planted',
          change(
            elder()
              .replace('key: elder-allowance', 'key: planted-allowance')
              .replace(/basic: "\d+"/, 'basic: "320511095000"'),
          ),
        )
      ).refused.map((r) => r.file);
    await plant('its example says otherwise', () => refusedIn((text) => text.replace(/outcome: apply/, 'outcome: notNeeded')));
    await plant('a key nobody reads', () =>
      refusedIn((text) => text.replace('key: planted-allowance', 'key: planted-allowance\nsurprise: true')),
    );
    const [key = ''] = itemKeys();
    for (const line of [`if (item === '${key}') return;`, `const to = \`/items/${key}?a=1\`;`, `start('${key}.first')`])
      await plant(line, () => namesItems({ 'src/planted.ts': line }));
  });
  it('I12 no line of product code names an item', () => {
    const product = Object.fromEntries(
      ['src', 'tools']
        .flatMap((place) => readdirSync(join(projectRoot(), place), { recursive: true }).map((file) => join(place, String(file))))
        .filter((file) => /\.tsx?$/.test(file) && !/\.(test|fixtures)\.tsx?$|\/testing\/|\/gallery\/|^tools\//.test(file))
        .map((file) => [file, readFileSync(join(projectRoot(), file), 'utf8')]),
    );
    expect(Object.keys(product).length).toBeGreaterThan(400);
    expect(namesItems(product)).toEqual([]);
  });
});

const itemKeys = (): string[] => readdirSync(join(dir, 'items')).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);
/** Lines of code that name an item of the catalogue; comments may. */
const namesItems = (files: Record<string, string>): string[] => {
  const named = new RegExp(`['"\`/](${itemKeys().join('|')})(\\.[\\w-]+)?['"\`/?]`);
  return Object.entries(files).flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && named.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
};

describe('I4 two legs', () => {
  /** Why a document is not published, as `code: file:line`; empty when it is. */
  const refusal = async (change: (text: string) => string): Promise<string[]> => {
    const report = await load(
      'planted',
      change(
        elder()
          .replace('key: elder-allowance', 'key: planted-legs')
          .replace(/basic: "\d+"/, 'basic: "320511096000"'),
      ),
    );
    return report.refused.flatMap((r) => r.issues.map((issue) => `${issue.code}: ${issue.file}:${issue.line}`));
  };
  it('an item whose every way stands on two legs is published, and so is every one of the demonstration', async () => {
    expect(await refusal((text) => text)).toEqual([]);
    expect(refusedItems).toEqual([]);
    expect(itemKeys().length).toBeGreaterThanOrEqual(45);
  });
  it('I4 plant: no offline entry, only an online place, a government paper whose every route is planned only', async () => {
    const legs = {
      'no offline entry': (text: string) => text.replace('offline: true', 'offline: false'),
      'incident (i): its only place is online': (text: string) =>
        text
          .replace('offline: true', 'offline: false')
          .replace(/receive:\n(\s+- \{.*\n)+/, 'receive:\n        - {place: online, mode: receiveAndForward}\n'),
      'a government paper whose every route is only planned': (text: string) => text.replaceAll('state: live', 'state: planned'),
    };
    for (const [what, change] of Object.entries(legs)) {
      await plant(what, () => refusal(change));
      expect((await refusal(change))[0], what).toMatch(/^catalog\.[\w-]+: items\/planted\.yaml:\d+$/);
    }
  });
});

/** What a refusal lacks: it says in plain words what is wrong and what to do next. */
function noWayOn(status: number, text: string): string[] {
  if (status < 400) return [];
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { title?: string; next?: string; code?: string };
  return [
    ...(status >= 500 ? [`a defect: ${status}`] : []),
    ...(/[\u4e00-\u9fff]/.test(body.title ?? '') ? [] : ['does not say what is wrong']),
    ...(/[\u4e00-\u9fff].*。$/.test(body.next ?? '') ? [] : ['does not say what to do next']),
    ...(/^[a-z]+\.[a-z-]+$/.test(body.code ?? '') ? [] : ['has no code']),
  ];
}

describe('I11 always a way on', () => {
  it('every refused request to every route says in plain words what to do next', async () => {
    let refused = 0;
    const wrong: string[] = [];
    for (const route of routes) {
      const url = route.path.replaceAll(/:\w+/g, '01a210d2-0000-7000-8000-000000000000');
      const reply = await app.inject({
        method: route.method,
        url,
        headers: { 'sec-fetch-site': 'same-origin' },
        ...(route.method === 'GET' ? {} : { payload: { nonsense: true } }),
      });
      if (reply.statusCode >= 400) refused++;
      for (const lack of noWayOn(reply.statusCode, reply.body)) wrong.push(`${route.method} ${route.path}: ${lack}`);
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(30);
  });
  it('I11 plant: a bare refusal, one in English only, one without a next step, a defect', async () => {
    const whole = { title: '没有这一件。', next: '请核对编号，或打12345问。', code: 'cases.not-found' };
    expect(noWayOn(404, JSON.stringify(whole))).toEqual([]);
    await plant('nothing at all', () => noWayOn(404, 'Not Found'));
    await plant('English only', () => noWayOn(404, JSON.stringify({ ...whole, title: 'Not found', next: 'Check the number.' })));
    await plant('no next step', () => noWayOn(404, JSON.stringify({ ...whole, next: undefined })));
    await plant('no code', () => noWayOn(404, JSON.stringify({ ...whole, code: '' })));
    await plant('a defect in words', () => noWayOn(500, JSON.stringify(whole)));
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
  const questions = [
    'POST /api/staff/colleagues/find',
    'POST /api/staff/work',
    'POST /api/staff/sandbox-reader',
    'POST /api/staff/find',
    'POST /api/staff/catalog/copies/:copyId/evaluate',
  ];
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
