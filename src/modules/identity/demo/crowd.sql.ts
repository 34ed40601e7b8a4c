import type { Load } from '#platform/db';

/** A party of the crowd as it is stored. */
export type CrowdRow = {
  id: string;
  kind: 'natural' | 'organisation';
  name: string;
  homeRegion: string;
  homePath: string;
  factsSealed: Buffer;
  documentId: string;
  documentType: string;
  lookup: Buffer;
  numberSealed: Buffer;
  contactId: string;
  phoneSealed: Buffer;
  at: Date;
};

/** Stores people and organisations with their document and telephone. */
export async function loadParties(load: Load, rows: readonly CrowdRow[]): Promise<void> {
  await load.rows(
    'identity.party',
    ['id', 'kind', 'name', 'home_region', 'home_path', 'facts_sealed', 'level', 'made_how', 'made_at'],
    rows.map((r) => [r.id, r.kind, r.name, r.homeRegion, r.homePath, r.factsSealed, 3, 'seed', r.at]),
  );
  await load.rows(
    'identity.document',
    ['id', 'party_id', 'type', 'lookup', 'sealed', 'proved_how', 'level', 'proved_at'],
    rows.map((r) => [r.documentId, r.id, r.documentType, r.lookup, r.numberSealed, 'seed', 3, r.at]),
  );
  await load.rows(
    'identity.contact',
    ['id', 'party_id', 'kind', 'sealed', 'source', 'set_at'],
    rows.map((r) => [r.contactId, r.id, 'phone', r.phoneSealed, 'seed', r.at]),
  );
}

/** Who stands for an organisation, both ways round. */
export async function loadRepresentatives(
  load: Load,
  rows: readonly { ids: readonly [string, string]; organisationId: string; personId: string; at: Date }[],
): Promise<void> {
  await load.rows(
    'identity.relation',
    ['id', 'party_id', 'other_id', 'kind', 'level', 'source', 'at'],
    rows.flatMap((r) => [
      [r.ids[0], r.organisationId, r.personId, 'legalRepresentative', 2, 'register', r.at],
      [r.ids[1], r.personId, r.organisationId, 'represented', 2, 'register', r.at],
    ]),
  );
}

/** Visits that are over: who was at which window, shown by his card. */
export type PastVisit = {
  id: string;
  windowId: string;
  pointId: string;
  postId: string;
  clerkId: string;
  partyId: string;
  forPartyId: string | null;
  openedAt: Date;
  closedAt: Date;
};

/** Stores visits. */
export async function loadVisits(load: Load, rows: readonly PastVisit[]): Promise<void> {
  await load.rows(
    'identity.visit',
    [
      'id',
      'window_id',
      'point_id',
      'post_id',
      'clerk_id',
      'party_id',
      'how',
      'reason',
      'for_party_id',
      'relation',
      'consent',
      'for_set_at',
      'opened_at',
      'closed_at',
      'closed_why',
    ],
    rows.map((r) => [
      r.id,
      r.windowId,
      r.pointId,
      r.postId,
      r.clerkId,
      r.partyId,
      'card',
      '刷证',
      r.forPartyId,
      r.forPartyId === null ? null : 'represented',
      r.forPartyId === null ? null : 'paper',
      r.forPartyId === null ? null : r.openedAt,
      r.openedAt,
      r.closedAt,
      'closed',
    ]),
  );
}
