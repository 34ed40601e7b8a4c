import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { maskName } from '#platform/identifiers';
import { limit } from '#platform/limits';
import { regionLabels } from '#places';
import { mustBeStaff } from '../session/must-be.ts';
import { cleanName } from './party.ts';
import { searchByName } from './party.sql.ts';

/** A row a search by name may show: enough to choose, not enough to know. */
export type NameRow = { partyId: string; kind: 'natural' | 'organisation'; maskedName: string; homeLabel: string };

/** Finds people and organisations registered in the clerk's own region by name; masked, at most twenty, counted. */
export async function searchNames(actor: Actor, house: House, text: string): Promise<NameRow[]> {
  const { personId, post } = mustBeStaff(actor, 'clerk');
  const wanted = cleanName(text);
  if ([...wanted].length < 2) {
    const say = { zh: '至少写两个字。', en: 'Please enter at least two characters.' };
    throw problem(
      'invalid',
      'identity.name-too-short',
      say,
      { zh: '知道证件号码的话，直接按号码接待。', en: 'With a document number, open a visit by number.' },
      { fields: [{ field: 'name', say }] },
    );
  }
  const at = house.clock.now();
  await limit(house, at, { scope: 'identity.search', key: personId, max: 60, perSeconds: 600 });
  const parties = await searchByName(house.db, wanted, post.regionPath, 20);
  await inTransaction(house.db, (tx) => audit(tx, actor, at, { word: 'NAME_SEARCH', details: { found: parties.length } }));
  const labels = await regionLabels(
    house.db,
    parties.flatMap((p) => p.homeRegion ?? []),
  );
  return parties.map((p) => ({
    partyId: p.id,
    kind: p.kind,
    maskedName: p.kind === 'organisation' ? p.name : maskName(p.name),
    homeLabel: labels.get(p.homeRegion ?? '') ?? '',
  }));
}
