import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { selectList } from '../record/columns.ts';
import { paperKeys, type PaperRow } from '../record/rows.ts';

const columns = selectList('p', paperKeys);

/** A paper by its id. */
export async function findPaper(read: Read, id: string): Promise<PaperRow | undefined> {
  return read.maybe(sql.named('cases.paper_by_id')`select ${columns} from cases.paper p where p.id = ${id}`);
}

/** A paper by its check code. */
export async function findPaperByCode(read: Read, hashes: Buffer[]): Promise<PaperRow | undefined> {
  return (await read.many<PaperRow>(sql`select ${columns} from cases.paper p where p.check_hash = any(${hashes}::bytea[]) limit 1`))[0];
}

/** Papers of a case in order. */
export async function listPapers(read: Read, c: { homeRegion: string; id: string }): Promise<PaperRow[]> {
  return read.many(
    sql.named(
      'cases.papers',
    )`select ${columns} from cases.paper p where p.home_region = ${c.homeRegion} and p.case_id = ${c.id} order by p.seq, p.id`,
  );
}

/** Marks papers of these kinds as served, those that are not yet. */
export async function markServed(
  tx: Tx,
  c: { homeRegion: string; id: string },
  kinds: readonly string[],
  by: { at: Date; seq: number; receipt: Json },
): Promise<void> {
  await tx.run(sql`
    update cases.paper set served_at = ${by.at}, served_seq = ${by.seq}, receipt = ${JSON.stringify(by.receipt)}
    where home_region = ${c.homeRegion} and case_id = ${c.id} and kind = any(${kinds}::text[]) and served_at is null`);
}

/** Marks one paper as served. */
export async function markPaperServed(tx: Tx, id: string, by: { at: Date; seq: number; receipt: Json }): Promise<void> {
  await tx.run(
    sql`update cases.paper set served_at = ${by.at}, served_seq = ${by.seq}, receipt = ${JSON.stringify(by.receipt)} where id = ${id} and served_at is null`,
  );
}
