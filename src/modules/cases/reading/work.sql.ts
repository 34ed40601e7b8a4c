import type { Day } from '#platform/calendar';
import { type Read, sql, type Sql } from '#platform/db';
import type { LampWord } from '../contract.ts';
import { selectList } from '../record/columns.ts';
import { workItemKeys, type WorkItemRow } from '../record/rows.ts';
import { likeText } from './case-reading.sql.ts';

/** What a post may see of the queue; part of the query itself, so that no page can forget it (I9). */
export type WorkScope = {
  regionPath: string;
  organId: string;
  /** Roles of the steps that lie at the post, `applicant` for those that wait for the person. */
  roles: readonly string[];
  items: readonly string[] | null;
  /** A manager sees the whole region, to give out work and to see where it waits. */
  whole: boolean;
};

/** Filters of a page. */
export type WorkFilter = {
  lamp: LampWord | null;
  itemKey: string | null;
  kind: string | null;
  assignee: string | null;
  text: string | null;
};

/** Where the page before ended. */
export type WorkCursor = { due: Day; caseId: string; stepId: string };

/** The lamp as `clocks/lamp.ts` says it, over the stored inputs. */
export const lampOf = (
  today: Day,
): Sql => sql`case when w.stands then 'still' when w.your_turn then 'you' when w.due_statutory < ${today}::date then 'over'
  when w.due_promised < ${today}::date then 'bad' when w.warn_from <= ${today}::date then 'warn' else 'ok' end`;

/** The scope as a condition on `w`. */
export function scoped(s: WorkScope): Sql {
  const beneath = s.regionPath.endsWith('/') ? s.regionPath : `${s.regionPath}/`;
  const region = sql`(w.region_path = ${s.regionPath} or w.region_path like ${`${likeText(beneath)}%`})`;
  const desk = s.whole ? region : sql`w.organ_id = ${s.organId} and w.role = any(${[...s.roles]}::text[]) and ${region}`;
  return s.items === null ? desk : sql`${desk} and w.item_key = any(${[...s.items]}::text[])`;
}

function filtered(f: WorkFilter): Sql {
  const parts: Sql[] = [sql`true`];
  if (f.itemKey !== null) parts.push(sql`w.item_key = ${f.itemKey}`);
  if (f.kind !== null) parts.push(sql`w.kind = ${f.kind}`);
  if (f.assignee !== null) parts.push(sql`w.assignee_id = ${f.assignee}`);
  if (f.text !== null)
    parts.push(sql`(w.case_number like ${`${likeText(f.text.toUpperCase())}%`} or w.applicant_name like ${`${likeText(f.text)}%`})`);
  return sql.join(parts, ' and ');
}

/** A page of the queue, the most urgent first. */
export async function listWorkItems(
  read: Read,
  scope: WorkScope,
  filter: WorkFilter,
  today: Day,
  after: WorkCursor | null,
  limit: number,
): Promise<WorkItemRow[]> {
  const lamp = filter.lamp === null ? sql`` : sql`and ${lampOf(today)} = ${filter.lamp}`;
  const beyond =
    after === null ? sql`` : sql`and (w.due, w.case_id, w.step_id) > (${after.due}::date, ${after.caseId}::uuid, ${after.stepId}::uuid)`;
  return read.many(sql`
    select ${selectList('w', workItemKeys)} from cases.work_item w where ${scoped(scope)} and ${filtered(filter)} ${lamp} ${beyond}
    order by w.due, w.case_id, w.step_id limit ${limit}`);
}

/** How many lines each lamp has under the same filters. */
export async function countLamps(read: Read, scope: WorkScope, filter: WorkFilter, today: Day): Promise<Record<string, number>> {
  const rows = await read.many<{ lamp: string; n: number }>(sql`
    select ${lampOf(today)} as lamp, count(*) as n from cases.work_item w where ${scoped(scope)} and ${filtered(filter)} group by 1`);
  return Object.fromEntries(rows.map((r) => [r.lamp, r.n]));
}
