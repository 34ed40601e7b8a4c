import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { type Day, shanghaiDate, yearsBetween } from '#platform/clock';
import { inTransaction, type Read, type Tx } from '#platform/db';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { regionLabel } from '#places';
import { plainReason } from '../visit/plain-reason.ts';
import type { SealedFacts } from './find-or-make-party.ts';
import { checkGround, type Ground } from './ground.ts';
import { documentName } from './party.ts';
import { findFacts, getParty, listContacts, listDocuments } from './party.sql.ts';
import { listRelations } from './relation.sql.ts';

/** An identity document in clear. */
export type ClearDocument = { id: string; type: string; typeName: Text; number: string; provedHow: string; level: number; at: string };

/** What is known of a party, in clear, each with its source. */
export type PartyFacts = {
  partyId: string;
  kind: 'natural' | 'organisation';
  name: string;
  documents: ClearDocument[];
  birth: Day | null;
  sex: 'male' | 'female' | null;
  age: number | null;
  homeRegion: string | null;
  homeLabel: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  legalRepresentative: { partyId: string; name: string } | null;
  /** Where each fact comes from, in words: keys are the names above. */
  sources: Record<string, Text>;
  at: string;
};

const sourceWords: Record<string, Text> = {
  seed: { zh: '公安人口库（示范）', en: 'population register (demonstration)' },
  'sign-in': { zh: '统一身份认证', en: 'national identity service' },
  card: { zh: '窗口刷证', en: 'card read at a window' },
  code: { zh: '手机身份码', en: 'identity code on the phone' },
  seen: { zh: '窗口看证', en: 'document seen at a window' },
  typed: { zh: '窗口录入', en: 'typed at a window' },
  named: { zh: '家人填写', en: 'entered by a relative' },
  window: { zh: '窗口登记', en: 'recorded at a window' },
  self: { zh: '本人填写', en: 'entered by the person' },
};

/** Everything known of a party, in clear, without a check: only inside this module. */
async function openFacts(tx: Read, house: House, partyId: string): Promise<PartyFacts> {
  const party = await getParty(tx, partyId);
  const key = await house.keys.keyOf(tx, { kind: 'person', id: partyId });
  const now = house.clock.now();
  const stored = await findFacts(tx, partyId);
  const facts = stored?.facts == null ? null : key.open<SealedFacts>(stored.facts, 'identity.facts');
  const documents = (await listDocuments(tx, partyId)).map((d) => ({
    id: d.id,
    type: d.type,
    typeName: documentName(d.type),
    number: key.open<string>(d.sealed, 'identity.document'),
    provedHow: d.provedHow,
    level: d.level,
    at: d.at.toISOString(),
  }));
  const contacts = await listContacts(tx, partyId);
  const contact = (kind: string): string | null => {
    const row = contacts.find((c) => c.kind === kind);
    return row === undefined ? null : key.open<string>(row.sealed, `identity.${kind}`);
  };
  const representative =
    party.kind === 'organisation'
      ? (await listRelations(tx, partyId)).find((r) => r.kind === 'legalRepresentative' && r.level === 2)
      : undefined;
  const proof = documents[0];
  const from = (how: string, at: Date): Text => {
    const words = sourceWords[how] ?? { zh: how, en: how };
    const [, month, day] = shanghaiDate(at).split('-').map(Number);
    return { zh: `${words.zh}，${month}月${day}日核对`, en: `${words.en}, checked ${shanghaiDate(at)}` };
  };
  const sources: Record<string, Text> = {};
  if (proof !== undefined) {
    const source = from(party.kind === 'organisation' && proof.provedHow === 'seed' ? 'register' : proof.provedHow, new Date(proof.at));
    if (party.kind === 'organisation' && proof.provedHow === 'seed')
      Object.assign(source, {
        zh: source.zh.replace('register', '市场主体登记库（示范）'),
        en: source.en?.replace('register', 'business register (demonstration)'),
      });
    for (const fact of ['name', 'documents', 'birth', 'sex', 'age', 'homeRegion', 'homeLabel', 'address', 'legalRepresentative'])
      sources[fact] = source;
  }
  for (const c of contacts) sources[c.kind] = from(c.source, c.at);
  const birth = facts?.birth ?? null;
  return {
    partyId,
    kind: party.kind,
    name: party.name,
    documents,
    birth,
    sex: facts?.sex ?? null,
    age: birth === null || party.kind === 'organisation' ? null : yearsBetween(birth, shanghaiDate(now)),
    homeRegion: party.homeRegion,
    homeLabel: party.homeRegion === null ? null : (await regionLabel(tx, party.homeRegion)).zh,
    address: contact('address') ?? facts?.address ?? null,
    phone: contact('phone'),
    email: contact('email'),
    legalRepresentative: representative === undefined ? null : { partyId: representative.otherId, name: representative.otherName },
    sources,
    at: now.toISOString(),
  };
}

/** As `partyFacts`, inside a transaction of the caller. */
export async function partyFactsIn(tx: Tx, actor: Actor, house: House, partyId: string, ground: Ground): Promise<PartyFacts> {
  await checkGround(tx, actor, partyId, ground);
  if (ground.kind !== 'self' && ground.kind !== 'system')
    await clearView(tx, actor, house.clock.now(), { partyId, what: 'facts', reason: '办理业务', ground });
  return openFacts(tx, house, partyId);
}

/**
 * What is known of a party, in clear, for filling and checking a form. The look is written down for the person to read.
 * @throws Problem forbidden `identity.no-ground`, notFound `identity.no-party`, gone `platform.erased`.
 */
export async function partyFacts(actor: Actor, house: House, partyId: string, ground: Ground): Promise<PartyFacts> {
  return inTransaction(house.db, (tx) => partyFactsIn(tx, actor, house, partyId, ground));
}

/** Opens single values a screen shows masked, with a reason the person can read. */
export async function viewParty(
  actor: Actor,
  house: House,
  input: { partyId: string; what: readonly ('documents' | 'phone' | 'address' | 'birth')[]; reason: string },
  ground: Ground,
): Promise<Partial<Pick<PartyFacts, 'documents' | 'phone' | 'address' | 'birth'>>> {
  const reason = plainReason(input.reason);
  return inTransaction(house.db, async (tx) => {
    await checkGround(tx, actor, input.partyId, ground);
    for (const what of input.what) await clearView(tx, actor, house.clock.now(), { partyId: input.partyId, what, reason, ground });
    const facts = await openFacts(tx, house, input.partyId);
    return Object.fromEntries(input.what.map((what) => [what, facts[what]]));
  });
}

/** The same facts for `masked-party.ts`, which lets nothing out unmasked. */
export const factsToMask = (house: House, partyId: string): Promise<PartyFacts> => openFacts(house.db, house, partyId);
