import { type LookRow, looksOfBatch, looksOutside } from '#platform/audit';
import type { Read } from '#platform/db';
import { type Finding, finding } from './findings.ts';
import { readStream } from './ledger.sql.ts';
import { lateAfterMs, lookHash, type LooksBatch, type LooksErased, looksStream, reasonMark } from './looks.ts';
import type { EntryRecord } from './record.ts';

/** What was found about the looks. */
export type LooksReport = { batches: number; checked: number; erased: number; waiting: number; late: string[] };

/**
 * Compares every look with the batch it was sealed in, both ways: a row that was changed, removed or put in is named.
 * Whether the batches themselves are as they were written is the business of the chain.
 */
export async function checkLooks(read: Read, tell: (one: Finding) => void): Promise<LooksReport> {
  const report: LooksReport = { batches: 0, checked: 0, erased: 0, waiting: 0, late: [] };
  const erased = new Map<string, number>();
  const gone: { id: string; entry: number }[] = [];
  let last = 0;
  let lastAt: number | undefined;
  const name = (code: Finding['code'], id: string, seq?: number): void =>
    tell(finding(code, { stream: { kind: looksStream.kind, id }, ...(seq === undefined ? {} : { seq }) }));
  for (;;) {
    const entries = await readStream(read, looksStream, last + 1, 50);
    if (entries.length === 0) break;
    for (const entry of entries) {
      last = entry.seq;
      const record = parse(entry.record);
      if (record === undefined) continue;
      lastAt = Date.parse(record.at);
      const header = record.header as unknown as LooksBatch | LooksErased;
      if (header.verb === 'looks-erased') for (const id of header.rows) erased.set(id, entry.seq);
      const batch = header.verb === 'looks' ? header : { rows: [] as LooksBatch['rows'] };
      report.batches += header.verb === 'looks' ? 1 : 0;
      report.late.push(...(header.verb === 'looks' ? (header.late ?? []) : []));
      const rows = new Map(
        (
          await looksOfBatch(
            read,
            entry.seq,
            batch.rows.map(([id]) => id),
          )
        ).map((row) => [row.id, row]),
      );
      for (const [id, hash] of batch.rows) {
        const row = rows.get(id);
        rows.delete(id);
        if (row === undefined) name('look-missing', id, entry.seq);
        else if (row.sealedIn !== entry.seq || !fits(row, hash)) name('look-differs', id, entry.seq);
        else if (row.reasonErasedIn !== null) gone.push({ id, entry: row.reasonErasedIn });
        report.checked++;
      }
      for (const row of rows.values()) name('look-invented', row.id, entry.seq);
    }
  }
  for (const one of gone) if (erased.get(one.id) !== one.entry) name('look-differs', one.id);
  report.erased = gone.length;
  const outside = await looksOutside(read, last, lastAt === undefined ? null : new Date(lastAt - lateAfterMs));
  for (const id of [...outside.invented, ...outside.late]) name('look-invented', id);
  report.waiting = outside.waiting;
  return report;
}

/** Whether a row is what was hashed; its free words only as far as they were not erased. */
function fits(row: LookRow, hash: string): boolean {
  if (row.reasonMark === null || lookHash(row, row.reasonMark) !== hash) return false;
  if (row.reasonErasedIn !== null) return row.reason === '' && row.reasonSalt === null;
  return row.reasonSalt !== null && reasonMark(row.reasonSalt, row.reason).equals(row.reasonMark);
}

/** What is no record was already told by the check of the chain. */
function parse(text: string): EntryRecord | undefined {
  try {
    return JSON.parse(text) as EntryRecord;
  } catch {
    return undefined;
  }
}
