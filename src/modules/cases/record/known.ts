/**
 * The one place that says whether a case exists for a reader. To anybody else every route answers as for an id that was
 * never given out, whatever is asked: a number of the case, its state or its office are already somebody's matter (I9).
 */
import type { Actor } from '#platform/actor';
import type { Read } from '#platform/db';
import { coversItem, inRegion, isStranger, stepAtPost } from '../cases.policy.ts';
import { isOwnMatter, openVisit } from '../outside/people.ts';
import { type LoadedCase, organActed } from './case.sql.ts';
import { caseNotFound } from './problems.ts';

/** Roles of people whose visit opens their case at the window. */
export const presentRoles: ReadonlySet<string> = new Set(['applicant', 'agent', 'guardian', 'joint', 'beneficiary']);

/**
 * Whether staff may know of a case: it lies or lay with their organ, or a manager's region holds it, and their post
 * covers the item; or somebody of it is at the window; or it is their own matter (which they are told to leave alone).
 * A citizen must be one of its people.
 */
export async function isKnown(read: Read, actor: Actor, c: LoadedCase): Promise<boolean> {
  if (actor.kind !== 'staff') return !isStranger(actor, c);
  const { post } = actor;
  if (post === null) return false;
  if (coversItem(post, c.itemKey)) {
    if (c.steps.some((s) => stepAtPost(post, c, s) || (s.organId !== null && s.organId === post.organId))) return true;
    if (post.role === 'manager' && (inRegion(post, c.regionPath) || inRegion(post, c.receivingRegionPath))) return true;
    if (post.organId === c.organId || post.organId === c.receivingOrganId) return true;
    if (await organActed(read, c, post.organId)) return true;
  }
  const visit = await openVisit(read, actor);
  if (visit !== null && c.parties.some((p) => presentRoles.has(p.role) && [visit.presentPartyId, visit.forPartyId].includes(p.partyId)))
    return true;
  return isOwnMatter(read, actor, c.parties);
}

/** Passes a case on to a reader who may know of it; for anybody else there is none. */
export async function known<C extends LoadedCase>(read: Read, actor: Actor, c: C | undefined): Promise<C> {
  if (c === undefined || !(await isKnown(read, actor, c))) throw caseNotFound();
  return c;
}
