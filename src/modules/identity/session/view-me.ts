import type { Static } from 'typebox';
import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { me } from '../contract.ts';
import { findParty } from '../party/party.sql.ts';
import { listRepresented } from '../party/relation.sql.ts';
import { relativesOf } from '../visit/visit-view.ts';
import { mustBeCitizen } from './must-be.ts';

/** Who is signed in on the portal, and for whom one may act. */
export async function viewMe(actor: Actor, house: House): Promise<Static<typeof me>> {
  const partyId = mustBeCitizen(actor);
  const forParty = actor.forPartyId === null ? undefined : await findParty(house.db, actor.forPartyId);
  return {
    partyId,
    name: actor.name,
    forParty: forParty === undefined ? null : { partyId: forParty.id, name: forParty.name },
    organisations: (await listRepresented(house.db, partyId)).map((o) => ({ partyId: o.partyId, name: o.name })),
    relatives: await relativesOf(house, partyId),
  };
}
