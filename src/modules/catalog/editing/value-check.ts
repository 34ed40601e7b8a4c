/** Whether a value may stand at a place: its kind and closed lists, not whether everything needed is there yet. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { itemDocumentSchema } from '../document/item.format.ts';
import { type EditPath, isObject } from './paths.ts';

type Schema = Record<string, unknown>;
const ajv = new Ajv2020({ strict: false });
// While somebody writes, much is empty: only kinds, closed lists, shapes and unknown names are looked at.
const unfinished = new Set(['required', 'minItems', 'minLength', '$id', 'say']);
const loose = (node: unknown): unknown =>
  Array.isArray(node)
    ? node.map(loose)
    : node !== null && typeof node === 'object'
      ? Object.fromEntries(Object.entries(node).flatMap(([k, v]) => (unfinished.has(k) && !isObjectOfSchemas(k, v) ? [] : [[k, loose(v)]])))
      : node;
// `required` may also be the name of a property (a form has one).
const isObjectOfSchemas = (key: string, value: unknown): boolean => key === 'required' && !Array.isArray(value);
const root = loose(JSON.parse(JSON.stringify(itemDocumentSchema))) as Schema;
const compiled = new Map<Schema, ValidateFunction>();

/** Schemas that may apply at a path; empty where nothing may stand. `true` inside open parts (fields of forms). */
function schemasAt(path: EditPath): Schema[] {
  let at: Schema[] = [root];
  for (const segment of path) at = at.flatMap((schema) => branches(schema)).flatMap((schema) => step(schema, segment));
  return at;
}

const branches = (schema: Schema): Schema[] =>
  Array.isArray(schema['anyOf']) ? (schema['anyOf'] as Schema[]).flatMap(branches) : [schema];

function step(schema: Schema, segment: string): Schema[] {
  if (segment.startsWith('#')) return isObject(schema['items']) ? [schema['items']] : schema['type'] === undefined ? [{}] : [];
  const properties = schema['properties'] as Record<string, Schema> | undefined;
  if (properties !== undefined && Object.hasOwn(properties, segment)) return [properties[segment] as Schema];
  for (const [pattern, one] of Object.entries((schema['patternProperties'] as Record<string, Schema> | undefined) ?? {}))
    if (new RegExp(pattern, 'u').test(segment)) return [one];
  // An open object (a form field) or a schema without a kind (an expression) takes anything; others nothing unknown.
  if (schema['additionalProperties'] === true || schema['type'] === undefined) return [{}];
  return isObject(schema['additionalProperties']) ? [schema['additionalProperties'] as Schema] : [];
}

const kinds: Record<string, Text> = {
  string: { zh: '一段文字', en: 'a text' },
  integer: { zh: '一个整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  array: { zh: '一个列表', en: 'a list' },
  object: { zh: '一组内容', en: 'several parts' },
  null: { zh: '空', en: 'nothing' },
};

/** Why a value cannot stand at a path; undefined when it can. */
export function valueFault(path: EditPath, value: Json, row: boolean): Text | undefined {
  const schemas = schemasAt(row ? [...path, '#'] : path);
  if (schemas.length === 0) return { zh: '事项里没有这一处。', en: 'Items have no such place.' };
  for (const schema of schemas) {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return undefined;
  }
  const first = schemas.length === 1 ? schemas[0] : undefined;
  const wanted = schemas.flatMap(branches);
  const listed = first?.['enum'] as unknown[] | undefined;
  if (listed !== undefined) return { zh: `只能是：${listed.join('、')}。`, en: `Only: ${listed.join(', ')}.` };
  const names = [...new Set(wanted.map((s) => s['type']).filter((t): t is string => typeof t === 'string'))].map((t) => kinds[t]);
  const known = names.filter((n) => n !== undefined);
  return {
    zh: `这里应当是${known.map((n) => n.zh).join('或') || '另一种写法'}，现在的写法放不进去。`,
    en: `This should be ${known.map((n) => n.en).join(' or ') || 'written otherwise'}; what was given does not fit.`,
  };
}
