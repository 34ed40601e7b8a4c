import type { Tx } from '#platform/db';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { type Contact, insertContact } from './contact.sql.ts';
import { contactToken, tokenHash } from './token.ts';

/** Makes the contact a deed stands for and invites to rate by the one rule; a deed heard twice makes one. */
export async function makeContact(tx: Tx, house: House, deed: Omit<Contact, 'id' | 'rated'>): Promise<boolean> {
  const id = newId();
  const made = await insertContact(tx, {
    ...deed,
    id,
    tokenHash: tokenHash(contactToken(house, id)),
    invitedBy: deed.kind === 'visit' ? 'visit-closed' : 'case-decided',
  });
  if (made)
    await emit(tx, house.clock.now(), {
      type: 'feedback.invited',
      subject: { kind: 'contact', id, seq: 1 },
      data: { contactId: id, partyId: deed.partyId, kind: deed.kind },
    });
  return made;
}
