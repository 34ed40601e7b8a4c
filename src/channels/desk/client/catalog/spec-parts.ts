/** Parts that many screens share. */
import { isObject, type ChoiceList, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { choicesOf } from './fields.tsx';
import { type Editing, namedBy } from './place.ts';
import type { Spec } from './specs.ts';

export const one = (member: string, list: ChoiceList, more: Partial<Spec> = {}): Spec =>
  ({ kind: 'choice', member, choices: choicesOf(list), ...more }) as Spec;
export const severalOf = (member: string, list: ChoiceList, more: Partial<Spec> = {}): Spec =>
  ({ kind: 'many', member, choices: choicesOf(list), ...more }) as Spec;
export const source = one('source', 'sourceMark', { label: { zh: '来源', en: 'Source' } });
export const named = (rows: readonly { key: string; name: Text }[] | undefined) =>
  (rows ?? []).map((row) => ({ value: row.key, text: row.name }));
export const days = (label: Text): Spec => ({
  kind: 'group',
  member: label.en === 'Statutory limit' ? 'statutory' : 'promised',
  label,
  fields: [{ kind: 'number', member: 'days' }, one('unit', 'unit', { optional: true }), source],
});
export const groupsOf = (editing: Editing): { value: string; text: Text }[] => {
  const seen = new Map<string, Text>();
  for (const handling of rowsAt(editing, ['handlings']))
    for (const group of rowsIn(handling['groups'])) seen.set(String(group['id']), namedBy(group['text'], String(group['id'])));
  return [...seen].map(([value, text]) => ({ value, text }));
};
const rowsIn = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value) ? (value.filter(isObject) as Record<string, Json>[]) : [];
const rowsAt = (editing: Editing, path: string[]): Record<string, Json>[] => rowsIn(valueAt(editing.document, path));

/** A screen of a copy. `of` says whether it belongs to the item or to one kind of handling. */
export interface Section {
  key: string;
  title: Text;
  of: 'item' | 'handling';
  /** Members whose faults are this screen's. */
  members: readonly string[];
  fields: readonly Spec[];
}
