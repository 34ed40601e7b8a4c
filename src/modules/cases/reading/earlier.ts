import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { Read, Tx } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { HeldMaterial } from '../outside/items.ts';
import { groundFor, openVisit } from '../outside/people.ts';
import { heldMaterials, type HeldRow, newestApplication } from './earlier.sql.ts';

/** Verified materials of a person's earlier cases: they shorten this person's list and nobody else's (model 12). */
export const findHeld = (read: Read, partyId: string): Promise<HeldRow[]> => heldMaterials(read, partyId);

/** The same as the catalogue's evaluation takes it. A paper a clerk has once checked satisfies both of its routes. */
export const asHeld = (rows: readonly HeldRow[]): HeldMaterial[] =>
  rows.flatMap((h) =>
    (['earlierCase', 'clerkChecked'] as const).map((route) => ({
      material: h.material,
      route,
      from: { caseId: h.caseId, caseNumber: h.number, seq: h.seq },
      on: shanghaiDate(h.checkedAt),
    })),
  );

/** Both in one. */
export const heldFor = async (read: Read, partyId: string): Promise<HeldMaterial[]> => asHeld(await heldMaterials(read, partyId));

/** Values of the same person's earlier case of the same item; only for the person, or in the person's visit. */
export async function earlierValues(
  tx: Tx,
  actor: Actor,
  house: House,
  partyId: string,
  itemKey: string,
): Promise<{ caseId: string; number: string; seq: number; values: Record<string, unknown> } | null> {
  const visit = await openVisit(tx, actor);
  const own =
    actor.kind === 'citizen' && (actor.personId === partyId || (actor.forPartyId === partyId && actor.capacity === 'legalRepresentative'));
  if (!own && visit?.presentPartyId !== partyId && visit?.forPartyId !== partyId) return null;
  const found = await newestApplication(tx, partyId, itemKey);
  if (found === undefined) return null;
  try {
    const content = await house.keys.open<{ values: Record<string, unknown> }>(
      tx,
      { kind: 'case', id: found.caseId },
      found.sealed,
      'cases.application',
    );
    return { caseId: found.caseId, number: found.number, seq: found.seq, values: content.values };
  } catch (error) {
    if (error instanceof Problem && error.kind === 'gone') return null; // lawfully erased: nothing to offer
    throw error;
  }
}

/**
 * What earlier cases hold for whoever fills an application for this person: the person, family on a register's word, a
 * clerk in the visit. Who merely says that he applies for somebody is told nothing of it.
 */
export const heldWithin = async (read: Read, actor: Actor, partyId: string): Promise<HeldRow[]> =>
  (await groundFor(read, actor, partyId)) === null ? [] : heldMaterials(read, partyId);
