/** One small change of a document: what it does, and what would undo it. Pure; the document given is never touched. */
import type { Json } from '#platform/errors';
import { type EditPath, isObject, overlap, rowsOf, valueAt } from './paths.ts';

/** A change as an editor makes it. Places are paths; rows of lists are put after a row, or first. */
export type Operation =
  | { do: 'set'; path: string[]; value: Json }
  | { do: 'unset'; path: string[] }
  | { do: 'insert'; path: string[]; value: Json; after: string | null }
  | { do: 'remove'; path: string[] }
  | { do: 'move'; path: string[]; after: string | null };

/** Why a change cannot be made as it is. */
export class OperationFault extends Error {
  readonly code: 'no-place' | 'no-row' | 'row-taken' | 'row-id' | 'not-a-list';
  readonly path: EditPath;
  constructor(code: OperationFault['code'], path: EditPath) {
    super(`${code} at ${path.join('/')}`);
    this.code = code;
    this.path = path;
  }
}

/** The place a change touches: for a new row the row itself. */
export function placeOf(op: Operation): string[] {
  if (op.do !== 'insert') return op.path;
  return [...op.path, `#${rowId(op.path.at(-1) ?? '', op.value)}`];
}

/** Whether two changes made without knowledge of one another cannot both stand. */
export function clash(a: Operation, b: Operation): boolean {
  if (!overlap(placeOf(a), placeOf(b))) return false;
  const moves = [a, b].filter((op) => op.do === 'move');
  // Where a row stands and what stands in it are two things; only two moves of one row, or moving what is gone, clash.
  if (moves.length === 1) {
    const other = a.do === 'move' ? b : a;
    return other.do === 'remove' || (other.do !== 'insert' && placeOf(other).length < (moves[0]?.path.length ?? 0));
  }
  if (moves.length === 2)
    return samePath(a.path, b.path) && (a as { after: string | null }).after !== (b as { after: string | null }).after;
  return !sameEffect(a, b);
}

const samePath = (a: EditPath, b: EditPath): boolean => a.length === b.length && overlap(a, b);
// Browsers run this too: no canonical bytes, member by member.
function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  return keys.length === Object.keys(b).filter((key) => b[key] !== undefined).length && keys.every((key) => same(a[key], b[key]));
}
/** Equal as JSON, whatever the order of members. */
export const sameJson = same;

function sameEffect(a: Operation, b: Operation): boolean {
  if (!samePath(placeOf(a), placeOf(b))) return false;
  const gone = (op: Operation): boolean => op.do === 'unset' || op.do === 'remove';
  if (gone(a) && gone(b)) return true;
  return 'value' in a && 'value' in b && same(a.value, b.value);
}

function rowId(list: string, value: Json): string {
  return rowsOf(list, [value])?.idOf(value) ?? '';
}

/** Makes a change; answers the new document and the change that takes it back (null when nothing changed). */
export function applyOperation(root: Json, op: Operation): { root: Json; inverse: Operation | null } {
  const before = valueAt(root, op.path);
  switch (op.do) {
    case 'set': {
      if (same(before, op.value)) return { root, inverse: null };
      keepsItsId(op.path, op.value);
      return {
        root: write(root, op.path, op.value),
        inverse: before === undefined ? { do: 'unset', path: op.path } : { do: 'set', path: op.path, value: before },
      };
    }
    case 'unset': {
      if (op.path.at(-1)?.startsWith('#')) throw new OperationFault('no-place', op.path);
      if (before === undefined) return { root, inverse: null };
      return { root: write(root, op.path, undefined), inverse: { do: 'set', path: op.path, value: before } };
    }
    case 'insert': {
      const list = op.path.at(-1) ?? '';
      const id = rowId(list, op.value);
      if (id === '') throw new OperationFault('row-id', op.path);
      const rows = before === undefined ? [] : before;
      const known = rowsOf(list, rows);
      if (known === undefined) throw new OperationFault('not-a-list', op.path);
      const there = (rows as Json[]).find((row) => known.idOf(row) === id);
      if (there !== undefined) {
        if (same(there, op.value)) return { root, inverse: null };
        throw new OperationFault('row-taken', [...op.path, `#${id}`]);
      }
      return {
        root: write(root, op.path, placed(rows as Json[], op.value, op.after, known.idOf)),
        inverse: { do: 'remove', path: [...op.path, `#${id}`] },
      };
    }
    case 'remove': {
      const { list, rows, index, idOf } = rowAt(root, op.path);
      if (index < 0) return { root, inverse: null };
      const row = rows[index] as Json;
      const after = index === 0 ? null : idOf(rows[index - 1]);
      return { root: write(root, list, rows.toSpliced(index, 1)), inverse: { do: 'insert', path: list, value: row, after } };
    }
    case 'move': {
      const { list, rows, index, idOf } = rowAt(root, op.path);
      if (index < 0) throw new OperationFault('no-row', op.path);
      const row = rows[index] as Json;
      const left = rows.toSpliced(index, 1);
      const next = placed(left, row, op.after, idOf);
      if (same(next, rows)) return { root, inverse: null };
      return {
        root: write(root, list, next),
        inverse: { do: 'move', path: op.path, after: index === 0 ? null : idOf(rows[index - 1]) },
      };
    }
  }
}

// A row keeps what tells it apart: changing that would leave everybody else's path behind.
function keepsItsId(path: EditPath, value: Json): void {
  const last = path.at(-1) ?? '';
  if (last.startsWith('#') && rowId(path.at(-2) ?? '', value) !== last.slice(1)) throw new OperationFault('row-id', path);
  const row = path.at(-2) ?? '';
  if (row.startsWith('#') && rowId(path.at(-3) ?? '', { [last]: value }) !== '' && value !== row.slice(1))
    throw new OperationFault('row-id', path);
}

function rowAt(root: Json, path: EditPath): { list: string[]; rows: Json[]; index: number; idOf: (row: Json | undefined) => string } {
  const last = path.at(-1) ?? '';
  if (!last.startsWith('#')) throw new OperationFault('no-row', path);
  const list = path.slice(0, -1);
  const rows = valueAt(root, list) ?? [];
  const known = rowsOf(list.at(-1) ?? '', rows);
  if (known === undefined) throw new OperationFault('not-a-list', list);
  return { list, rows: rows as Json[], index: (rows as Json[]).findIndex((row) => known.idOf(row) === last.slice(1)), idOf: known.idOf };
}

/** After the row named, first without one, last when that row has gone. */
function placed(rows: Json[], row: Json, after: string | null, idOf: (row: Json | undefined) => string): Json[] {
  const index = after === null ? -1 : rows.findIndex((one) => idOf(one) === after);
  return after !== null && index < 0 ? [...rows, row] : rows.toSpliced(index + 1, 0, row);
}

/** A copy with the value at the path, or without it; everything beside the path is shared. */
function write(at: Json | undefined, path: EditPath, value: Json | undefined, done: EditPath = []): Json {
  const [segment, ...rest] = path;
  if (segment === undefined) return value as Json;
  const here = [...done, segment];
  if (segment.startsWith('#')) {
    const known = rowsOf(done.at(-1) ?? '', at);
    const index = known === undefined ? -1 : (at as Json[]).findIndex((row) => known.idOf(row) === segment.slice(1));
    if (index < 0) throw new OperationFault('no-row', here);
    return (at as Json[]).with(index, write((at as Json[])[index], rest, value, here));
  }
  if (!isObject(at) || ['__proto__', 'constructor', 'prototype'].includes(segment)) throw new OperationFault('no-place', here);
  if (rest.length === 0 && value === undefined) {
    const { [segment]: _, ...left } = at;
    return left;
  }
  const child = Object.hasOwn(at, segment) ? at[segment] : undefined;
  if (rest.length > 0 && child === undefined) throw new OperationFault('no-place', here);
  return { ...at, [segment]: write(child, rest, value, here) };
}
