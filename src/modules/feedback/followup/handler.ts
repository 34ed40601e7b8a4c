import { mustBeStaff } from '#identity';
import type { Actor, Post } from '#platform/actor';
import { pathWithin } from '#places';
import type { Contact } from '../contact.sql.ts';
import type { Followup } from './followup.ts';
import { noFollowup, notYours } from './problems.ts';

/**
 * Who may handle a follow-up: a manager whose region covers it, who is neither the rated person nor the rater
 * (谁办理谁负责, yet nobody answers a complaint about himself). @throws Problem.
 */
export function mustHandle(
  actor: Actor,
  f: Pick<Followup, 'regionPath'>,
  contact: Pick<Contact, 'staffId' | 'partyId'>,
): { personId: string; post: Post } {
  const who = mustBeStaff(actor, 'manager');
  if (!pathWithin(f.regionPath, who.post.regionPath)) throw noFollowup();
  if (who.personId === contact.staffId) throw notYours({ zh: '这一条说的是您，不能由您自己办。', en: 'This one is about you.' });
  if (who.personId === contact.partyId)
    throw notYours({ zh: '这一条是您自己打的分，不能由您自己办。', en: 'You gave this rating yourself.' });
  return who;
}
