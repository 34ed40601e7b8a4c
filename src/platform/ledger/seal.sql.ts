import { type Load, type Read, sql, type Tx } from '#platform/db';

/** A seal as stored. */
export type StoredSeal = { number: number; statement: string; hash: Buffer; manifest: Buffer; signature: Buffer | null };

/** One sealer at a time; nobody else waits for this lock. */
export async function lockSealing(tx: Pick<Tx, 'many'>): Promise<void> {
  await tx.many(sql`select pg_advisory_xact_lock(7106014)`);
}

/** The newest seal. */
export async function lastSeal(read: Read): Promise<{ number: number; hash: Buffer; statement: string } | undefined> {
  return read.maybe(sql`select number, hash, statement from platform_ledger.seal order by number desc limit 1`);
}

/** Claims unsealed entries for a seal and answers what it holds. */
export async function claimUnsealed(tx: Tx, number: number, max: number): Promise<{ id: string; seq: number; hash: Buffer }[]> {
  return tx.many(sql`
    with picked as (
      select stream_kind, stream_id, seq from platform_ledger.entry
      where sealed_in is null limit ${max} for update skip locked)
    update platform_ledger.entry e set sealed_in = ${number} from picked p
    where e.stream_kind = p.stream_kind and e.stream_id = p.stream_id and e.seq = p.seq
    returning e.stream_id as id, e.seq, e.hash`);
}

/** Writes a seal that is still to be signed. */
export async function insertSeal(tx: Tx, seal: Omit<StoredSeal, 'signature'>): Promise<void> {
  await tx.run(sql`
    insert into platform_ledger.seal (number, statement, hash, manifest)
    values (${seal.number}, ${seal.statement}, ${seal.hash}, ${seal.manifest})`);
}

/** The same in a bulk load. */
export async function loadSeal(load: Load, seal: Omit<StoredSeal, 'signature'>): Promise<void> {
  await load.rows(
    'platform_ledger.seal',
    ['number', 'statement', 'hash', 'manifest'],
    [[seal.number, seal.statement, seal.hash, seal.manifest]],
  );
}

/** Seals whose second step, signing, has not been done. */
export async function unsignedSeals(read: Read): Promise<{ number: number; statement: string }[]> {
  return read.many(sql`select number, statement from platform_ledger.seal where signature is null order by number`);
}

/** Puts the signature under a seal. */
export async function signSeal(tx: Tx, number: number, signature: Buffer): Promise<void> {
  await tx.run(sql`update platform_ledger.seal set signature = ${signature} where number = ${number} and signature is null`);
}

/** Seals that have not been sent to a place, in order. */
export async function unsentSeals(
  read: Read,
  place: string,
  max: number,
): Promise<{ number: number; statement: string; signature: Buffer }[]> {
  return read.many(sql`
    select s.number, s.statement, s.signature from platform_ledger.seal s
    where s.signature is not null
      and not exists (select 1 from platform_ledger.root_sent r where r.seal_number = s.number and r.place = ${place})
    order by s.number limit ${max}`);
}

/** Marks seals as sent. */
export async function markSent(tx: Tx, at: Date, place: string, numbers: readonly number[]): Promise<void> {
  await tx.run(sql`
    insert into platform_ledger.root_sent (seal_number, place, sent_at)
    select n, ${place}, ${at} from unnest(${numbers}::bigint[]) n on conflict do nothing`);
}

/** The next seals after a number, for verifying inside one snapshot. */
export async function readSeals(read: Read, after: number, max: number): Promise<StoredSeal[]> {
  return read.many(sql`
    select number, statement, hash, manifest, signature from platform_ledger.seal where number > ${after} order by number limit ${max}`);
}

/** State for `/metrics` and the doctor: how many entries wait and until when seals have left the house. */
export async function sealState(read: Read): Promise<{ unsealed: number; seals: number; unsent: number }> {
  return read.one(sql`
    select (select count(*) from platform_ledger.entry where sealed_in is null) as unsealed,
      (select count(*) from platform_ledger.seal) as seals,
      (select count(*) from platform_ledger.seal s where not exists (select 1 from platform_ledger.root_sent r where r.seal_number = s.number)) as unsent`);
}
