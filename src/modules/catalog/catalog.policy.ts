/** Who may work on which item: by the kind of the post's organ and where it lies. */
import type { Actor, Post } from '#platform/actor';
import type { Read } from '#platform/db';
import { problem } from '#platform/errors';
import { findOrganById, isWithin } from '#places';

/** The bureau that keeps the catalogue together; its editors and reviewers work on every item of their region. */
const bureau = 'government-service-bureau';

/** Somebody at a post. */
export interface Hand {
  personId: string;
  name: string;
  post: Post;
  organKind: string;
}

/** Person, post and organ of a member of staff. @throws Problem forbidden `catalog.not-your-post`. */
export async function handOf(read: Read, actor: Actor): Promise<Hand> {
  const organ = actor.post === null ? undefined : await findOrganById(read, actor.post.organId);
  if (actor.kind !== 'staff' || actor.personId === null || actor.post === null || organ === undefined) throw notYourPost();
  return { personId: actor.personId, name: actor.name, post: actor.post, organKind: organ.kind };
}

interface Scoped {
  itemKey: string;
  department: string;
  regionCode: string;
}

const minds = (hand: Hand, item: Scoped): boolean =>
  (hand.post.items === '*' || hand.post.items.includes(item.itemKey)) && (hand.organKind === bureau || hand.organKind === item.department);

/** What a post lets somebody be for this item. */
export async function rolesFor(read: Read, hand: Hand, item: Scoped): Promise<('editor' | 'department' | 'bureau' | 'local')[]> {
  if (!minds(hand, item)) return [];
  const covers = await isWithin(read, item.regionCode, hand.post.regionCode);
  const local = !covers && (await isWithin(read, hand.post.regionCode, item.regionCode));
  if (hand.post.role === 'editor') return covers ? ['editor'] : local ? ['local'] : [];
  if (hand.post.role !== 'reviewer' || !covers) return [];
  return [hand.organKind === bureau ? 'bureau' : 'department'];
}

/** Places a post may change in a document: all of it, or only its own region's. @throws Problem forbidden `catalog.not-your-item`. */
export async function mayChange(read: Read, hand: Hand, item: Scoped): Promise<(path: readonly string[]) => boolean> {
  const roles = await rolesFor(read, hand, item);
  if (roles.includes('editor')) return () => true;
  if (roles.includes('local')) return (path) => path[0] === 'overlays' && path[1] === `#${hand.post.regionCode}`;
  throw notYourItem();
}

export const notYourPost = () =>
  problem(
    'forbidden',
    'catalog.not-your-post',
    { zh: '您现在的岗位不能做这一步。', en: 'Your present post cannot do this.' },
    {
      zh: '请换成事项编辑或审核的岗位，或请管理员看看岗位设置。',
      en: 'Change to a post of the catalogue, or ask the administrator about your posts.',
    },
  );
export const notYourItem = () =>
  problem(
    'forbidden',
    'catalog.not-your-item',
    { zh: '这件事不归您现在的岗位管。', en: 'This item is not in the care of your present post.' },
    { zh: '请找这件事的主管部门，或换一个岗位。', en: 'Ask the department in charge, or change your post.' },
  );
