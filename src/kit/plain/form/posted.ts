import { columnsOf, fieldType, type FieldSchema, type FormSchema, type Posted } from './form.format.ts';

/** Values as the inputs would post them: the inverse of parseFormData, so that both start from the same names. */
export function postedFrom(
  form: Pick<FormSchema, 'properties'>,
  values: Readonly<Record<string, unknown>>,
): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [id, field] of Object.entries(form.properties)) put(out, id, field, values[id]);
  return out;
}

function put(out: Record<string, string | string[]>, name: string, field: FieldSchema, value: unknown): void {
  if (value === undefined || value === null) return;
  switch (fieldType(field)) {
    case 'date':
      putDate(out, name, value);
      return;
    case 'period': {
      const period = value as { from?: unknown; to?: unknown };
      putDate(out, `${name}.from`, period.from);
      putDate(out, `${name}.to`, period.to);
      return;
    }
    case 'region': {
      const code = String(value);
      out[`${name}.county`] = code.slice(0, 6);
      if (code.length > 6 && !/^0+$/.test(code.slice(6, 9))) out[`${name}.town`] = code.slice(0, 9);
      if (code.length > 9 && !/^0+$/.test(code.slice(9))) out[`${name}.village`] = code;
      return;
    }
    case 'multi':
    case 'attachment':
      out[name] = Array.isArray(value) ? value.map(String) : [String(value)];
      return;
    case 'yesno':
      out[name] = value === true || value === 'yes' ? 'yes' : 'no';
      return;
    case 'declaration':
      if (value === true || value === 'yes') out[name] = 'yes';
      return;
    case 'table':
      if (!Array.isArray(value)) return;
      value.forEach((row, i) => {
        for (const column of columnsOf(field)) put(out, `${name}[${i}].${column.id}`, column, (row as Record<string, unknown>)[column.id]);
      });
      return;
    default:
      out[name] = typeof value === 'object' ? '' : String(value);
  }
}

function putDate(out: Record<string, string | string[]>, name: string, value: unknown): void {
  if (value === undefined || value === null || value === '') return;
  // An impossible or half-filled date is kept as typed (2027-2-30, 2027--): each box gets its own part back.
  const parts = /^([^-]*)-([^-]*)-([^-]*)$/.exec(String(value));
  if (!parts) {
    out[`${name}.y`] = String(value);
    return;
  }
  const plain = (part: string | undefined): string => (part ?? '').replace(/^0(?=\d$)/, '');
  out[`${name}.y`] = String(parts[1]);
  out[`${name}.m`] = plain(parts[2]);
  out[`${name}.d`] = plain(parts[3]);
}

/** One value of a posted map. */
export function one(posted: Posted, name: string): string {
  const value = posted[name];
  return value === undefined ? '' : typeof value === 'string' ? value : (value[0] ?? '');
}

/** All values of a repeated name. */
export function many(posted: Posted, name: string): readonly string[] {
  const value = posted[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** How many rows a table shows: what was posted, and at least its least number of rows (one by default). */
export function rowCount(posted: Posted, name: string, field: FieldSchema): number {
  let rows = 0;
  const head = `${name}[`;
  for (const key of Object.keys(posted)) {
    if (!key.startsWith(head)) continue;
    const index = Number(key.slice(head.length, key.indexOf(']', head.length)));
    if (Number.isInteger(index)) rows = Math.max(rows, index + 1);
  }
  return Math.max(rows, field['x-min-rows'] ?? 1);
}
