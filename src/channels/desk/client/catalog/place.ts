import { createContext, useContext } from 'react';
import { type BlockLists, type CopyView, isObject, type Operation, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { t } from '../language.ts';

type Tree = Json | undefined;
export type Issue = CopyView['report']['issues'][number];

/** What the fields of a copy have around them. */
export interface Editing {
  copyId: string;
  document: Json;
  rev: number;
  /** Whether the place may be changed by this reader, in this state. */
  may: (path: readonly string[]) => boolean;
  change: (ops: Operation[], soon?: 'typing' | 'now') => void;
  issues: readonly Issue[];
  blocks: BlockLists | undefined;
}
export const EditingContext = createContext<Editing | null>(null);
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error('outside of a working copy');
  return editing;
}

/** A place of the document: what stands there, and how it is written. */
export interface Place {
  editing: Editing;
  path: string[];
  value: Tree;
  write: (value: Tree, soon?: 'typing' | 'now') => void;
  /** Inside a list without identifiers: written together with the list. */
  within: boolean;
}

export const placeAt = (editing: Editing, path: string[]): Place => ({
  editing,
  path,
  value: valueAt(editing.document, path),
  within: false,
  write: (value, soon) => editing.change([value === undefined ? { do: 'unset', path } : { do: 'set', path, value }], soon),
});

/** A member of the object at a place; where the object is not there yet it comes into being with its first member. */
export function member(place: Place, name: string): Place {
  if (!place.within && isObject(place.value)) return placeAt(place.editing, [...place.path, name]);
  const object = isObject(place.value) ? place.value : {};
  return {
    editing: place.editing,
    path: place.within ? place.path : [...place.path, name],
    value: Object.hasOwn(object, name) ? object[name] : undefined,
    within: place.within,
    write: (value, soon) => {
      const { [name]: _, ...rest } = object;
      place.write((value === undefined ? rest : { ...object, [name]: value }) as Json, soon);
    },
  };
}

/** A row of a list without identifiers: the list is written whole. */
export const rowWithin = (list: Place, index: number): Place => {
  const rows = Array.isArray(list.value) ? list.value : [];
  return {
    editing: list.editing,
    path: list.path,
    value: rows[index],
    within: true,
    write: (value, soon) => list.write(value === undefined ? rows.toSpliced(index, 1) : rows.with(index, value), soon),
  };
};

/** Faults said of exactly this place, or of what lies in it. */
export const issuesAt = (editing: Editing, path: readonly string[], inside: boolean): Issue[] =>
  editing.issues.filter(
    (issue) =>
      issue.path.length >= path.length && (inside || issue.path.length === path.length) && path.every((s, i) => issue.path[i] === s),
  );

/** The id of the control of a place, for links from faults. */
export const controlId = (path: readonly string[], name = ''): string =>
  `f-${[...path, name].join('-').replaceAll(/[^\w\u4e00-\u9fff-]/g, '_')}`;

/** A text as a document may have it: plain, or by language. */
export function textParts(value: Tree): { cn: string; en: string } {
  if (typeof value === 'string') return { cn: value, en: '' };
  const part = (name: 'zh' | 'en'): string => (isObject(value) && typeof value[name] === 'string' ? value[name] : '');
  return { cn: part('zh'), en: part('en') };
}
/** In the reader's language, in Chinese where there is no English; nothing where there is no text. */
export const readParts = (value: Tree): string => {
  const { cn, en } = textParts(value);
  return t(cn, en === '' ? cn : en);
};
/** And back: what is empty is not there. */
export function textOf({ cn, en }: { cn: string; en: string }): Json {
  return en === '' ? { zh: cn } : { zh: cn, en };
}
/** A text with its languages, or the name given where there is none. */
export function namedBy(value: Tree, or: string): Text {
  const { cn, en } = textParts(value);
  const zh = cn === '' ? or : cn;
  return en === '' ? { zh, en: zh } : { zh, en };
}
