import { type Actor, anonymous } from '#platform/actor';
import type { House } from '#platform/house';
import { findPartyByDocument } from '#identity';
import { signAsSandboxReader } from './visit/sandbox-reader.ts';
import { findPostByKey } from './staff/post.sql.ts';

/** Somebody of the demonstration city as the actor a session would give. */
export async function staffAt(house: House, postKey: string): Promise<Actor> {
  const found = await findPostByKey(house.db, postKey);
  if (found === undefined) throw new Error(postKey);
  const { personId, personName, label: _, ...post } = found;
  return {
    ...anonymous('zh', post.windowId === null ? 'desk' : 'window'),
    kind: 'staff',
    capacity: 'staff',
    personId,
    post,
    name: personName,
  };
}

/** What the reader of a window says of a card that lies on it. */
export const readCard = (house: House, actor: Actor, card: { number: string; name: string; documentType?: string }): Promise<string> =>
  signAsSandboxReader(house, actor.post?.windowId ?? '', { documentType: '111', ...card });

/** A citizen of the demonstration city by document number. */
export async function citizenOf(house: House, number: string): Promise<Actor> {
  const party = await findPartyByDocument(house, { type: '111', number });
  if (party === undefined) throw new Error('nobody has this number');
  return { ...anonymous(), kind: 'citizen', personId: party.id, name: party.name };
}
