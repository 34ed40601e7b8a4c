import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { handOf, notYourItem, rolesFor } from '../catalog.policy.ts';
import { spellPath } from './paths.ts';
import { noCopy } from './problems.ts';
import { findCopy, insertComment, settleComment } from './working-copy.sql.ts';

/** Writes a comment on a place of a copy; the empty path is the whole item. */
export async function commentCopy(
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; path: string[]; words: string },
): Promise<{ commentId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'catalog.comment', key, content: input as Json }, async (tx) => {
    const copy = await findCopy(tx, input.copyId);
    if (copy === undefined) throw noCopy();
    const hand = await handOf(tx, actor);
    if ((await rolesFor(tx, hand, copy)).length === 0) throw notYourItem();
    const at = house.clock.now();
    const id = newId();
    await insertComment(tx, copy.id, {
      id,
      path: spellPath(input.path),
      words: input.words.trim(),
      authorId: hand.personId,
      authorName: hand.name,
      writtenAt: at,
    });
    await audit(tx, actor, at, { word: 'CATALOG_COMMENT', subject: { kind: 'working-copy', id: copy.id }, details: { comment: id } });
    return { commentId: id };
  });
  return outcome;
}

/** Marks a comment as settled; it stays readable. @throws Problem conflict `catalog.comment-settled`. */
export async function settle(
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; commentId: string },
): Promise<{ commentId: string }> {
  const { outcome } = await runCommand(actor, house, { verb: 'catalog.settle', key, content: input as Json }, async (tx) => {
    const copy = await findCopy(tx, input.copyId);
    if (copy === undefined) throw noCopy();
    const hand = await handOf(tx, actor);
    if ((await rolesFor(tx, hand, copy)).length === 0) throw notYourItem();
    const at = house.clock.now();
    if ((await settleComment(tx, copy.id, { id: input.commentId, by: hand.personId, name: hand.name, at })) === 0)
      throw problem(
        'conflict',
        'catalog.comment-settled',
        { zh: '这条意见已经处理过，或者不在这份稿子里。', en: 'This comment is settled already, or not of this copy.' },
        { zh: '请刷新看看。', en: 'Please reload.' },
      );
    await audit(tx, actor, at, {
      word: 'CATALOG_SETTLE',
      subject: { kind: 'working-copy', id: copy.id },
      details: { comment: input.commentId },
    });
    return { commentId: input.commentId };
  });
  return outcome;
}
