/** The one place where `cases` asks `identity`: parties, facts about them, visits. */
import {
  bornOn,
  getParty,
  listParties,
  listPosts,
  listRepresented,
  type PartyFacts,
  partyFactsIn,
  relationBetween,
  visitOfActor,
} from '#identity';
import type { Actor } from '#platform/actor';
import type { Day } from '#platform/clock';
import type { Read, Tx } from '#platform/db';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import type { Facts } from './items.ts';

export { maskName } from '#platform/identifiers';

/** The open visit a clerk works in: who is there and for whom. */
export type OpenVisit = {
  id: string;
  presentPartyId: string;
  forPartyId: string | null;
  relation: string | null;
  consent: string | null;
  windowId: string;
  pointId: string;
};

/** The actor's open visit; null for everybody else. */
export async function openVisit(read: Read, actor: Actor): Promise<OpenVisit | null> {
  if (actor.kind !== 'staff' || actor.visitId === null) return null;
  const visit = await visitOfActor(read, actor);
  if (visit === undefined || visit.closedAt !== null) return null;
  const { id, partyId, forPartyId, relation, consent, windowId, pointId } = visit;
  return { id, presentPartyId: partyId, forPartyId, relation, consent, windowId, pointId };
}

/** Whether a member of staff is a party, or the legal representative of one (I13). */
export async function isOwnMatter(read: Read, actor: Actor, parties: readonly { partyId: string }[]): Promise<boolean> {
  if (actor.kind !== 'staff' || actor.personId === null) return false;
  const own = new Set([actor.personId, ...(await listRepresented(read, actor.personId)).map((one) => one.partyId)]);
  return parties.some((p) => own.has(p.partyId));
}

/** Whether who stands at the window is one of these people, or tied to one of them by a register: more than what was said at the counter. */
export async function presentByRight(read: Read, visit: OpenVisit, partyIds: readonly string[]): Promise<boolean> {
  if (partyIds.includes(visit.presentPartyId)) return true;
  if (visit.forPartyId === null || !partyIds.includes(visit.forPartyId)) return false;
  if ((await listRepresented(read, visit.presentPartyId)).some((one) => one.partyId === visit.forPartyId)) return true;
  const tie =
    (await relationBetween(read, visit.presentPartyId, visit.forPartyId)) ??
    (await relationBetween(read, visit.forPartyId, visit.presentPartyId));
  return tie !== undefined && tie.level >= 2;
}

/** Name and kind of a party. */
export async function partyName(read: Read, partyId: string): Promise<{ id: string; name: string; kind: 'natural' | 'organisation' }> {
  const { id, name, kind } = await getParty(read, partyId);
  return { id, name, kind };
}

/** Whether somebody was born on that day; the date itself is told to nobody. */
export const partyBornOn = (read: Read, house: House, partyId: string, day: Day): Promise<boolean> => bornOn(read, house, partyId, day);

/** Whether parties are people or organisations. */
export async function partyKinds(read: Read, ids: readonly string[]): Promise<Map<string, 'natural' | 'organisation'>> {
  return new Map((await listParties(read, ids)).map((p) => [p.id, p.kind]));
}

/**
 * Whom a citizen may name as applicant: somebody he has a tie to, be it only that he named him with name and number.
 * That the other named *him* opens nothing, unless a register says so. An id without a tie is answered as one that does
 * not exist. @throws Problem notFound `identity.no-party`.
 */
export async function mayName(read: Read, personId: string, partyId: string): Promise<void> {
  if ((await relationBetween(read, personId, partyId)) !== undefined) return;
  if (((await relationBetween(read, partyId, personId))?.level ?? 0) >= 2) return;
  if ((await listRepresented(read, personId)).some((one) => one.partyId === partyId)) return;
  await getParty(read, nobody);
}
const nobody = '00000000-0000-0000-0000-000000000000';

/** What the house holds about a person, for forms: empty where this actor has no ground to see it. */
export async function knownAbout(
  tx: Tx,
  actor: Actor,
  house: House,
  partyId: string,
): Promise<{ facts: Facts; person: Record<string, unknown> }> {
  const ground = await groundFor(tx, actor, partyId);
  if (ground === null) {
    const { kind } = await getParty(tx, partyId);
    return { facts: { 'applicant.kind': kind }, person: {} };
  }
  const known = await partyFactsIn(tx, actor, house, partyId, ground);
  return { facts: factsOfPerson(known), person: fieldsOfPerson(known) };
}

/** A person sees the own data; the family's only on a register's word; an organisation's as its representative; a clerk in the visit. */
export async function groundFor(
  tx: Read,
  actor: Actor,
  partyId: string,
): Promise<{ kind: 'self' | 'visit' | 'party'; id: string | null } | null> {
  if (actor.personId === partyId && actor.kind === 'citizen') return { kind: 'self', id: null };
  if (actor.kind === 'citizen' && actor.personId !== null) {
    if (actor.forPartyId === partyId && actor.capacity === 'legalRepresentative') return { kind: 'party', id: null };
    const relation = (await relationBetween(tx, actor.personId, partyId)) ?? (await relationBetween(tx, partyId, actor.personId));
    return relation !== undefined && relation.level >= 2 ? { kind: 'party', id: relation.id } : null;
  }
  const visit = await openVisit(tx, actor);
  return visit !== null && (visit.presentPartyId === partyId || visit.forPartyId === partyId) ? { kind: 'visit', id: visit.id } : null;
}

function factsOfPerson(p: PartyFacts): Facts {
  return {
    'applicant.kind': p.kind,
    ...(p.birth === null ? {} : { 'applicant.birth': p.birth }),
    ...(p.sex === null ? {} : { 'applicant.sex': p.sex }),
    ...(p.homeRegion === null ? {} : { 'applicant.region': p.homeRegion }),
  };
}

/** Facts by the names item documents use in `x-source` paths. */
function fieldsOfPerson(p: PartyFacts): Record<string, unknown> {
  const number = (types: readonly string[]): string | undefined => p.documents.find((d) => types.includes(d.type))?.number;
  const first = p.documents[0]?.number;
  return {
    name: p.name,
    idNumber: number(['111', 'id', 'id-card', 'idNumber', 'resident-id']) ?? (p.kind === 'natural' ? first : undefined),
    uscc: number(['uscc', '001', 'USCC']) ?? (p.kind === 'organisation' ? first : undefined),
    birth: p.birth ?? undefined,
    sex: p.sex ?? undefined,
    phone: p.phone ?? undefined,
    email: p.email ?? undefined,
    address: p.address ?? undefined,
    region: p.homeRegion ?? undefined,
    legalRepresentative: p.legalRepresentative?.name,
    'legalRepresentative.name': p.legalRepresentative?.name,
  };
}

/** People with a post at an office. */
export async function postsAtOffice(read: Read, organId: string, today: Day): Promise<{ personId: string; name: string; role: string }[]> {
  return (await listPosts(read, { organId, today })).map((p) => ({ personId: p.personId, name: p.personName, role: p.role }));
}

/** Names of members of staff. */
export async function namesOf(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(ids.length === 0 ? [] : (await listParties(read, ids)).map((p) => [p.id, p.name]));
}

/** Posts at an office with the titles they carry. */
export async function titlesAtOffice(
  read: Read,
  organId: string,
  today: Day,
): Promise<{ personId: string; name: string; role: string; title: Text }[]> {
  return (await listPosts(read, { organId, today })).map((p) => ({
    personId: p.personId,
    name: p.personName,
    role: p.role,
    title: p.label,
  }));
}
