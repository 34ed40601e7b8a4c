/** The door of `platform/outbox`: what happened, told to others after the commit. See README.md. */
export { emit, findEvent, hearOnce } from './outbox.sql.ts';
export type { Emitted, OutboxEvent } from './outbox.sql.ts';
export { relayOnce, startRelay, wakeRelay } from './relay.ts';
export type { EventListener, Relay } from './relay.ts';
export { dropOldRecords } from './retention.sql.ts';
