import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import type { Read, Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { isOwnMatter, openVisit, type OpenVisit } from '../outside/people.ts';
import { draftNotFound } from '../record/problems.ts';
import { type DraftRow, findDraft, listDraftParties, lockDraft, visitMayOpen } from './draft.sql.ts';

/** How a draft may be opened by this actor now: its author, or a visit the author stands in or has let in. */
export type DraftGround = { by: 'author' } | { by: 'visit'; visit: OpenVisit };

/** The ground, or null. Any party but the author needs the author's code or yes (model 14). */
export async function draftGround(read: Read, actor: Actor, draft: Pick<DraftRow, 'id' | 'authorId'>): Promise<DraftGround | null> {
  if (actor.kind === 'citizen') return actor.personId === draft.authorId ? { by: 'author' } : null;
  const visit = await openVisit(read, actor);
  if (visit === null) return null;
  if (visit.presentPartyId === draft.authorId) return { by: 'visit', visit };
  return (await visitMayOpen(read, draft.id, visit.id)) ? { by: 'visit', visit } : null;
}

/** Whether somebody of the visit is a party of the draft, so that a clerk may know that it exists and ask. */
export async function concernsVisit(read: Read, draft: Pick<DraftRow, 'id' | 'authorId'>, visit: OpenVisit): Promise<boolean> {
  const ids = new Set([visit.presentPartyId, visit.forPartyId]);
  return ids.has(draft.authorId) || (await listDraftParties(read, draft.id)).some((p) => ids.has(p.partyId));
}

/** The draft is somebody else's; the window may ask. */
export const needsYes = (): Problem =>
  problem(
    'forbidden',
    'cases.draft-needs-author',
    { zh: '这份草稿是别人填的，要填的人同意才能打开。', en: 'Somebody else filled this in; the author must agree first.' },
    {
      zh: '请填的人在手机上点同意，或报6位交接码；也可以在窗口重新填。',
      en: 'The author agrees on the phone or tells the six-digit code; or start anew at the window.',
    },
  );

/** A draft for writing: locked, open, and this actor's to change. A clerk's opening is a view the author can read. */
export async function draftForWriting(
  tx: Tx,
  actor: Actor,
  house: House,
  draftId: string,
): Promise<{ draft: DraftRow; ground: DraftGround }> {
  const draft = await lockDraft(tx, draftId);
  if (draft === undefined) throw draftNotFound();
  const ground = await draftGround(tx, actor, draft);
  if (ground === null) throw await denied(tx, actor, draft);
  if (ground.by === 'visit') await notOwn(tx, actor, draft);
  if (draft.ended !== null) throw endedProblem(draft);
  return { draft, ground };
}

/** A draft for reading, the clerk's view written down. */
export async function draftForReading(
  tx: Tx,
  actor: Actor,
  house: House,
  draftId: string,
): Promise<{ draft: DraftRow; ground: DraftGround }> {
  const draft = await findDraft(tx, draftId);
  if (draft === undefined) throw draftNotFound();
  const ground = await draftGround(tx, actor, draft);
  if (ground === null) throw await denied(tx, actor, draft);
  if (ground.by === 'visit') await notOwn(tx, actor, draft);
  if (draft.ended !== null) throw endedProblem(draft);
  if (ground.by === 'visit')
    await clearView(tx, actor, house.clock.now(), {
      partyId: draft.authorId,
      what: 'draft',
      reason: '在窗口接着办',
      ground: { kind: 'visit', id: ground.visit.id },
    });
  return { draft, ground };
}

/** I13: whoever is in the matter himself does not handle it at the counter, not even with the code of his own draft. */
async function notOwn(read: Read, actor: Actor, draft: DraftRow): Promise<void> {
  const own = await isOwnMatter(read, actor, [{ partyId: draft.authorId }, ...(await listDraftParties(read, draft.id))]);
  if (own)
    throw problem(
      'forbidden',
      'cases.own-case',
      { zh: '这件事里有您自己，不能由您在窗口经办。', en: 'You are a party in this matter and may not handle it as staff.' },
      { zh: '请到同事的窗口，或者用自己的账号在网上办。', en: 'Use a colleague’s window, or your own account online.' },
    );
}

async function denied(read: Read, actor: Actor, draft: DraftRow): Promise<Problem> {
  if (actor.kind !== 'staff') return draftNotFound();
  const visit = await openVisit(read, actor);
  return visit !== null && (await concernsVisit(read, draft, visit)) ? needsYes() : draftNotFound();
}

function endedProblem(draft: DraftRow): Problem {
  return draft.ended === 'submitted'
    ? problem(
        'conflict',
        'cases.draft-submitted',
        { zh: '这份已经提交过了，我们收到了。', en: 'This was already submitted and received.' },
        { zh: '请到“我的办件”看进度，不用再提交。', en: 'See your cases; there is no need to submit again.' },
        { data: { caseId: draft.caseId } },
      )
    : draftNotFound();
}
