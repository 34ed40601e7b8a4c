import { type Read, sql, type Tx } from '#platform/db';
import { problem } from '#platform/errors';
import type { Party } from './party.ts';

const columns = sql.raw('p.id, p.kind, p.name, p.home_region as "homeRegion", p.home_path as "homePath", p.level');

/** A party without its sealed data, or undefined. */
export async function findParty(read: Read, id: string): Promise<Party | undefined> {
  return read.maybe<Party>(sql.named('identity.party')`select ${columns} from identity.party p where p.id = ${id}`);
}

/** A party without its sealed data. @throws Problem notFound `identity.no-party`. */
export async function getParty(read: Read, id: string): Promise<Party> {
  const party = await findParty(read, id);
  if (party === undefined) throw noParty();
  return party;
}

/** The refusal for an unknown party. */
export const noParty = () =>
  problem(
    'notFound',
    'identity.no-party',
    { zh: '没有查到这个人或单位。', en: 'There is no such person or organisation.' },
    {
      zh: '请核对证件号码再查一次，或请本人带证件到窗口。',
      en: 'Check the document number and try again, or ask the person to bring the document to a window.',
    },
  );

/** Several parties at once, in no order. */
export async function listParties(read: Read, ids: readonly string[]): Promise<Party[]> {
  if (ids.length === 0) return [];
  return read.many<Party>(sql`select ${columns} from identity.party p where p.id = any(${[...new Set(ids)]}::uuid[])`);
}

/** The party that holds a document under one of these look-up hashes. */
export async function findByLookup(read: Read, hashes: readonly Buffer[]): Promise<Party | undefined> {
  return read.maybe<Party>(sql.named('identity.by_document')`
    select ${columns} from identity.document d join identity.party p on p.id = d.party_id
    where d.lookup = any(${[...hashes]}::bytea[]) and d.ended_at is null limit 1`);
}

/** Two people who enter the same number at once wait for each other here instead of making two parties. */
export async function lockLookup(tx: Tx, hash: Buffer): Promise<void> {
  await tx.one(sql`select pg_advisory_xact_lock(hashtextextended(${hash.toString('hex')}, 7106020))::text as done`);
}

/** A new party. */
export async function insertParty(
  tx: Tx,
  p: Party & { factsSealed: Buffer | null; madeHow: 'sign-in' | 'window' | 'named' | 'seed'; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into identity.party (id, kind, name, home_region, home_path, facts_sealed, level, made_how, made_at)
    values (${p.id}, ${p.kind}, ${p.name}, ${p.homeRegion}, ${p.homePath}, ${p.factsSealed}, ${p.level}, ${p.madeHow}, ${p.at})`);
}

/** A better proof of who it is: the proved name and level stand from now on. */
export async function raiseParty(tx: Tx, id: string, name: string, level: number): Promise<void> {
  await tx.run(sql`update identity.party set name = ${name}, level = ${level} where id = ${id} and level < ${level}`);
}

/** Sets home and sealed facts. */
export async function setFacts(tx: Tx, id: string, home: { region: string; path: string } | null, sealed: Buffer): Promise<void> {
  await tx.run(sql`
    update identity.party set facts_sealed = ${sealed}, home_region = coalesce(${home?.region ?? null}, home_region),
      home_path = coalesce(${home?.path ?? null}, home_path) where id = ${id}`);
}

/** Sealed facts of a party. */
export async function findFacts(read: Read, id: string): Promise<{ facts: Buffer | null; at: Date } | undefined> {
  return read.maybe(sql.named('identity.facts')`select facts_sealed as facts, made_at as at from identity.party where id = ${id}`);
}

/** An identity document as stored. */
export type DocumentRow = { id: string; type: string; sealed: Buffer; provedHow: string; level: number; at: Date };

/** Documents in force of a party, best proved first. */
export async function listDocuments(read: Read, partyId: string): Promise<DocumentRow[]> {
  return read.many<DocumentRow>(sql.named('identity.documents')`
    select id, type, sealed, proved_how as "provedHow", level, proved_at as at from identity.document
    where party_id = ${partyId} and ended_at is null order by level desc, type, proved_at`);
}

/** A new document of a party. */
export async function insertDocument(
  tx: Tx,
  d: { id: string; partyId: string; type: string; lookup: Buffer; sealed: Buffer; provedHow: string; level: number; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into identity.document (id, party_id, type, lookup, sealed, proved_how, level, proved_at)
    values (${d.id}, ${d.partyId}, ${d.type}, ${d.lookup}, ${d.sealed}, ${d.provedHow}, ${d.level}, ${d.at})`);
}

/** A document proved at least as well as before takes the newer proof. */
export async function renewProof(tx: Tx, hashes: readonly Buffer[], how: string, level: number, at: Date): Promise<void> {
  await tx.run(sql`
    update identity.document set proved_how = ${how}, level = ${level}, proved_at = ${at}
    where lookup = any(${[...hashes]}::bytea[]) and ended_at is null and level <= ${level}`);
}

/** A contact as stored. */
export type ContactRow = { kind: 'phone' | 'email' | 'address'; sealed: Buffer; source: string; at: Date };

/** Contacts in force of a party. */
export async function listContacts(read: Read, partyId: string): Promise<ContactRow[]> {
  return read.many<ContactRow>(sql.named('identity.contacts')`
    select kind, sealed, source, set_at as at from identity.contact where party_id = ${partyId} and ended_at is null`);
}

/** Puts a contact in force and ends the one before. */
export async function putContact(
  tx: Tx,
  c: { id: string; partyId: string; kind: string; sealed: Buffer; source: string; at: Date },
): Promise<void> {
  await tx.run(sql`update identity.contact set ended_at = ${c.at} where party_id = ${c.partyId} and kind = ${c.kind} and ended_at is null`);
  await tx.run(sql`
    insert into identity.contact (id, party_id, kind, sealed, source, set_at)
    values (${c.id}, ${c.partyId}, ${c.kind}, ${c.sealed}, ${c.source}, ${c.at})`);
}

/** People by the beginning of their name and organisations by any part of it, only beneath one division. */
export async function searchByName(read: Read, text: string, underPath: string, limit: number): Promise<Party[]> {
  const escaped = text.replaceAll(/[\\%_]/g, '\\$&');
  return read.many<Party>(sql`
    select ${columns} from identity.party p
    where (p.home_path = ${underPath} or p.home_path like ${`${underPath}/%`})
      and (p.name like ${`${escaped}%`} or (p.kind = 'organisation' and p.name like ${`%${escaped}%`}))
    order by p.kind, p.name limit ${limit}`);
}

/** Documents whose look-up column was made with an older key; locked for this transaction. */
export async function claimOldLookups(
  tx: Tx,
  version: number,
  after: string | null,
  max: number,
): Promise<{ id: string; partyId: string; type: string; sealed: Buffer }[]> {
  return tx.many(sql`
    select id, party_id as "partyId", type, sealed from identity.document
    where get_byte(lookup, 0) < ${version} ${after === null ? sql`` : sql`and id > ${after}`}
    order by id limit ${max} for update`);
}

/** Puts a look-up column made with the newest key in its place. */
export async function setLookup(tx: Tx, id: string, lookup: Buffer): Promise<void> {
  await tx.run(sql`update identity.document set lookup = ${lookup} where id = ${id}`);
}
