/** Rows in bulk: for the demonstration's city of a million cases, which no verb could write one by one. */
import { type CopyConnection, openCopyConnection } from './copy.ts';
import type { Read } from './database.ts';
import { sql } from './sql.ts';

/** A transaction that takes whole tables of rows. Values stand in the order of `columns`. */
export interface Load extends Read {
  rows(table: string, columns: readonly string[], rows: Iterable<readonly unknown[]>): Promise<number>;
}

/** A connection that loads; one transaction at a time. */
export type Loader = { inTransaction<T>(work: (load: Load) => Promise<T>): Promise<T>; close(): Promise<void> };

const PIECE = 1 << 18;

/** A list of words as PostgreSQL writes an array. */
export const arrayText = (words: readonly string[]): string => `{${words.map((w) => `"${w.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function cell(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return special.test(value) ? value.replaceAll(/[\\\n\r\t]/g, (c) => escapes[c] as string) : value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    default:
      if (value === null || value === undefined) return '\\N';
      if (value instanceof Date) return value.toISOString();
      if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
      return cell(JSON.stringify(value));
  }
}

async function* lines(rows: Iterable<readonly unknown[]>): AsyncGenerator<Buffer> {
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) text += i === 0 ? cell(row[i]) : `\t${cell(row[i])}`;
    text += '\n';
    if (text.length < PIECE) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

/** Opens a loading connection past any pooler. */
export async function openLoader(directUrl: string): Promise<Loader> {
  const copy = await openCopyConnection(directUrl);
  const load = loadOver(copy);
  return {
    inTransaction: async (work) => {
      await copy.many(sql.raw('begin'));
      try {
        const result = await work(load);
        await copy.many(sql.raw('commit'));
        return result;
      } catch (error) {
        await copy.many(sql.raw('rollback')).catch(() => undefined);
        throw error;
      }
    },
    close: () => copy.close(),
  };
}

function loadOver(copy: CopyConnection): Load {
  const maybe = async <R>(query: Parameters<Read['many']>[0]): Promise<R | undefined> => {
    const rows = await copy.many<R>(query);
    if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`);
    return rows[0];
  };
  return {
    many: (query) => copy.many(query),
    maybe,
    one: async <R>(query: Parameters<Read['many']>[0]) => {
      const row = await maybe<R>(query);
      if (row === undefined) throw new Error('expected one row, got none');
      return row;
    },
    rows: (table, columns, rows) => copy.copyIn(sql.raw(`copy ${table} (${columns.join(', ')}) from stdin`), lines(rows)),
  };
}
