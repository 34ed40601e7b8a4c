import { type Read, sql, type Tx } from '#platform/db';

/** A published year: weekdays that are holidays, weekend days that are worked, as MM-DD. */
export type PublishedYear = {
  year: number;
  rev: number;
  off: string[];
  on: string[];
  notice: string;
  publishedBy: string | null;
  publishedAt: Date;
};

const columns = sql.raw(
  'year, rev, days_off as off, days_on as "on", notice, published_by as "publishedBy", published_at as "publishedAt"',
);

/** The newest revision of each published year. */
export async function listPublishedYears(read: Read): Promise<PublishedYear[]> {
  return read.many(sql`select distinct on (year) ${columns} from cases.calendar_year order by year, rev desc`);
}

/** The newest revision of one year. */
export async function findPublishedYear(read: Read, year: number): Promise<PublishedYear | undefined> {
  return read.maybe(sql`select ${columns} from cases.calendar_year where year = ${year} order by rev desc limit 1`);
}

/** Writes a revision; false when somebody was first. */
export async function insertYear(tx: Tx, y: PublishedYear): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into cases.calendar_year (year, rev, days_off, days_on, notice, published_by, published_at)
    values (${y.year}, ${y.rev}, ${y.off}::text[], ${y.on}::text[], ${y.notice}, ${y.publishedBy}, ${y.publishedAt})
    on conflict (year, rev) do nothing`);
  return rows === 1;
}

/** Open steps whose dates were counted over a year that was not published then. */
export async function countFlagged(read: Read): Promise<number> {
  const row = await read.one<{ n: number }>(sql`select count(*) as n from cases.work_item where 'calendar' = any(marks)`);
  return row.n;
}
