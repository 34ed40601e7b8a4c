/** Routes of the catalogue's editors and reviewers. Everything an item needs is done here; the screens hold no rules. */
import { defineRoute, type Route } from '#platform/http';
import * as c from './contract/editing.ts';
import { compareCopy, compareVersions } from './difference/compare.ts';
import { groupWords } from './difference/place-words.ts';
import type { Difference } from './difference/say-differences.ts';
import { beginCopy } from './editing/begin-copy.ts';
import { commentCopy, settle } from './editing/comment-copy.ts';
import { listBlocks } from './editing/list-blocks.ts';
import { listEditedItems } from './editing/list-items.ts';
import type { Operation } from './editing/operations.ts';
import { copyContents, evaluateCopy, listCopyHeads, readChanges, readCopy } from './editing/read-copy.ts';
import { renewCopy } from './editing/renew-copy.ts';
import { saveChange, todayOf } from './editing/save-change.ts';
import { redoChange, undoChange } from './editing/undo-change.ts';
import { evaluateReply } from './contract.ts';
import { reviewRoutes } from './catalog.review.routes.ts';

const copies = '/api/staff/catalog/copies';
const copy = `${copies}/:copyId`;
const said = (rows: Difference[]) => rows.map((row) => ({ ...row, groupSay: groupWords[row.group] }));

export const editingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/catalog/items',
    permission: 'catalog.copies',
    audit: null,
    summary: 'All items with their versions in force and who is working on them',
    reply: c.itemLines,
    handle: async ({ house }) => ({ rows: await listEditedItems(house) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/catalog/blocks',
    permission: 'catalog.copies',
    audit: null,
    summary: 'What an item may refer to: shared papers and fields, procedures, departments, life events, regions',
    reply: c.blockLists,
    handle: ({ house }) => listBlocks(house),
  }),
  defineRoute({
    method: 'GET',
    path: copies,
    permission: 'catalog.copies',
    audit: null,
    summary: 'Working copies',
    query: c.copiesQuery,
    reply: c.copyLines,
    handle: async ({ house, query }) => ({ rows: await listCopyHeads(house, query.which ?? 'open') }),
  }),
  defineRoute({
    method: 'POST',
    path: copies,
    permission: 'catalog.edit',
    audit: 'CATALOG_BEGIN',
    summary: 'Begin a working copy: of what is published, from nothing, or as a copy of another item',
    idempotent: true,
    body: c.beginBody,
    reply: c.begun,
    handle: ({ actor, house, key, body }) => beginCopy(actor, house, key, body),
  }),
  defineRoute({
    method: 'GET',
    path: copy,
    permission: 'catalog.copies',
    audit: null,
    summary: 'A working copy with its report, comments, deeds, and what the reader may do',
    params: c.copyParams,
    reply: c.copyView,
    handle: ({ actor, house, params }) => readCopy(actor, house, params.copyId),
  }),
  defineRoute({
    method: 'GET',
    path: `${copy}/changes`,
    permission: 'catalog.copies',
    audit: null,
    summary: 'Changes after a revision, oldest first: the history, and what others are doing',
    params: c.copyParams,
    query: c.changesQuery,
    reply: c.changeLines,
    handle: ({ actor, house, params, query }) => readChanges(actor, house, params.copyId, query.since ?? 0),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/changes`,
    permission: 'catalog.edit',
    audit: 'CATALOG_CHANGE',
    summary: 'Save changes as they are typed; at a place somebody else has just changed, both values are answered',
    idempotent: true,
    params: c.copyParams,
    body: c.changesBody,
    reply: c.changed,
    handle: ({ actor, house, key, params, body }) =>
      saveChange(actor, house, key, { copyId: params.copyId, baseRev: body.baseRev, changes: body.changes as Operation[] }),
  }),
  ...(
    [
      ['undo', 'CATALOG_UNDO', 'Take back my own last change', undoChange],
      ['redo', 'CATALOG_REDO', 'Do again what I took back', redoChange],
    ] as const
  ).map(([name, word, summary, verb]) =>
    defineRoute({
      method: 'POST',
      path: `${copy}/${name}`,
      permission: 'catalog.edit',
      audit: word,
      summary,
      idempotent: true,
      params: c.copyParams,
      reply: c.changed,
      handle: ({ actor, house, key, params }) => verb(actor, house, key, { copyId: params.copyId }),
    }),
  ),
  defineRoute({
    method: 'POST',
    path: `${copy}/renew`,
    permission: 'catalog.edit',
    audit: 'CATALOG_RENEW',
    summary: 'Bring a copy together with what was published since; places changed on both sides need a choice',
    idempotent: true,
    params: c.copyParams,
    body: c.renewBody,
    reply: c.changed,
    handle: ({ actor, house, key, params, body }) => renewCopy(actor, house, key, { copyId: params.copyId, choices: body.choices }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/comments`,
    permission: 'catalog.copies',
    audit: 'CATALOG_COMMENT',
    summary: 'Comment on a place of a copy',
    idempotent: true,
    params: c.copyParams,
    body: c.commentBody,
    reply: c.commented,
    handle: ({ actor, house, key, params, body }) => commentCopy(actor, house, key, { copyId: params.copyId, ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/comments/:commentId/settle`,
    permission: 'catalog.copies',
    audit: 'CATALOG_SETTLE',
    summary: 'Settle a comment',
    idempotent: true,
    params: c.commentParams,
    reply: c.commented,
    handle: ({ actor, house, key, params }) => settle(actor, house, key, params),
  }),
  defineRoute({
    method: 'GET',
    path: `${copy}/contents`,
    permission: 'catalog.copies',
    audit: null,
    summary: 'What would be published, for previews of every door',
    params: c.copyParams,
    reply: c.contents,
    handle: async ({ house, params }) => ({ contents: await copyContents(house, params.copyId) }),
  }),
  defineRoute({
    method: 'POST',
    path: `${copy}/evaluate`,
    permission: 'catalog.copies',
    audit: null,
    summary: 'The guide of a copy for given answers; nothing is stored',
    params: c.copyParams,
    body: c.evaluateCopyBody,
    reply: evaluateReply.properties.evaluation,
    handle: ({ house, params, body }) => evaluateCopy(house, params.copyId, body),
  }),
  defineRoute({
    method: 'GET',
    path: `${copy}/difference`,
    permission: 'catalog.copies',
    audit: null,
    summary: 'What would change for people if the copy were published, in words',
    params: c.copyParams,
    reply: c.copyDifferences,
    handle: async ({ house, params }) => ({
      versions: (await compareCopy(house.db, params.copyId, todayOf(house))).map(({ version, kind, differences }) => ({
        version,
        kind,
        rows: said(differences),
      })),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/catalog/versions/:key/difference',
    permission: 'catalog.copies',
    audit: null,
    summary: 'What changed for people between any two versions, in words',
    params: c.handlingParams,
    query: c.compareQuery,
    reply: c.differences,
    handle: async ({ house, params, query }) => ({ rows: said(await compareVersions(house.db, params.key, query.from, query.to)) }),
  }),
  ...reviewRoutes,
];
