import { type Schema, Validator } from '@cfworker/json-schema';
import { type Text, toText } from '#platform/text';
import { en, type FieldError, fieldError } from './field-error.ts';
import { columnsOf, type FieldSchema, fieldType, type FormSchema, labelOf } from './form.format.ts';

/** What the JSON Schema keywords of the shown fields still find, in words; `done` are inputs that have an error already. */
export function schemaErrors(schema: FormSchema, values: Record<string, unknown>, done: ReadonlySet<string>): FieldError[] {
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([id, field]) => [id, plain(field)]));
  const validator = new Validator({ type: 'object', properties } as Schema, '2020-12', false);
  const found = new Map<string, FieldError>();
  for (const { instanceLocation, keyword, keywordLocation } of validator.validate(values).errors) {
    const path = instanceLocation
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const id = path[0];
    const field = id === undefined ? undefined : schema.properties[id];
    if (id === undefined || field === undefined || ['properties', 'items', '$ref'].includes(keyword)) continue;
    const column = path.length === 3 ? columnsOf(field).find((one) => one.id === path[2]) : undefined;
    const at = column === undefined ? id : `${id}[${path[1]}].${column.id}`;
    if ([...done].some((name) => name === at || name.startsWith(`${at}.`)) || found.has(at)) continue;
    const limit = limitAt(properties, keywordLocation);
    found.set(at, worded(at, column ?? field, column?.id ?? id, keyword, limit, valueAt(values, path)));
  }
  return [...found.values()];
}

/** Only what JSON Schema knows: x- keywords and annotations of the document are not its business. Kinds checked in words before are left out. */
function plain(field: FieldSchema): Record<string, unknown> {
  const type = fieldType(field);
  const kept = Object.entries(field).filter(
    ([key]) => !key.startsWith('x-') && !['title', 'description', 'default', 'examples', 'required', 'minimum', 'maximum'].includes(key),
  );
  const schema: Record<string, unknown> = Object.fromEntries(kept);
  if (type === 'date' || type === 'period' || type === 'choice' || type === 'multi')
    for (const key of ['format', 'enum', 'properties', 'pattern']) delete schema[key];
  if (type === 'declaration') delete schema['const'];
  if (['number', 'money', 'period', 'multi', 'attachment', 'table'].includes(type)) delete schema['type'];
  if (type === 'table') {
    const columns = columnsOf(field);
    schema['items'] = { type: 'object', properties: Object.fromEntries(columns.map((column) => [column.id, plain(column)])) };
  }
  return schema;
}

function limitAt(properties: Record<string, unknown>, location: string): unknown {
  let at: unknown = { properties };
  for (const part of location.split('/').slice(1))
    at =
      at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  return at;
}
function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[part] : undefined),
    values,
  );
}

function worded(at: string, field: FieldSchema, id: string, keyword: string, limit: unknown, value: unknown): FieldError {
  const label = labelOf(field, id);
  const length = typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : 0;
  const written = field['x-error'] === undefined ? undefined : toText(field['x-error']);
  const own: Text | undefined = written === undefined ? undefined : { zh: written.zh, en: written.en ?? `Please check ${en(label)}.` };
  switch (keyword) {
    case 'minLength':
      return fieldError(
        at,
        'forms.short',
        {
          zh: `${label.zh}至少${String(limit)}个字，您填了${length}个`,
          en: `${en(label)} has at least ${String(limit)} characters, you entered ${length}`,
        },
        own ?? { zh: '请写全。', en: 'Please write it in full.' },
      );
    case 'maxLength':
      return fieldError(
        at,
        'forms.long',
        {
          zh: `${label.zh}最多${String(limit)}个字，您填了${length}个`,
          en: `${en(label)} has at most ${String(limit)} characters, you entered ${length}`,
        },
        { zh: '请写短一些。', en: 'Please shorten it.' },
      );
    case 'minItems':
      return fieldError(at, 'forms.few', {
        zh: `${label.zh}至少${String(limit)}项，现在有${length}项`,
        en: `${en(label)}: at least ${String(limit)}, there are ${length}`,
      });
    case 'maxItems':
      return fieldError(at, 'forms.many', {
        zh: `${label.zh}最多${String(limit)}项，现在有${length}项`,
        en: `${en(label)}: at most ${String(limit)}, there are ${length}`,
      });
    default:
      return fieldError(
        at,
        `forms.${keyword}`,
        own ?? { zh: `${label.zh}和要求的写法不一样`, en: `${en(label)} is not written as required` },
        own === undefined
          ? { zh: '请再看一遍，或者到窗口、打12345问。', en: 'Please look again, or ask at a window or on 12345.' }
          : undefined,
      );
  }
}
