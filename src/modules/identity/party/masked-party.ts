import type { House } from '#platform/house';
import { maskAddress, maskId, maskName, maskPhone } from '#platform/identifiers';
import type { Text } from '#platform/text';
import { factsToMask } from './party-facts.ts';

/** A person as a screen of staff shows him: nothing in clear but what a queue needs to tell people apart. */
export type MaskedParty = {
  partyId: string;
  kind: 'natural' | 'organisation';
  /** In clear: the ground is open and the clerk greets a person by name. */
  name: string;
  maskedName: string;
  sex: 'male' | 'female' | null;
  age: number | null;
  documents: { id: string; type: string; typeName: Text; masked: string; provedHow: string; level: number }[];
  phone: string | null;
  address: string | null;
  homeRegion: string | null;
  homeLabel: string | null;
  legalRepresentative: { partyId: string; name: string } | null;
};

/** Masks a party for the card of a visit or step; the caller has the ground. Nothing is logged: nothing is in clear. */
export async function maskedParty(house: House, partyId: string): Promise<MaskedParty> {
  const facts = await factsToMask(house, partyId);
  return {
    partyId,
    kind: facts.kind,
    name: facts.name,
    maskedName: facts.kind === 'organisation' ? facts.name : maskName(facts.name),
    sex: facts.sex,
    age: facts.age,
    // A credit code is printed on every invoice of an organisation: it is no secret.
    documents: facts.documents.map(({ id, type, typeName, number, provedHow, level }) => ({
      id,
      type,
      typeName,
      masked: type === '001' ? number : maskId(number),
      provedHow,
      level,
    })),
    phone: facts.phone === null ? null : maskPhone(facts.phone),
    address: facts.address === null ? null : maskAddress(facts.address),
    homeRegion: facts.homeRegion,
    homeLabel: facts.homeLabel,
    legalRepresentative: facts.legalRepresentative,
  };
}
