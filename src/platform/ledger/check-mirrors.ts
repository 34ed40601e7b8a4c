import { canonicalJson } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import { type Finding, finding } from './findings.ts';
import { readPage, type StoredRow } from './ledger.sql.ts';
import type { EntryRecord } from './record.ts';

/**
 * A module's own table of what was chained (the actions of a case, the ratings). People are shown those rows, not the
 * chain; so `verify` also has to see that each row still says what its entry says, and that there is none without one.
 */
export type Mirror = {
  /** Kind of the streams. */
  kind: string;
  /** The headers of these entries made anew from the module's rows, by `mirrorKey`; absent where there is no row. */
  headersOf(read: Read, entries: readonly { id: string; seq: number }[]): Promise<Map<string, Json>>;
  /** How many rows the module has. */
  count(read: Read): Promise<number>;
};

/** Name of an entry in the map of `headersOf`. */
export const mirrorKey = (id: string, seq: number): string => `${id}:${seq}`;

/** Compares the rows of modules with the chained headers; an erasure has no row. */
export async function checkMirrors(read: Read, mirrors: readonly Mirror[], tell: (one: Finding) => void): Promise<number> {
  let compared = 0;
  for (const mirror of mirrors) {
    let rows = 0;
    for (
      let after: { kind: string; id: string; seq: number } = { kind: mirror.kind, id: '00000000-0000-0000-0000-000000000000', seq: 0 };
      ;
    ) {
      const page: StoredRow[] = (await readPage(read, after, 2_000)).filter((row) => row.kind === mirror.kind);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last;
      const headers = await mirror.headersOf(read, page);
      for (const row of page) {
        const header = headers.get(mirrorKey(row.id, row.seq));
        const record = parse(row.record);
        if (record === undefined || record.erases !== undefined) continue;
        const where = { stream: { kind: row.kind, id: row.id }, seq: row.seq };
        if (header === undefined) tell(finding('row-missing', where));
        else {
          rows++;
          if (canonicalJson(header) !== canonicalJson(record.header)) tell(finding('row-differs', where));
        }
      }
    }
    compared += rows;
    const extra = (await mirror.count(read)) - rows;
    if (extra > 0) tell(finding('row-without-entry', { stream: { kind: mirror.kind, id: `(${extra})` } }));
  }
  return compared;
}

/** What is no record was already told by the check of the chain. */
function parse(text: string): EntryRecord | undefined {
  try {
    return JSON.parse(text) as EntryRecord;
  } catch {
    return undefined;
  }
}
