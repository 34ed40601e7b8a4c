import { type Read, sql, type Tx } from '#platform/db';

/** The second factor of somebody. */
export type FactorRow = {
  sealed: Buffer;
  confirmedAt: Date | null;
  lastStep: number;
  failures: number;
  lockedUntil: Date | null;
  codesLeft: number;
};

const select = (partyId: string) => sql`
  select secret_sealed as sealed, confirmed_at as "confirmedAt", last_step as "lastStep", failures, locked_until as "lockedUntil",
    (select count(*)::int from identity.recovery_code c where c.party_id = f.party_id and c.used_at is null) as "codesLeft"
  from identity.second_factor f where f.party_id = ${partyId}`;

/** The second factor of a person. */
export const findFactor = (read: Read, partyId: string): Promise<FactorRow | undefined> => read.maybe<FactorRow>(select(partyId));

/** The same, locked: two tries at once are counted one after the other. */
export const lockFactor = (tx: Tx, partyId: string): Promise<FactorRow | undefined> =>
  tx.maybe<FactorRow>(sql`${select(partyId)} for update`);

/** Begins a set-up anew; false when one is in force. */
export async function putPending(tx: Tx, partyId: string, sealed: Buffer, at: Date): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into identity.second_factor (party_id, secret_sealed, begun_at) values (${partyId}, ${sealed}, ${at})
    on conflict (party_id) do update set secret_sealed = excluded.secret_sealed, begun_at = excluded.begun_at, last_step = 0
    where identity.second_factor.confirmed_at is null`);
  return rows === 1;
}

/** A code was right: it counts no second time, and earlier mistakes are forgotten. */
export async function noteRight(tx: Tx, partyId: string, step: number | null, at: Date): Promise<void> {
  await tx.run(sql`
    update identity.second_factor set last_step = coalesce(${step}::bigint, last_step), failures = 0, locked_until = null,
      confirmed_at = coalesce(confirmed_at, ${at}) where party_id = ${partyId}`);
}

/** A code was wrong. */
export async function noteWrong(tx: Tx, partyId: string, failures: number, lockedUntil: Date | null): Promise<void> {
  await tx.run(sql`update identity.second_factor set failures = ${failures}, locked_until = ${lockedUntil} where party_id = ${partyId}`);
}

/** Takes the second factor of a person away, with its recovery codes. */
export async function deleteFactor(tx: Tx, partyId: string): Promise<number> {
  return tx.run(sql`delete from identity.second_factor where party_id = ${partyId}`);
}

/** Puts new recovery codes in the place of the old ones. */
export async function replaceCodes(tx: Tx, partyId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.run(sql`delete from identity.recovery_code where party_id = ${partyId}`);
  await tx.run(sql`
    insert into identity.recovery_code (party_id, code_hash) select ${partyId}, h from unnest(${[...hashes]}::bytea[]) h`);
}

/** Uses a recovery code; false when there is none like it, or it was used. */
export async function useCode(tx: Tx, partyId: string, hash: Buffer, at: Date): Promise<boolean> {
  const rows = await tx.run(sql`
    update identity.recovery_code set used_at = ${at} where party_id = ${partyId} and code_hash = ${hash} and used_at is null`);
  return rows === 1;
}

/** A session has given its second factor. */
export async function passSession(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.session set factor_at = ${at} where id = ${sessionId}`);
}

/** Roles of the posts somebody holds on a day. */
export async function rolesOf(read: Read, partyId: string, today: string): Promise<string[]> {
  const rows = await read.many<{ role: string }>(sql`
    select distinct role from identity.post where person_id = ${partyId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`);
  return rows.map((row) => row.role);
}
