import { type Read, sql, type Tx } from '#platform/db';
import type { TableRow } from './read-region-table.ts';

/** Stages rows of a table in a table of this transaction. */
export async function stageRegions(tx: Tx, rows: readonly TableRow[]): Promise<void> {
  await tx.run(
    sql`create temp table region_stage (line int, code text primary key, level smallint, name text, parent text, kind text) on commit drop`,
  );
  for (let i = 0; i < rows.length; i += 5000) {
    const part = rows.slice(i, i + 5000);
    await tx.run(sql`
      insert into region_stage select * from unnest(${part.map((r) => r.line)}::int[], ${part.map((r) => r.code)}::text[],
        ${part.map((r) => r.level)}::smallint[], ${part.map((r) => r.name)}::text[], ${part.map((r) => r.parent)}::text[], ${part.map((r) => r.kind)}::text[])`);
  }
  await tx.run(sql`analyze region_stage`);
}

/** Staged rows whose parent is nowhere, or not above them. */
export async function findMisplaced(tx: Tx): Promise<{ line: number; code: string; parent: string; parentLevel: number | null }[]> {
  return tx.many(sql`
    select s.line, s.code, s.parent, coalesce(p.level, r.level) as "parentLevel"
    from region_stage s left join region_stage p on p.code = s.parent left join places.region r on r.code = s.parent
    where s.parent is not null and (coalesce(p.level, r.level) is null or coalesce(p.level, r.level) >= s.level)
    order by s.line limit 1000`);
}

/** Divisions kept out of the table whose staged parent would no longer be above them. */
export async function findOrphaned(tx: Tx): Promise<{ line: number; code: string; child: string }[]> {
  return tx.many(sql`
    select s.line, s.code, c.code as child from region_stage s join places.region c on c.parent = s.code
    where c.level <= s.level and not exists (select 1 from region_stage x where x.code = c.code) order by s.line limit 1000`);
}

/** Takes the staged rows in; answers how many are new and how many changed. */
export async function takeStaged(tx: Tx, since: string): Promise<{ added: number; changed: number }> {
  const changed = await tx.run(sql`
    update places.region r set name = s.name, level = s.level, parent = s.parent, valid_to = null,
      kind = case when r.level = s.level then r.kind else s.kind end,
      name_en = case when r.name = s.name then r.name_en end
    from region_stage s where s.code = r.code
      and (r.name, r.level, r.parent, r.valid_to) is distinct from (s.name, s.level, s.parent, null::date)`);
  // The path of a new row is set below; until then it is its own root, which the table's check allows.
  const added = await tx.run(sql`
    insert into places.region (code, kind, level, name, parent, path, valid_from)
    select s.code, s.kind, s.level, s.name, s.parent, s.code, ${since} from region_stage s
    where not exists (select 1 from places.region r where r.code = s.code)`);
  await settlePaths(tx);
  return { added, changed };
}

/** Sets every path that does not follow from the parents. */
export async function settlePaths(tx: Tx): Promise<number> {
  return tx.run(sql`
    with recursive tree as (
      select code, code as path from places.region where parent is null
      union all
      select r.code, t.path || '/' || r.code from places.region r join tree t on r.parent = t.code)
    update places.region r set path = t.path from tree t where t.code = r.code and t.path <> r.path`);
}

/** How many divisions there are of each level. */
export async function countRegions(read: Read): Promise<{ level: number; count: number }[]> {
  return read.many(sql`select level, count(*) as count from places.region group by level order by level`);
}
