import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalList, catalogView, importCatalog, type ItemVersion } from '#catalog';
import { permits, seedCity } from '#identity';
import { anonymous } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { type App, createApp } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { mountPortal } from '../mount-portal.ts';
import { thingsToBring } from './things-to-bring.ts';

let t: TestHouse;
let app: App;
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  await importCatalog(t.house, join(projectRoot(), 'demo/catalog'));
  app = await createApp({ house: t.house, version: 'test' });
  mountPortal(app, { house: t.house, resolveActor: async () => anonymous('zh'), permits });
  await app.ready();
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

/** Ways through the questions of a version, at most so many. */
function* ways(version: ItemVersion, today: string, most = 60): Generator<Record<string, string>> {
  const open: Record<string, string>[] = [{}];
  for (let n = 0; n < most; ) {
    const answers = open.pop();
    if (answers === undefined) return;
    const { questions } = canonicalList(version.content, answers, { today });
    const next = questions.find((q) => q.answer === null);
    if (next === undefined) {
      n += 1;
      yield answers;
    } else open.push(...next.options.map((o) => ({ ...answers, [next.id]: o.value })));
  }
}
const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '');
const get = async (url: string): Promise<string> => (await app.inject({ url })).body;

describe('I1: how many things to bring', () => {
  it('what the guide says before any answer holds for every way through the questions of every item', async () => {
    const today = shanghaiDate(t.clock.now());
    let seen = 0;
    for (const { versions } of (await catalogView(t.house)).items)
      for (const version of versions) {
        const guide = thingsToBring(version.content, canonicalList(version.content, {}, { today }), today);
        for (const answers of ways(version, today)) {
          const list = thingsToBring(version.content, canonicalList(version.content, answers, { today }), today);
          seen += 1;
          const at = `${version.handlingKey} ${JSON.stringify(answers)}`;
          expect(list.least, at).toBeGreaterThanOrEqual(guide.least);
          expect(list.most, at).toBeLessThanOrEqual(guide.most);
          expect(list.least, at).toBeLessThanOrEqual(list.most);
        }
      }
    expect(seen).toBeGreaterThan(100);
  });

  it('guide, list, kept list and slip write the same number, and name what would do of a group', async () => {
    let groups = 0;
    for (const { versions } of (await catalogView(t.house)).items) {
      const [version] = versions;
      if (version === undefined || !version.content.online.apply) continue;
      const today = shanghaiDate(t.clock.now());
      const kind = versions.length > 1 ? `&kind=${version.content.handling.key}` : '';
      const free = canonicalList(version.content, {}, { today });
      const guide = await get(`/items/${version.itemKey}?${kind}`);
      const range = thingsToBring(version.content, free, today);
      expect(/id="cell-things">.*?<dd>([^<]*)/.exec(guide)?.[1], version.handlingKey).toBe(
        range.least === range.most ? String(range.most) : `${range.least}至${range.most}`,
      );
      const way = [...ways(version, today, 40)].find((a) => {
        const { outcome } = canonicalList(version.content, a, { today });
        return outcome.kind === 'apply';
      });
      if (way === undefined) continue;
      const result = canonicalList(version.content, way, { today });
      const { least, most } = thingsToBring(version.content, result, today);
      const number = least === most ? String(most) : `${least}至${most}`;
      const query = new URLSearchParams(Object.entries(way).map(([id, v]): [string, string] => [`a.${id}`, v])).toString();
      const list = await get(`/items/${version.itemKey}/list?${query}${kind}`);
      const h1 = textOf(/<h1>(.*?)<\/h1>/.exec(list)?.[1] ?? '');
      expect(h1, version.handlingKey).toContain(most === 0 ? '什么都不用准备' : `准备${number}样`);
      expect(/id="bring-h".*?class="side">([^<]*)/.exec(list)?.[1], version.handlingKey).toBe(`${number}样`);
      for (const g of result.groups.filter((group) => group.lines.length > group.min)) {
        const asked = result.lines.filter((l) => g.lines.includes(l.id) && l.status === 'bring');
        const names = result.lines.filter((l) => g.lines.includes(l.id)).map((l) => l.name.zh);
        if (asked.length === 0) continue;
        groups += 1;
        expect(textOf(list), version.handlingKey).toContain(`${names.join('、')}，有一样就行`);
        expect(most, 'a group counts once').toBeLessThan(
          result.lines.filter((l) => l.status === 'bring').length + (asked.length > 1 ? 0 : 1),
        );
      }
      if (result.groups.length > 0) {
        const made = await app.inject({
          method: 'POST',
          url: '/lists',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          payload: `version=${version.id}&${query}`,
        });
        const kept = await get(String(made.headers.location));
        expect(/id="bring-h".*?class="side">([^<]*)/.exec(kept)?.[1]).toBe(`${number}样`);
        const slip = textOf(await get(`${String(made.headers.location)}/slip`));
        expect(slip).toContain(most === 0 ? '什么都不用准备' : `要准备${number}样`);
      }
    }
    expect(groups).toBeGreaterThan(1);
  });
});
