/**
 * Where something stands in an item document, so that it stays the same place while others work: members of objects by
 * name, rows of lists by what tells them apart (`#idcard`), never by position.
 */
import type { Json } from '#platform/errors';

/** `['handlings', '#first', 'materials', '#idcard', 'name', 'zh']`. */
export type EditPath = readonly string[];
type Tree = Json | undefined;

/** What tells the rows of a list apart, by the name of the list. Other lists are written whole. */
const rowKeys: Readonly<Record<string, string>> = {
  handlings: 'key',
  overlays: 'region',
  conditions: 'id',
  questions: 'id',
  answers: 'id',
  materials: 'id',
  groups: 'id',
  steps: 'id',
  clocks: 'id',
  'x-steps': 'id',
  options: 'value',
  'x-options': 'value',
  receive: 'place',
  examples: 'name',
  changes: 'path',
};
/** Lists of words, each of which is its own row. */
const wordLists = new Set(['words', 'aliases', 'events', 'objects', 'doors', 'pauses', 'delivery', 'fields', 'required']);
/** Below these everything is one value: half an expression says nothing. */
const wholes = new Set([
  'when',
  'showIf',
  'x-show-if',
  'x-calc',
  'x-checks',
  'x-source',
  'x-min',
  'x-max',
  'facts',
  'expect',
  'day',
  'region',
  'held',
]);

/** How the rows of the list of this name are told apart: by a member, by themselves, or not at all. */
export function rowsOf(list: string, value: Tree): { idOf: (row: Tree) => string } | undefined {
  if (!Array.isArray(value)) return undefined;
  if (wordLists.has(list)) return value.every((row) => typeof row === 'string') ? { idOf: (row) => String(row) } : undefined;
  const key = rowKeys[list];
  if (key === undefined) return undefined;
  const idOf = (row: Tree): string => (isObject(row) && typeof row[key] === 'string' ? (row[key] as string) : '');
  const ids = value.map(idOf);
  return ids.every((id) => id !== '') && new Set(ids).size === ids.length ? { idOf } : undefined;
}

/** Whether what stands under this name is one value that is never looked into. */
export const isWhole = (name: string): boolean => wholes.has(name);

/** An object of JSON. */
export const isObject = (value: unknown): value is Record<string, Json | undefined> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What stands at a path; undefined when nothing does. */
export function valueAt(root: Tree, path: EditPath): Tree {
  let at: Tree = root;
  for (const [i, segment] of path.entries()) {
    if (segment.startsWith('#')) {
      const rows = rowsOf(path[i - 1] ?? '', at);
      at = rows === undefined ? undefined : (at as Json[]).find((row) => rows.idOf(row) === segment.slice(1));
    } else at = isObject(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

/** Whether one path lies at or within the other: then a change of one is a change of the other. */
export function overlap(a: EditPath, b: EditPath): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `handlings/#first/materials/#idcard`, for keys and messages. */
export const spellPath = (path: EditPath): string => path.map((s) => s.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
/** The way back. */
export const readPath = (text: string): string[] =>
  text === '' ? [] : text.split('/').map((s) => s.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The same path by position, as the checks and their lines have it. */
export function positionsOf(root: Tree, path: EditPath): (string | number)[] {
  const out: (string | number)[] = [];
  let at: Tree = root;
  for (const [i, segment] of path.entries()) {
    if (segment.startsWith('#')) {
      const rows = rowsOf(path[i - 1] ?? '', at);
      const index = rows === undefined ? -1 : (at as Json[]).findIndex((row) => rows.idOf(row) === segment.slice(1));
      out.push(index);
      at = (at as Json[] | undefined)?.[index];
    } else {
      out.push(segment);
      at = isObject(at) ? at[segment] : undefined;
    }
  }
  return out;
}

/** From positions to a path that stays: `handlings.0.materials.2` → `handlings/#first/materials/#idcard`. */
export function pathOfPositions(root: Tree, positions: readonly (string | number)[]): string[] {
  const out: string[] = [];
  let at: Tree = root;
  let list = '';
  for (const step of positions) {
    if (Array.isArray(at)) {
      const row: Tree = at[Number(step)];
      const rows = rowsOf(list, at);
      if (rows === undefined || row === undefined) return out;
      out.push(`#${rows.idOf(row)}`);
      at = row;
    } else {
      list = String(step);
      out.push(list);
      at = isObject(at) ? at[list] : undefined;
      if (at === undefined) return out;
    }
  }
  return out;
}
