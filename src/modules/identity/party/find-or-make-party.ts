import { shanghaiDate } from '#platform/clock';
import type { Read, Tx } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { checkPaperNumber } from '#platform/identifiers';
import { newId } from '#platform/ids';
import { findRegion } from '#places';
import { cleanName, lookupText, type Party, proofLevels, type ProvedHow, sameName } from './party.ts';
import { findByLookup, insertDocument, insertParty, lockLookup, raiseParty, renewProof } from './party.sql.ts';

/** Somebody as a door describes him. */
export type DescribedParty = {
  kind?: 'natural' | 'organisation';
  /** Needed when nobody with this document is known yet. */
  name?: string | undefined;
  documentType: string;
  number: string;
  how: ProvedHow;
  /** Known beyond the number, from a card or register. */
  homeRegion?: string | null;
  birth?: string;
  sex?: 'male' | 'female';
  address?: string | undefined;
};

/** Personal facts sealed under the person's key. */
export type SealedFacts = { birth: string | null; sex: 'male' | 'female' | null; address: string | null };

/** Checks a number by its kind. @throws Problem invalid `identity.bad-number` naming the check that failed. */
export function checkedNumber(
  house: Pick<House, 'clock'>,
  type: string,
  typed: string,
): { value: string; birth?: string; sex?: 'male' | 'female' } {
  const checked = checkPaperNumber(type, typed, shanghaiDate(house.clock.now()));
  if (checked.ok) return checked;
  throw problem(
    'invalid',
    'identity.bad-number',
    checked.say,
    { zh: '请对照证件再填一次，或者刷证。', en: 'Please compare it with the document, or read the card.' },
    { fields: [{ field: 'number', say: checked.say }] },
  );
}

/** The party that holds this document; exact, by keyed hash. For the server's own use: it opens nothing. */
export async function findPartyByDocument(
  house: House,
  document: { type: string; number: string },
  read: Read = house.db,
): Promise<Party | undefined> {
  const { value } = checkedNumber(house, document.type, document.number);
  return findByLookup(read, house.keys.lookupHashes('document', lookupText(document.type, value)));
}

/**
 * The party that holds this document, made when there is none. A better proof than before corrects the name;
 * otherwise another name is a conflict that a person has to look at.
 * @throws Problem `identity.bad-number`, `identity.name-needed`, `identity.name-differs`.
 */
export async function findOrMakeParty(
  tx: Tx,
  house: House,
  who: DescribedParty,
): Promise<{ partyId: string; made: boolean; party: Party }> {
  const number = checkedNumber(house, who.documentType, who.number);
  const text = lookupText(who.documentType, number.value);
  const lookup = house.keys.lookupHash('document', text);
  const hashes = house.keys.lookupHashes('document', text);
  const level = proofLevels[who.how];
  const at = house.clock.now();
  const name = who.name === undefined ? undefined : cleanName(who.name);
  // Oldest first, and all of them: while the look-up key changes, one process may know a version the other does not.
  for (const hash of hashes.toReversed()) await lockLookup(tx, hash);
  const known = await findByLookup(tx, hashes);
  if (known !== undefined) {
    const differs = name !== undefined && !sameName(name, known.name);
    if (differs && level <= known.level) throw nameDiffers();
    const stands = name !== undefined && level > known.level ? name : known.name;
    if (level > known.level) await raiseParty(tx, known.id, stands, level);
    await renewProof(tx, hashes, who.how, level, at);
    return { partyId: known.id, made: false, party: { ...known, name: stands, level: Math.max(level, known.level) } };
  }
  if (name === undefined || name === '') throw nameNeeded();
  const id = newId();
  const home = who.homeRegion == null ? undefined : await findRegion(tx, who.homeRegion);
  const key = await house.keys.createKey(tx, at, { kind: 'person', id });
  const facts: SealedFacts = { birth: who.birth ?? number.birth ?? null, sex: who.sex ?? number.sex ?? null, address: who.address ?? null };
  const party: Party = {
    id,
    kind: who.kind ?? (who.documentType === '001' ? 'organisation' : 'natural'),
    name,
    homeRegion: home?.code ?? null,
    homePath: home?.path ?? null,
    level,
  };
  const madeHow = who.how === 'sign-in' ? 'sign-in' : who.how === 'named' ? 'named' : who.how === 'seed' ? 'seed' : 'window';
  await insertParty(tx, { ...party, factsSealed: key.seal(facts, 'identity.facts'), madeHow, at });
  await insertDocument(tx, {
    id: newId(),
    partyId: id,
    type: who.documentType,
    lookup,
    sealed: key.seal(number.value, 'identity.document'),
    provedHow: who.how,
    level,
    at,
  });
  return { partyId: id, made: true, party };
}

function nameNeeded(): Problem {
  const say = { zh: '第一次来，还要填姓名。', en: 'Nobody with this document is known yet: the name is needed.' };
  return problem(
    'invalid',
    'identity.name-needed',
    say,
    { zh: '请照证件上的写法填姓名。', en: 'Please enter the name as the document shows it.' },
    { fields: [{ field: 'name', say }] },
  );
}

function nameDiffers(): Problem {
  const say = { zh: '姓名和证件号码对不上。', en: 'The name does not belong to this document number.' };
  return problem(
    'conflict',
    'identity.name-differs',
    say,
    {
      zh: '请照证件核对姓名和号码。改过名的，请本人带证件到窗口更正。',
      en: 'Please compare both with the document. After a change of name, bring the document to a window.',
    },
    { fields: [{ field: 'name', say }] },
  );
}
