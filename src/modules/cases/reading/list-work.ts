import type { Actor, Post } from '#platform/actor';
import { isDay, shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Static } from 'typebox';
import { lamp } from '../clocks/lamp.ts';
import type { LampWord, WorkPage, WorkRow, workQuery } from '../contract.ts';
import { countLamps, listWorkItems, type WorkCursor, type WorkScope } from './work.sql.ts';
import { marksOf } from './work-marks.ts';

/** What the queue may be asked for. */
export type WorkQuery = Static<typeof workQuery> & { text?: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The queue of a post: its organ, role, items and region. */
export function scopeOf(post: Post): WorkScope {
  const roles = post.role === 'approver' ? ['clerk', 'approver', 'applicant'] : post.role === 'clerk' ? ['clerk', 'applicant'] : [];
  return {
    regionPath: post.regionPath,
    organId: post.organId,
    roles,
    items: post.items === '*' ? null : post.items,
    whole: post.role === 'manager',
  };
}

/** The post of a staff member. @throws Problem forbidden. */
export function postOf(actor: Actor): Post {
  if (actor.kind === 'staff' && actor.post !== null) return actor.post;
  throw problem(
    'forbidden',
    'cases.staff-only',
    { zh: '这里只给在岗的工作人员看。', en: 'This is for staff at a post.' },
    { zh: '请用工作人员账号登录并选岗位。', en: 'Sign in as staff and choose a post.' },
  );
}

/** Written after the last line of a page. */
export const cursorOf = (row: WorkCursor): string => Buffer.from(JSON.stringify([row.due, row.caseId, row.stepId])).toString('base64url');

/** Reads a cursor back; anything else begins at the first page. */
export function readCursor(text: string | undefined): WorkCursor | null {
  if (text === undefined || text.length > 200) return null;
  try {
    const [due, caseId, stepId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    return isDay(due) && typeof caseId === 'string' && uuid.test(caseId) && typeof stepId === 'string' && uuid.test(stepId)
      ? { due, caseId, stepId }
      : null;
  } catch {
    return null;
  }
}

/** The work queue from `work_item` alone: names masked, lamps by today, the most urgent first. */
export async function listWork(actor: Actor, query: WorkQuery, house: House): Promise<WorkPage> {
  const scope = scopeOf(postOf(actor));
  const today = shanghaiDate(house.clock.now());
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const text = query.text?.trim() ?? '';
  const filter = {
    lamp: (query.lamp ?? null) as LampWord | null,
    itemKey: query.itemKey ?? null,
    kind: query.kind ?? null,
    assignee: query.mine === true ? actor.personId : null,
    text: text === '' ? null : text,
  };
  const [items, counts] = await Promise.all([
    listWorkItems(house.db, scope, filter, today, readCursor(query.after), limit + 1),
    countLamps(house.db, scope, { ...filter, lamp: null }, today),
  ]);
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(
      (w): WorkRow => ({
        caseId: w.caseId,
        stepId: w.stepId,
        seq: w.caseSeq,
        number: w.caseNumber,
        kind: w.kind,
        stepName: w.stepName,
        itemKey: w.itemKey,
        itemName: w.itemName,
        applicant: w.applicantMasked,
        door: w.door,
        state: w.caseState,
        receivedAt: w.receivedAt.toISOString(),
        lamp: lamp({ done: false, ...w }, today),
        due: w.due,
        left: house.calendar.workdaysBetween(today, w.due),
        assigneeId: w.assigneeId,
        marks: marksOf(w, actor.personId, actor.lang),
      }),
    ),
    next: items.length > limit && last !== undefined ? cursorOf(last) : null,
    counts,
  };
}
