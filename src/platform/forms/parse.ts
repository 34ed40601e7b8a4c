import { columnsOf, type FieldSchema, fieldType, type FormSchema, isAsked, isEmpty } from './form.format.ts';
import { parseDate, parseNumber, parseText } from './parse-value.ts';

/** What a browser posts: a FormData, pairs, or names with one or several values. Files are the channel's business and left out. */
export type Entries = Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;

const mostRows = 200;

/**
 * Reads posted inputs into values, the same on server and browser. Only the fields named in `fields` (those asked on the page) are read;
 * calculated and read-only ones never. What was emptied is null, an unticked box is false, what cannot be read stays as typed for the error beside it.
 */
export function parseFormData(
  form: Pick<FormSchema, 'properties'>,
  entries: Entries,
  fields: readonly string[] = Object.keys(form.properties),
): Record<string, unknown> {
  const posted = collect(entries);
  const values: Record<string, unknown> = {};
  for (const id of fields) {
    const field = Object.hasOwn(form.properties, id) ? form.properties[id] : undefined;
    if (field === undefined || !isAsked(field)) continue;
    const value = parseField(posted, id, field);
    if (value !== undefined) values[id] = value;
  }
  return values;
}

/** undefined: not on the page at all. Only text-like inputs can tell; boxes post nothing when unticked. */
function parseField(posted: ReadonlyMap<string, readonly string[]>, name: string, field: FieldSchema): unknown {
  const first = posted.get(name)?.[0];
  switch (fieldType(field)) {
    case 'date':
      return parseDate(posted, name);
    case 'period': {
      const from = parseDate(posted, `${name}.from`);
      const to = parseDate(posted, `${name}.to`);
      if (from === undefined && to === undefined) return undefined;
      return isEmpty(from) && isEmpty(to) ? null : { from: from ?? null, to: to ?? null };
    }
    case 'region':
      return parseRegion(posted, name);
    case 'multi':
    case 'attachment':
      return (posted.get(name) ?? []).map((value) => value.trim()).filter((value) => value !== '');
    case 'yesno':
      return first === 'yes' || first === 'true' ? true : first === 'no' || first === 'false' ? false : null;
    case 'declaration':
      return first !== undefined && first !== 'no' && first !== '';
    case 'choice':
      return first === undefined || first.trim() === '' ? null : first.trim();
    case 'table':
      return parseTable(posted, name, field);
    case 'number':
    case 'money':
      return first === undefined ? undefined : parseNumber(first, field);
    default:
      return first === undefined ? undefined : parseText(first, fieldType(field));
  }
}

/** The deepest code that lies under the one above it, so that a county changed without JavaScript leaves no wrong village. */
function parseRegion(posted: ReadonlyMap<string, readonly string[]>, name: string): string | null | undefined {
  const levels = ['county', 'town', 'village'].map((level) => posted.get(`${name}.${level}`)?.[0]?.trim());
  const whole = posted.get(name)?.[0]?.trim();
  if (levels.every((code) => code === undefined)) return whole === undefined ? undefined : whole === '' ? null : whole;
  let deepest = '';
  for (const [index, code] of levels.entries()) {
    if (code === undefined || code === '') break;
    if (index > 0 && !code.startsWith(deepest.slice(0, index === 1 ? 6 : 9))) break;
    deepest = code;
  }
  return deepest === '' ? null : deepest;
}

function parseTable(posted: ReadonlyMap<string, readonly string[]>, name: string, field: FieldSchema): Record<string, unknown>[] {
  let last = -1;
  for (const key of posted.keys()) {
    const index = key.startsWith(`${name}[`) ? /^\[(\d{1,4})\]\./.exec(key.slice(name.length))?.[1] : undefined;
    if (index !== undefined) last = Math.max(last, Number(index));
  }
  const rows: Record<string, unknown>[] = [];
  for (let index = 0; index <= Math.min(last, mostRows - 1); index += 1) {
    const cells = columnsOf(field).map((column) => [column.id, parseField(posted, `${name}[${index}].${column.id}`, column)] as const);
    rows.push(Object.fromEntries(cells.filter(([, value]) => !isEmpty(value) && value !== false)));
  }
  // Rows in the middle keep their number, so that an error names the row the person sees.
  while (rows.length > 0 && isEmpty(rows.at(-1))) rows.pop();
  return rows;
}

/** Browsers post line ends as CRLF, scripts as LF: one kind, so that both read the same. */
function collect(entries: Entries): Map<string, string[]> {
  const pairs = Symbol.iterator in entries ? [...(entries as Iterable<readonly [string, unknown]>)] : Object.entries(entries);
  const posted = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (name.startsWith('_')) continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'string') posted.set(name, [...(posted.get(name) ?? []), one.replaceAll(/\r\n?/g, '\n')]);
  }
  return posted;
}
