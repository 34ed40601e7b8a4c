import { defineRoute, type Route } from '#platform/http';
import * as c from '../contract.ts';
import { endReader, listReaders, registerReader } from './register-reader.ts';
import { readSandboxCard, sandboxCards } from './sandbox-reader.ts';

/** Card readers of windows, and the labelled reader of the demonstration. */
export const readerRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/staff/readers',
    permission: 'places.manage',
    audit: null,
    summary: 'Registered card readers',
    reply: c.readerRows,
    handle: ({ actor, house }) => listReaders(actor, house),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/readers',
    permission: 'places.manage',
    audit: 'READER_SET',
    summary: 'Register the card reader of a window by its public key',
    idempotent: true,
    body: c.registerReaderBody,
    reply: c.readerAnswer,
    status: 201,
    handle: ({ actor, house, key, body }) => registerReader(actor, house, key, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/readers/:id/end',
    permission: 'places.manage',
    audit: 'READER_END',
    summary: 'End a card reader that was lost, broke or was replaced',
    idempotent: true,
    params: c.idParams,
    reply: c.readerAnswer,
    handle: ({ actor, house, key, params }) => endReader(actor, house, key, { readerId: params.id }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/staff/sandbox-cards',
    permission: 'visits.manage',
    audit: null,
    summary: 'Fictional cards of the demonstration card reader',
    reply: c.sandboxCards,
    handle: async ({ house }) => ({ rows: sandboxCards(house) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/staff/sandbox-reader',
    permission: 'visits.manage',
    audit: null,
    summary: 'Read a fictional card at the demonstration reader of the own window: answers what the reader signs',
    body: c.sandboxReadBody,
    reply: c.sandboxRead,
    handle: ({ actor, house, body }) => readSandboxCard(actor, house, body),
  }),
];
