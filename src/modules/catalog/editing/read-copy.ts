import type { Actor } from '#platform/actor';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { evaluate } from '../guide/evaluate.ts';
import type { Evaluation } from '../guide/evaluation.ts';
import { regionLookup } from '../guide/region-lookup.ts';
import { handOf, rolesFor } from '../catalog.policy.ts';
import type { ChangeLines, CopyView } from '../contract/editing.ts';
import type { ItemContent } from '../document/content.ts';
import { handsOn, stateWords } from '../review/do-review.ts';
import { openDeeds } from '../review/review.rules.ts';
import { listDeeds } from '../review/review.sql.ts';
import { readPath } from './paths.ts';
import { noCopy } from './problems.ts';
import { movedBase } from './renew-copy.ts';
import { reportOn } from './report.ts';
import { todayOf } from './save-change.ts';
import { stacksOf } from './undo-change.ts';
import { type CopyHead, findCopy, listChanges, listComments, listCopies, listOwnChanges } from './working-copy.sql.ts';

const headOf = (copy: CopyHead) => ({
  copyId: copy.id,
  itemKey: copy.itemKey,
  name: copy.name,
  department: copy.department,
  regionCode: copy.regionCode,
  startedFrom: copy.startedFrom,
  rev: copy.rev,
  state: copy.state,
  stateSay: stateWords[copy.state],
  round: copy.round,
  begunBy: copy.begunName,
  begunAt: copy.begunAt.toISOString(),
  changedAt: copy.changedAt.toISOString(),
  publishOn: copy.publishOn?.toISOString() ?? null,
});

/** Working copies now open, or those that ended. */
export const listCopyHeads = async (house: House, which: 'open' | 'ended') => (await listCopies(house.db, which)).map(headOf);

/** A copy with everything its screens show: document, report, comments, what was done, what the reader may do. */
export async function readCopy(actor: Actor, house: House, copyId: string): Promise<CopyView> {
  const copy = await findCopy(house.db, copyId);
  if (copy === undefined) throw noCopy();
  const hand = await handOf(house.db, actor);
  const roles = await rolesFor(house.db, hand, copy);
  const document = JSON.parse(copy.document) as Json;
  const { report } = await reportOn(house.db, document, todayOf(house));
  const { done, undone } = stacksOf(await listOwnChanges(house.db, copyId, hand.personId));
  const editing = copy.state === 'editing';
  const change = !editing ? 'no' : roles.includes('editor') ? 'all' : roles.includes('local') ? 'local' : 'no';
  const asker = { personId: hand.personId, is: roles.filter((role) => role !== 'local') };
  return {
    ...headOf({ ...copy, name: nameOf(document) ?? copy.itemKey }),
    drafts: copy.drafts,
    document,
    baseMoved: editing && (await movedBase(house.db, copy)) !== undefined,
    may: {
      change,
      region: hand.post.regionCode,
      undo: change !== 'no' && done.length > 0,
      redo: change !== 'no' && undone.length > 0,
      deeds: openDeeds(copy.state, asker, await handsOn(house.db, copy)),
    },
    report,
    comments: (await listComments(house.db, copyId)).map((c) => ({
      id: c.id,
      path: readPath(c.path),
      words: c.words,
      by: c.authorName,
      at: c.writtenAt.toISOString(),
      settledBy: c.settledName,
      settledAt: c.settledAt?.toISOString() ?? null,
    })),
    deeds: (await listDeeds(house.db, copyId)).map((d) => ({
      seq: d.seq,
      round: d.round,
      deed: d.deed,
      from: d.fromState,
      to: d.toState,
      rev: d.rev,
      by: d.actorName,
      words: d.words,
      details: d.details,
      at: d.doneAt.toISOString(),
    })),
  };
}

/** Changes after a revision, oldest first: the history, and what others are doing meanwhile. */
export async function readChanges(actor: Actor, house: House, copyId: string, since: number): Promise<ChangeLines> {
  const copy = await findCopy(house.db, copyId);
  if (copy === undefined) throw noCopy();
  return {
    rev: copy.rev,
    rows: (await listChanges(house.db, copyId, since, 1000)).map((row) => ({
      rev: row.rev,
      by: row.editorName,
      mine: row.editorId === actor.personId,
      kind: row.kind,
      change: row.change,
      at: row.madeAt.toISOString(),
    })),
  };
}

const nameOf = (document: Json): string | undefined => {
  const { name } = document as { name?: string | { zh?: string } };
  return typeof name === 'string' ? name : name?.zh;
};

/** What would be published, as far as it can be put together: for previews of every door. */
export async function copyContents(house: House, copyId: string): Promise<ItemContent[]> {
  const copy = await findCopy(house.db, copyId);
  if (copy === undefined) throw noCopy();
  return (await reportOn(house.db, JSON.parse(copy.document) as Json, todayOf(house))).resolved;
}

/** The guide of a copy for given answers, as the doors would draw it; nothing is stored. @throws Problem notFound `catalog.no-preview`. */
export async function evaluateCopy(
  house: House,
  copyId: string,
  input: { version: string; facts: Readonly<Record<string, unknown>>; today?: string },
): Promise<Evaluation> {
  const content = (await copyContents(house, copyId)).find((one) => one.key === input.version);
  if (content === undefined)
    throw problem(
      'notFound',
      'catalog.no-preview',
      { zh: '这个办理项现在还拼不出来，没法预览。', en: 'This kind of handling cannot be put together yet.' },
      { zh: '请先照检查结果改好写法上的问题。', en: 'Mend what the report names first.' },
    );
  const regions = await regionLookup(house.db, content, input.facts);
  return evaluate(content, input.facts, { today: input.today ?? todayOf(house), regions, regionPath: [content.overlay.region] });
}
