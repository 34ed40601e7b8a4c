import type { Day } from '#platform/calendar';
import { type Read, sql, type Sql } from '#platform/db';
import type { Text } from '#platform/text';
import type { GroupWord, WaitingFilter } from '../contract.ts';
import { selectList } from '../record/columns.ts';
import { workItemKeys, type WorkItemRow } from '../record/rows.ts';
import { lampOf, scoped, type WorkCursor, type WorkScope } from '../reading/work.sql.ts';

/** A line of the queue with what its step says of office and person. */
export type WaitingLine = WorkItemRow & {
  since: Date;
  office: string;
  stepOrganId: string | null;
  organName: string | null;
  assigneeName: string | null;
};

function narrowed(f: WaitingFilter, today: Day): Sql {
  const parts: Sql[] = [sql`true`];
  if (f.lamp === 'late') parts.push(sql`${lampOf(today)} in ('over', 'bad')`);
  else if (f.lamp !== undefined) parts.push(sql`${lampOf(today)} = ${f.lamp}`);
  if (f.organ !== undefined) parts.push(sql`w.organ_id = ${f.organ}::uuid`);
  if (f.person === 'applicant') parts.push(sql`w.your_turn`);
  else if (f.person === 'none') parts.push(sql`w.assignee_id is null and not w.your_turn`);
  else if (f.person !== undefined) parts.push(sql`w.assignee_id = ${f.person}::uuid and not w.your_turn`);
  if (f.step !== undefined) parts.push(sql`w.kind = ${f.step}`);
  if (f.item !== undefined) parts.push(sql`w.item_key = ${f.item}`);
  return sql.join(parts, ' and ');
}

/** The question for a page of open steps in scope, first due first. */
export function waitingLines(scope: WorkScope, filter: WaitingFilter, today: Day, after: WorkCursor | null, limit: number): Sql {
  const beyond =
    after === null ? sql`` : sql`and (w.due, w.case_id, w.step_id) > (${after.due}::date, ${after.caseId}::uuid, ${after.stepId}::uuid)`;
  return sql`
    with w as (select w.* from cases.work_item w where ${scoped(scope)} and ${narrowed(filter, today)} ${beyond}
      order by w.due, w.case_id, w.step_id limit ${limit})
    select ${selectList('w', workItemKeys)}, s.opened_at as since, s.office, s.organ_id as "stepOrganId", s.organ_name as "organName",
      s.assignee_name as "assigneeName"
    from w join cases.case_step s on s.home_region = w.home_region and s.case_id = w.case_id and s.id = w.step_id
    order by w.due, w.case_id, w.step_id`;
}

/** A page of open steps in scope. */
export const listWaitingLines = (read: Read, ...asked: Parameters<typeof waitingLines>): Promise<WaitingLine[]> =>
  read.many(waitingLines(...asked));

/** How many lines each lamp has under the same filters. */
export async function countWaiting(read: Read, scope: WorkScope, filter: WaitingFilter, today: Day): Promise<Record<string, number>> {
  const { lamp: _, ...rest } = filter;
  const rows = await read.many<{ lamp: string; n: number }>(sql`
    select ${lampOf(today)} as lamp, count(*) as n from cases.work_item w where ${scoped(scope)} and ${narrowed(rest, today)} group by 1`);
  return Object.fromEntries(rows.map((r) => [r.lamp, r.n]));
}

/** Open steps counted by office, person, step or item. */
export type CountedGroup = {
  key: string;
  stepName: Text;
  itemName: string;
  total: number;
  over: number;
  bad: number;
  warn: number;
  still: number;
  you: number;
  oldest: Date;
  due: Day;
};

const keyOf: Readonly<Record<GroupWord, Sql>> = {
  organ: sql`coalesce(w.organ_id::text, 'none')`,
  person: sql`case when w.your_turn then 'applicant' else coalesce(w.assignee_id::text, 'none') end`,
  step: sql`w.kind`,
  item: sql`w.item_key`,
};

/** Where it waits: one line for each office, person, step or item, the latest and the most first. */
export async function countGroups(
  read: Read,
  scope: WorkScope,
  filter: WaitingFilter,
  by: GroupWord,
  today: Day,
  limit: number,
): Promise<CountedGroup[]> {
  return read.many(sql`
    with l as (
      select ${keyOf[by]} as key, ${lampOf(today)} as lamp, w.step_name, w.item_name, w.received_at, w.due
      from cases.work_item w where ${scoped(scope)} and ${narrowed(filter, today)})
    select key, (array_agg(step_name))[1] as "stepName", min(item_name) as "itemName", count(*) as total,
      count(*) filter (where lamp = 'over') as over, count(*) filter (where lamp = 'bad') as bad, count(*) filter (where lamp = 'warn') as warn,
      count(*) filter (where lamp = 'still') as still, count(*) filter (where lamp = 'you') as you,
      min(received_at) as oldest, min(due) as due
    from l group by key order by count(*) filter (where lamp in ('over', 'bad')) desc, total desc, key limit ${limit}`);
}

/** How much lies with each person of an office. */
export async function loadAtOffice(read: Read, organId: string, today: Day): Promise<{ personId: string; open: number; late: number }[]> {
  return read.many(sql`
    select w.assignee_id as "personId", count(*) as open, count(*) filter (where ${lampOf(today)} in ('over', 'bad')) as late
    from cases.work_item w where w.organ_id = ${organId} and w.assignee_id is not null group by 1`);
}
