import { type Actor, anonymous } from '#platform/actor';
import { sql } from '#platform/db';
import type { House } from '#platform/house';
import { findPartyByDocument, findPost } from '#identity';

/** Somebody of the demonstration city as the actor a session would give. */
export async function staffAt(house: House, postKey: string): Promise<Actor> {
  const { id } = await house.db.one<{ id: string }>(sql`select id from identity.post where key = ${postKey}`);
  const found = await findPost(house.db, id);
  if (found === undefined) throw new Error(postKey);
  const { personId, personName, label: _, ...post } = found;
  return { ...anonymous('zh', post.windowId === null ? 'desk' : 'window'), kind: 'staff', capacity: 'staff', personId, post, name: personName };
}

/** A citizen of the demonstration city by document number. */
export async function citizenOf(house: House, number: string): Promise<Actor> {
  const party = await findPartyByDocument(house, { type: '111', number });
  if (party === undefined) throw new Error('nobody has this number');
  return { ...anonymous(), kind: 'citizen', personId: party.id, name: party.name };
}
