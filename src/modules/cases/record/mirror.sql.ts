import { type Read, sql } from '#platform/db';
import { selectList } from './columns.ts';
import { actionKeys, type ActionRow } from './rows.ts';

/** Actions of cases with the version each case keeps. */
export async function actionsOf(read: Read, caseIds: readonly string[]): Promise<(ActionRow & { versionId: string })[]> {
  return read.many(sql`
    select ${selectList('a', actionKeys)}, c.version_id as "versionId"
    from cases.case_lookup l
    join cases.action a on a.home_region = l.home_region and a.case_id = l.case_id
    join cases."case" c on c.home_region = l.home_region and c.id = l.case_id
    where l.case_id = any(${caseIds}::uuid[])`);
}

/** Papers of cases, in the order in which they were written. */
export async function papersOf(
  read: Read,
  caseIds: readonly string[],
): Promise<{ caseId: string; seq: number; id: string; kind: string; number: string }[]> {
  return read.many(sql`
    select p.case_id as "caseId", p.seq, p.id, p.kind, p.number
    from cases.case_lookup l join cases.paper p on p.home_region = l.home_region and p.case_id = l.case_id
    where l.case_id = any(${caseIds}::uuid[]) order by p.case_id, p.seq, p.id`);
}

/** How many actions there are. */
export async function countActions(read: Read): Promise<number> {
  return (await read.one<{ n: number }>(sql`select count(*)::bigint as n from cases.action`)).n;
}
