/** The one way a working copy moves on: lock, who, what hinders, the row, the deed for ever, ledger, audit. */
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { canonicalJson, sm3 } from '#platform/crypto';
import type { Read, Tx } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { append } from '#platform/ledger';
import { handOf, notYourItem, rolesFor } from '../catalog.policy.ts';
import { noCopy } from '../editing/problems.ts';
import { type CopyRow, listEditors, lockCopy, saveCopy } from '../editing/working-copy.sql.ts';
import { type Asker, type CopyState, type Hands, hindrance, type ReviewDeed, reviewRules } from './review.rules.ts';
import { insertDeed, listDeeds } from './review.sql.ts';

/** What a deed answers. */
export type ReviewReceipt = { copyId: string; state: CopyState; rev: number };

/** What a deed has before it when the copy is locked. */
export type Bench = { tx: Tx; house: House; actor: Actor; copy: CopyRow; at: Date };

/** What a deed says of itself. */
export interface Deed {
  deed: ReviewDeed;
  key: string;
  input: { copyId: string; rev: number };
  words: string | null;
  details?: Json;
  /** What else changes about the copy; refuses what may not be. */
  change?: (bench: Bench) => Promise<Partial<CopyRow>>;
}

/** Who has had a hand in a copy: everybody who began or changed it, and who approved it in this round. */
export async function handsOn(read: Read, copy: Pick<CopyRow, 'id' | 'begunBy' | 'round' | 'startedFrom'>): Promise<Hands> {
  const approved = (await listDeeds(read, copy.id)).findLast((d) => d.deed === 'approve' && d.round === copy.round);
  const editors = await listEditors(read, copy.id);
  // Whoever chose what a new item begins from has written it.
  return { editors: [...new Set([...editors, copy.begunBy])], approvedBy: approved?.actorId ?? null };
}

/** What somebody's post lets him be for this copy. @throws Problem forbidden. */
export async function askerOf(read: Read, actor: Actor, copy: CopyRow): Promise<Asker> {
  if (actor.kind === 'system') return { personId: null, is: ['programme'] };
  const hand = await handOf(read, actor);
  const is = (await rolesFor(read, hand, copy)).filter((role) => role !== 'local');
  return { personId: hand.personId, is };
}

/** Does a deed once for its key. @throws Problem notFound, forbidden, conflict; nothing is changed then. */
export async function doReview(actor: Actor, house: House, deed: Deed): Promise<ReviewReceipt> {
  const { deed: verb, key, input, words, details } = deed;
  const content = { ...input, words, details: details ?? null } as Json;
  const { outcome } = await runCommand(actor, house, { verb: `catalog.${verb}`, key, content }, (tx) => moveOn(tx, actor, house, deed));
  return outcome;
}

/** The deed inside a transaction of the caller's; the programme publishes so at the hour that was set. */
export async function moveOn(tx: Tx, actor: Actor, house: House, deed: Omit<Deed, 'key'>): Promise<ReviewReceipt> {
  const { deed: verb, input, words } = deed;
  const copy = await lockCopy(tx, input.copyId);
  if (copy === undefined) throw noCopy();
  const asker = await askerOf(tx, actor, copy);
  const why = hindrance(copy.state, verb, asker, await handsOn(tx, copy));
  if (why !== null) throw hindered(why, copy.state);
  if (copy.rev !== input.rev) throw otherRevision(copy.rev);
  const at = house.clock.now();
  const toState = reviewRules[verb].to;
  const changed = (await deed.change?.({ tx, house, actor, copy, at })) ?? {};
  const next: CopyRow = { ...copy, ...changed, state: toState, round: toState === 'editing' ? copy.round + 1 : copy.round, changedAt: at };
  await saveCopy(tx, next);
  await insertDeed(tx, copy.id, {
    round: copy.round,
    deed: verb,
    fromState: copy.state,
    toState,
    rev: copy.rev,
    actorId: actor.personId,
    actorName: actor.name,
    postId: actor.post?.id ?? null,
    words,
    details: deed.details ?? null,
    doneAt: at,
  });
  await append(tx, house, {
    stream: { kind: 'working-copy', id: copy.id },
    header: {
      verb,
      item: copy.itemKey,
      rev: copy.rev,
      hash: documentHash(copy.document).toString('hex'),
      round: copy.round,
      by: actor.personId,
      post: actor.post?.id ?? null,
    },
  });
  await audit(tx, actor, at, {
    word: auditWord(verb),
    subject: { kind: 'working-copy', id: copy.id, seq: copy.rev },
    details: { item: copy.itemKey },
  });
  return { copyId: copy.id, state: toState, rev: copy.rev };
}

/** What is approved is this content and no other. */
export const documentHash = (document: string): Buffer => sm3(Buffer.from(canonicalJson(JSON.parse(document) as Json)));

/** Audit word of a deed: `CATALOG_SEND_BACK`. */
export const auditWord = (deed: ReviewDeed): string => `CATALOG_${deed.replaceAll(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;

function hindered(why: NonNullable<ReturnType<typeof hindrance>>, state: CopyState) {
  switch (why) {
    case 'not-yours':
      return notYourItem();
    case 'own-work':
      return problem(
        'forbidden',
        'catalog.own-work',
        { zh: '您改过这份稿子，不能自己审自己。', en: 'You have worked on this copy; nobody approves his own work.' },
        { zh: '请同事来审。', en: 'Please let a colleague review it.' },
      );
    case 'same-person':
      return problem(
        'forbidden',
        'catalog.same-person',
        { zh: '部门审核就是您做的，终审要换一个人。', en: 'You approved it for the department; the last review needs another person.' },
        { zh: '请另一位终审同事来看。', en: 'Please let another reviewer of the bureau look at it.' },
      );
    default:
      return problem(
        'conflict',
        'catalog.wrong-state',
        { zh: `这份稿子现在${stateWords[state].zh}，这一步做不了。`, en: `The copy is ${stateWords[state].en}; this cannot be done now.` },
        { zh: '请刷新看看走到了哪一步。', en: 'Reload to see where it stands.' },
      );
  }
}

/** Where a copy stands, in words. */
export const stateWords: Readonly<Record<CopyState, { zh: string; en: string }>> = {
  editing: { zh: '正在编辑', en: 'being edited' },
  departmentReview: { zh: '在部门审核', en: 'under review by the department' },
  bureauReview: { zh: '在终审', en: 'under review by the bureau' },
  scheduled: { zh: '等着到时间公布', en: 'waiting for its hour' },
  published: { zh: '已经公布', en: 'published' },
  abandoned: { zh: '已经作废', en: 'abandoned' },
};

const otherRevision = (rev: number) =>
  problem(
    'conflict',
    'catalog.other-revision',
    { zh: '您看的不是最新的稿子。', en: 'What you looked at is not the newest revision.' },
    { zh: '请刷新，看过新的改动再来。', en: 'Reload and look at the new changes first.' },
    { data: { rev } },
  );
