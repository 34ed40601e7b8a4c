/** The public read API: everything a door needs to draw an item, by version and hash. */
import { shanghaiDate } from '#platform/clock';
import type { Read } from '#platform/db';
import { problem } from '#platform/errors';
import { defineRoute, type Route } from '#platform/http';
import type { House } from '#platform/house';
import { sm3 } from '#platform/crypto';
import { listAncestors } from '#places';
import * as shape from './contract.ts';
import { editingRoutes } from './catalog.editing.routes.ts';
import { evaluate } from './guide/evaluate.ts';
import type { Evaluation, HeldMaterial } from './guide/evaluation.ts';
import { makeListNumber } from './lists/make-list-number.ts';
import { openList } from './lists/open-list.ts';
import { getItem, getVersionNumber, listHandlings, listVersions, type ItemVersion, type VersionHead } from './publish/find-item.ts';
import { browse } from './search/browse.ts';
import { noRouteReasons } from './search/no-route-reasons.ts';
import { searchItems } from './search/search-items.ts';
import { regionLookup } from './guide/region-lookup.ts';

/** What the city tells everybody. */
const publicRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/items',
    permission: 'public',
    audit: null,
    summary: 'Published items, filtered, with counts',
    cacheSeconds: 5,
    query: shape.browseQuery,
    reply: shape.browseReply,
    handle: async ({ house, query }) => {
      const regionPath = query.region === undefined ? undefined : await pathOf(house.db, query.region);
      const answer = await browse(house, { event: query.event, department: query.department, object: query.object, regionPath });
      return {
        total: answer.total,
        counts: answer.counts,
        items: answer.items.map(({ entry, versions }) => ({
          key: entry.key,
          name: entry.name,
          legalName: entry.legalName,
          summary: entry.summary,
          department: entry.department,
          objects: entry.objects,
          events: entry.events,
          handlings: versions.map((v) => ({ key: v.handlingKey, name: v.content.handling.name, version: v.number, hash: v.hash })),
        })),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/items/:key',
    permission: 'public',
    audit: null,
    summary: 'One item with its kinds of handling, newest versions',
    cacheSeconds: 2,
    params: shape.itemParams,
    reply: shape.itemReply,
    etag: (answer: { etag: string }) => answer.etag,
    handle: async ({ house, params }) => {
      const versions = params.key.includes('.') ? [await getItem(house.db, params.key)] : await listHandlings(house.db, params.key);
      const first = versions[0] ?? (await getItem(house.db, params.key));
      const shown = versions.length === 0 ? [first] : versions;
      const etag =
        shown.length === 1
          ? `${first.hash}-${first.state}`
          : sm3(Buffer.from(shown.map((v) => `${v.handlingKey}:${v.hash}:${v.state}`).join())).toString('hex');
      return { key: params.key, etag, handlings: shown.map(full) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/items/:key/versions',
    permission: 'public',
    audit: null,
    summary: 'History of a handling item, newest first',
    params: shape.itemParams,
    handle: async ({ house, params }) => (await listVersions(house.db, (await getItem(house.db, params.key)).handlingKey)).map(head),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/items/:key/versions/:number',
    permission: 'public',
    audit: null,
    summary: 'A published version, byte for byte for ever',
    cacheSeconds: 60,
    params: shape.versionParams,
    reply: shape.versionReply,
    etag: (answer: shape.VersionHeadReply) => `${answer.hash}-${answer.state}`,
    handle: async ({ house, params }) => full(await getVersionNumber(house.db, await handlingKey(house.db, params.key), params.number)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/items/:key/evaluate',
    permission: 'public',
    audit: null,
    summary: 'Questions, conditions, list and outcome for given answers; nothing is stored',
    params: shape.itemParams,
    body: shape.evaluateBody,
    reply: shape.evaluateReply,
    handle: async ({ house, params, body }) => {
      const key = await handlingKey(house.db, params.key);
      const version = body.version === undefined ? await getItem(house.db, key) : await getVersionNumber(house.db, key, body.version);
      return { version: head(version), evaluation: await evaluateAt(house, version, body.facts, body.region ?? null, body.held) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/search',
    permission: 'public',
    audit: null,
    summary: 'Search in people’s own words',
    cacheSeconds: 5,
    query: shape.searchQuery,
    reply: shape.searchReply,
    handle: async ({ house, query, actor }) => searchItems(house, query.q, { limit: query.limit ?? 10, lang: query.lang ?? actor.lang }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/no-route-reasons',
    permission: 'public',
    audit: null,
    summary: 'Government papers still demanded, with the reason of each, counted (I4)',
    cacheSeconds: 5,
    reply: shape.noRouteReply,
    handle: async ({ house }) => noRouteReasons(house),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/items/:key/list-number',
    permission: 'public',
    audit: null,
    summary: 'Keep a list for 30 days under six digits, no person in it',
    params: shape.itemParams,
    body: shape.listNumberBody,
    reply: shape.listNumberReply,
    handle: async ({ actor, house, params, body, raw }) => {
      const version = await getItem(house.db, params.key);
      const made = await makeListNumber(actor, house, {
        versionId: version.id,
        region: body.region ?? null,
        answers: body.answers,
        today: today(house),
        caller: raw.ip,
      });
      return { number: made.number, expiresAt: made.expiresAt.toISOString() };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/lists/:number',
    permission: 'public',
    audit: null,
    summary: 'Open a kept list by its number',
    params: shape.listParams,
    reply: shape.openListReply,
    handle: async ({ house, params, raw }) => {
      const list = await openList(house, params.number, raw.ip);
      const version = list.newer ?? list.version;
      return {
        number: list.number,
        expiresAt: list.expiresAt.toISOString(),
        version: head(list.version),
        newer: list.newer === null ? null : head(list.newer),
        region: list.region,
        answers: list.answers,
        evaluation: await evaluateAt(house, version, list.answers, list.region),
      };
    },
  }),
];

/** Routes of the catalogue: those for everybody, and those of its editors and reviewers. */
export const catalogRoutes: Route[] = [...publicRoutes, ...editingRoutes];

const today = (house: House): string => shanghaiDate(house.clock.now());

async function evaluateAt(
  house: House,
  version: ItemVersion,
  facts: Readonly<Record<string, unknown>>,
  region: string | null,
  held: readonly HeldMaterial[] = [],
): Promise<Evaluation> {
  const regions = await regionLookup(house.db, version.content, facts);
  return evaluate(version.content, facts, {
    today: today(house),
    regions,
    held,
    ...(region === null ? {} : { regionPath: await pathOf(house.db, region) }),
  });
}

async function pathOf(read: Read, region: string): Promise<string[]> {
  const path = (await listAncestors(read, region)).map((r) => r.code);
  if (path.length === 0)
    throw problem(
      'invalid',
      'catalog.no-region',
      { zh: '没有这个地区。', en: 'There is no such region.' },
      { zh: '请从列表里重新选。', en: 'Please choose from the list.' },
      { fields: [{ field: 'region', say: { zh: '没有这个地区', en: 'No such region' } }] },
    );
  return path;
}

async function handlingKey(read: Read, key: string): Promise<string> {
  return key.includes('.') ? key : (await getItem(read, key)).handlingKey;
}

function head(version: VersionHead): shape.VersionHeadReply {
  return {
    id: version.id,
    key: version.handlingKey,
    item: version.itemKey,
    number: version.number,
    hash: version.hash,
    publishedAt: version.publishedAt.toISOString(),
    state: version.state,
    keptValidUntil: version.keptValidUntil,
  };
}
const full = (version: ItemVersion): shape.VersionHeadReply & { content: unknown } => ({ ...head(version), content: version.content });
