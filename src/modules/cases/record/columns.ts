import { sql, type Sql } from '#platform/db';

export const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** A select list `alias.some_column as "someColumn"` for the keys of a row type. */
export const selectList = (alias: string, keys: readonly string[]): Sql =>
  sql.raw(keys.map((k) => `${alias}.${snake(k)} as "${k}"`).join(', '));

/** `column = r.column` for an update from a record. */
export const setList = (keys: readonly string[]): Sql => sql.raw(keys.map((k) => `${snake(k)} = r.${snake(k)}`).join(', '));

const known = new Map<string, string>();

/** Rows as JSON with the names of the columns, for `jsonb_populate_recordset`; bytes become PostgreSQL's hex form. */
export function asRecords(rows: readonly object[]): string {
  return JSON.stringify(rows.map(asRecord));
}

/** One row. */
export function asRecord(row: object): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) {
    let name = known.get(key);
    if (name === undefined) known.set(key, (name = snake(key)));
    out[name] = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
  }
  return out;
}
