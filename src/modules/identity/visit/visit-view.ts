import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { VisitView } from '../contract.ts';
import { maskedParty } from '../party/masked-party.ts';
import { relationKinds } from '../party/party.ts';
import { listRelations } from '../party/relation.sql.ts';
import { visitOfActor } from './visit.sql.ts';

/** The open visit of this clerk as the window draws it, or null; everything but names masked. */
export async function viewVisit(actor: Actor, house: House): Promise<VisitView | null> {
  const visit = await visitOfActor(house.db, actor);
  if (visit === undefined) return null;
  return {
    visitId: visit.id,
    how: visit.how,
    reason: visit.reason,
    openedAt: visit.openedAt.toISOString(),
    visitor: await maskedParty(house, visit.partyId),
    forParty: visit.forPartyId === null ? null : await maskedParty(house, visit.forPartyId),
    relation: visit.relation === null ? null : { word: visit.relation, text: relationKinds[visit.relation] ?? { zh: visit.relation } },
    consent: visit.consent,
    consentNote: visit.consentNote,
    relatives: await relativesOf(house, visit.partyId),
  };
}

/** Whom somebody is known to belong to, for a choice on a screen. */
export async function relativesOf(house: House, partyId: string): Promise<VisitView['relatives']> {
  const relations = await listRelations(house.db, partyId);
  return relations.map((r) => ({
    partyId: r.otherId,
    name: r.otherName,
    kind: r.kind,
    text: relationKinds[r.kind] ?? { zh: r.kind },
    level: r.level,
  }));
}
