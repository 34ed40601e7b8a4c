import type { Actor, Post } from '#platform/actor';
import { type Day, shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { lamp } from '../clocks/lamp.ts';
import type { GroupWord, WaitingFilter, WaitingGroup, WaitingPage, WaitingQuery, WaitingRow } from '../contract.ts';
import type { StepKind } from '../lifecycle/facts.ts';
import { officeById } from '../outside/offices.ts';
import { namesOf } from '../outside/people.ts';
import { cursorOf, postOf, readCursor, scopeOf } from '../reading/list-work.ts';
import { marksOf } from '../reading/work-marks.ts';
import type { WorkScope } from '../reading/work.sql.ts';
import { stepWords } from './step-words.ts';
import { countGroups, countWaiting, listWaitingLines, type WaitingLine } from './waiting.sql.ts';

/** The region of a manager's post, and its items. @throws Problem forbidden. */
export function managerScope(actor: Actor): { post: Post; scope: WorkScope } {
  const post = postOf(actor);
  if (post.role !== 'manager')
    throw problem(
      'forbidden',
      'cases.managers-only',
      { zh: '督办只给负责人看。', en: 'Only managers oversee.' },
      { zh: '请换到负责人的岗位，或找负责人。', en: 'Change to a manager’s post, or ask a manager.' },
    );
  return { post, scope: scopeOf(post) };
}

/** A line as it is shown: the name masked, the lamp of today. */
export function toRow(w: WaitingLine, today: Day, actor: Actor, house: House): WaitingRow {
  const ofOffice = w.office !== 'applicant' && (w.role === 'clerk' || w.role === 'approver');
  return {
    caseId: w.caseId,
    stepId: w.stepId,
    seq: w.caseSeq,
    number: w.caseNumber,
    step: w.stepName,
    itemName: w.itemName,
    applicant: w.applicantMasked,
    door: w.door,
    organId: w.organId,
    organ: w.organName,
    personId: w.yourTurn ? null : w.assigneeId,
    person: w.yourTurn ? null : w.assigneeName,
    receivedAt: w.receivedAt.toISOString(),
    since: w.since.toISOString(),
    lamp: lamp({ done: false, ...w }, today),
    due: w.due,
    left: house.calendar.workdaysBetween(today, w.due),
    marks: marksOf({ ...w, assigneeId: null }, null, actor.lang),
    givenAt: ofOffice ? w.stepOrganId : null,
  };
}

/** A page of the open steps of a manager's region, first due first. */
export async function listWaiting(actor: Actor, house: House, query: WaitingQuery): Promise<WaitingPage> {
  const { scope } = managerScope(actor);
  const { after, limit: asked, ...filter } = query;
  const limit = asked ?? 50;
  const today = shanghaiDate(house.clock.now());
  const [lines, counts] = await Promise.all([
    listWaitingLines(house.db, scope, filter, today, readCursor(after), limit + 1),
    countWaiting(house.db, scope, filter, today),
  ]);
  const page = lines.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((w) => toRow(w, today, actor, house)),
    next: lines.length > limit && last !== undefined ? cursorOf(last) : null,
    counts,
  };
}

const most = 200;

/** Where the open steps of the region lie: by office, person, step or item. */
export async function groupWaiting(
  actor: Actor,
  house: House,
  query: WaitingFilter & { by: GroupWord },
): Promise<{ rows: WaitingGroup[] }> {
  const { scope } = managerScope(actor);
  const { by, ...filter } = query;
  const groups = await countGroups(house.db, scope, filter, by, shanghaiDate(house.clock.now()), most);
  const ids = groups.map((g) => g.key).filter((key) => key.length === 36);
  const people = by === 'person' ? await namesOf(house.db, ids) : new Map<string, string>();
  const name = async (g: (typeof groups)[number]): Promise<Text> => {
    if (by === 'step') return stepWords[g.key as StepKind] ?? g.stepName;
    if (by === 'item') return { zh: g.itemName };
    if (g.key === 'applicant') return { zh: '等申请人', en: 'Waits for the applicant' };
    if (g.key === 'none')
      return by === 'organ' ? { zh: '还没有部门', en: 'No office yet' } : { zh: '没有指定到人', en: 'Nobody in particular' };
    if (by === 'person') return { zh: people.get(g.key) ?? '' };
    return { zh: (await officeById(house.db, g.key))?.organName ?? '' };
  };
  return {
    rows: await Promise.all(
      groups.map(async ({ key, total, over, bad, warn, still, you, oldest, due, ...rest }) => ({
        key,
        name: await name({ key, total, over, bad, warn, still, you, oldest, due, ...rest }),
        total,
        over,
        bad,
        warn,
        still,
        you,
        oldest: oldest.toISOString(),
        due,
      })),
    ),
  };
}
