import { type Read, sql, type Tx } from '#platform/db';

/** A look as it goes under the chain: the whole row. */
export type LookRow = {
  id: string;
  at: Date;
  viewerId: string | null;
  postId: string | null;
  organId: string | null;
  partyId: string;
  caseId: string | null;
  what: string;
  reason: string;
  groundKind: string;
  groundId: string | null;
  sealedIn: number | null;
  reasonSalt: Buffer | null;
  reasonMark: Buffer | null;
  reasonErasedIn: number | null;
};

const columns = sql`
  id, at, viewer_id as "viewerId", post_id as "postId", organ_id as "organId", party_id as "partyId", case_id as "caseId", what, reason,
  ground_kind as "groundKind", ground_id as "groundId", sealed_in as "sealedIn", reason_salt as "reasonSalt",
  reason_mark as "reasonMark", reason_erased_in as "reasonErasedIn"`;

/** Claims looks that are in no batch yet, in the order of their ids; another sealer takes others. */
export async function claimLooks(tx: Tx, max: number): Promise<LookRow[]> {
  return tx.many<LookRow>(sql`
    select ${columns} from platform.clear_view where sealed_in is null order by id limit ${max} for update skip locked`);
}

/** Marks claimed looks as sealed in an entry, each with the salt and commitment of its reason. */
export async function markLooks(tx: Tx, entry: number, rows: readonly { id: string; salt: Buffer; mark: Buffer }[]): Promise<void> {
  await tx.run(sql`
    update platform.clear_view v set sealed_in = ${entry}, reason_salt = decode(r.salt, 'hex'), reason_mark = decode(r.mark, 'hex')
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.salt.toString('hex'))}::text[],
      ${rows.map((row) => row.mark.toString('hex'))}::text[]) as r (id, salt, mark)
    where v.id = r.id`);
}

/** What a batch says it holds, and what says of itself that it lies in this batch. */
export async function looksOfBatch(read: Read, entry: number, ids: readonly string[]): Promise<LookRow[]> {
  return read.many<LookRow>(sql`
    select ${columns} from platform.clear_view where sealed_in = ${entry}
    union select ${columns} from platform.clear_view where id = any(${ids}::uuid[])`);
}

/** Looks that name a batch there is not, and how many wait for theirs. */
export async function looksOutside(
  read: Read,
  last: number,
  before: Date | null,
): Promise<{ invented: string[]; waiting: number; late: string[] }> {
  return read.one(sql`
    select coalesce((select json_agg(id order by id) from (select id from platform.clear_view where sealed_in > ${last} limit 100) i), '[]') as invented,
      (select count(*) from platform.clear_view where sealed_in is null) as waiting,
      coalesce((select json_agg(id order by id) from (
        select id from platform.clear_view where sealed_in is null and at < ${before}::timestamptz limit 100) l), '[]') as late`);
}

/** Sealed looks at a party's data whose reason still stands. */
export async function looksWithReason(tx: Tx, partyId: string): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`
    select id from platform.clear_view where party_id = ${partyId} and sealed_in is not null and reason_erased_in is null
    order by id for update`);
  return rows.map((row) => row.id);
}

/** Empties the free words of looks; the entry that says so is written before. */
export async function eraseReasons(tx: Tx, entry: number, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update platform.clear_view set reason = '', reason_salt = null, reason_erased_in = ${entry} where id = any(${ids}::uuid[])`);
}
