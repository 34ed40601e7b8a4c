/** I1 over the whole catalogue: what the guide draws of an item is what its published version says, line by line. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalList, catalogView, importCatalog, type ItemVersion } from '#catalog';
import { permits, seedCity } from '#identity';
import { anonymous } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { projectRoot } from '#platform/config';
import { type App, createApp } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { reached } from '../../../../tools/counts.ts';
import { plant } from '../../../../tools/plant.ts';
import { mountPortal } from '../mount-portal.ts';

let t: TestHouse;
let app: App;
let versions: ItemVersion[];
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
  await importCatalog(t.house, join(projectRoot(), 'demo/catalog'));
  app = await createApp({ house: t.house, version: 'test' });
  mountPortal(app, { house: t.house, resolveActor: async () => anonymous('zh'), permits });
  await app.ready();
  versions = (await catalogView(t.house)).items.flatMap((item) => item.versions);
}, 120_000);
afterAll(async () => {
  await app.close();
  await t.close();
});

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#?\w+;/g, '')
    .replaceAll(/\s+/g, '');
const shown = (text: string): string =>
  plain(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;'));
/** The rows of a page whose id begins so, as id → words. */
function rowsOf(html: string, kind: string): Map<string, string> {
  const marks = [...html.matchAll(new RegExp(`<(\\w+)[^>]* id="${kind}-([^"]+)"[^>]*>`, 'g'))];
  return new Map(marks.map((m) => [m[2] ?? '', plain(html.slice(m.index, html.indexOf(`</${m[1]}>`, m.index)))]));
}

/** Where a drawn guide and a version differ: conditions and materials by id and words, steps in their order, limits. */
function differences(html: string, { content, hash }: Pick<ItemVersion, 'content' | 'hash'>): string[] {
  const out: string[] = [];
  const list = canonicalList(content, {}, { today: shanghaiDate(t.clock.now()) });
  const same = (kind: string, what: string, wanted: readonly { id: string; words: string }[]): void => {
    const drawn = rowsOf(html, kind);
    for (const { id, words } of wanted)
      if (drawn.get(id) === undefined) out.push(`${what} ${id} is not there`);
      else if (drawn.get(id)?.includes(shown(words)) !== true) out.push(`${what} ${id} reads ${drawn.get(id)?.slice(0, 30)}`);
    for (const id of drawn.keys()) if (!wanted.some((w) => w.id === id)) out.push(`${what} ${id} is not in the version`);
  };
  same(
    'c',
    'condition',
    content.conditions.map((c) => ({ id: c.id, words: c.text.zh })),
  );
  same(
    'm',
    'material',
    list.lines.map((l) => ({ id: l.id, words: l.name.zh })),
  );
  const from = html.indexOf('id="steps"');
  const steps = plain(html.slice(from, html.indexOf('</section>', from)));
  let at = 0;
  for (const step of content.steps) {
    const next = steps.indexOf(shown(step.name.zh), at);
    if (next < 0) out.push(`step ${step.id} is not there, or not in its place`);
    else at = next + shown(step.name.zh).length;
  }
  for (const days of [content.limits.promised.days, content.limits.statutory.days])
    if (!steps.includes(String(days))) out.push(`${days} days are not said`);
  if (/data-version="([^"]+)"/.exec(html)?.[1] !== hash) out.push('drawn of other bytes');
  return out;
}
const guideOf = async (version: ItemVersion, settings = ''): Promise<string> => {
  const { item, handling } = version.content;
  return (await app.inject({ url: `/items/${item.key}?kind=${handling.key}`, headers: { cookie: settings } })).body;
};

it('I1 of every published item the guide draws each condition, material and step of its version and nothing else, in both sizes', async () => {
  expect(versions.length).toBeGreaterThan(60);
  const wrong: string[] = [];
  for (const version of versions)
    for (const settings of ['', 'tb_elder=1'])
      for (const what of differences(await guideOf(version, settings), version)) wrong.push(`${version.handlingKey} ${settings}: ${what}`);
  expect(wrong).toEqual([]);
  reached('guides compared with their versions', versions.length * 2);
});

it('I1 plant: a template that leaves out a row of each kind, changes its words, adds one, turns the steps round, or draws other bytes', async () => {
  const version = versions.find((v) => v.handlingKey === 'public-place-hygiene.new') as ItemVersion;
  const html = await guideOf(version);
  expect(differences(html, version)).toEqual([]);
  const { content } = version;
  const [condition] = content.conditions;
  const broken: Record<string, string> = {
    'a condition left out': html.replace(`id="c-${condition?.id}"`, ''),
    'a condition in other words': html.replace(condition?.text.zh ?? '', '什么人都能办'),
    'a material left out': html.replace('id="m-rules"', ''),
    'a material more': html.replace('id="m-rules"', 'id="m-rules"></tr><tr id="m-more"'),
    'a day more': html.replaceAll(String(content.limits.promised.days), '99'),
    'other bytes': html.replace(version.hash, 'f'.repeat(version.hash.length)),
  };
  for (const [what, page] of Object.entries(broken)) await plant(what, () => differences(page, version));
  const turned = { ...version, content: { ...content, steps: content.steps.toReversed() } };
  await plant('steps in another order', () => differences(html, turned));
  await plant('a step the template does not draw', () =>
    differences(html, {
      ...version,
      content: { ...content, steps: [...content.steps, { ...content.steps[0]!, id: 'more', name: { zh: '再盖一个章' } }] },
    }),
  );
});
