import { v7 } from 'uuid';

/** A new UUIDv7: sortable by creation, made in the application so that a row's id is known before it is written. */
export function newId(): string {
  return v7();
}

export { type Draw, drawFrom } from './drawn.ts';
