import { type Read, sql, type Tx } from '#platform/db';

/** A decision to grant as the public list holds it. */
export type PublicGrantRow = {
  id: string;
  decidedAt: Date;
  itemKey: string;
  itemName: string;
  organName: string | null;
  holderId: string;
  holderName: string;
  paperNumber: string | null;
  /** What a later decision made of it; null while it stands. */
  later: 'grant' | 'refuse' | 'revoked' | 'reopened' | 'notAccepted' | null;
};

/** Public decisions, newest first; one item where a key is given, and before a decision where its time and id are. */
export async function selectPublicGrants(
  read: Read,
  wanted: { item: string | null; before: { at: Date; id: string } | null; limit: number },
): Promise<PublicGrantRow[]> {
  const item = wanted.item === null ? sql`true` : sql`d.public_item = ${wanted.item}`;
  const before = wanted.before === null ? sql`true` : sql`(d.decided_at, d.id) < (${wanted.before.at}, ${wanted.before.id}::uuid)`;
  return read.many<PublicGrantRow>(sql`
    with page as (
      select d.* from cases.decision d where d.public_item > '' and ${item} and ${before}
      order by d.decided_at desc, d.id desc limit ${wanted.limit})
    select d.id, d.decided_at as "decidedAt", d.public_item as "itemKey", c.item_name as "itemName", c.organ_name as "organName",
      a.party_id as "holderId", c.applicant_name as "holderName",
      (select p.number from cases.paper p where p.home_region = d.home_region and p.case_id = d.case_id and p.seq = d.seq
        and p.kind in ('grant', 'superseding') order by p.number limit 1) as "paperNumber",
      (select l.outcome from cases.decision l where l.home_region = d.home_region and l.case_id = d.case_id and l.id = d.superseded_by) as later
    from page d
    join cases."case" c on c.home_region = d.home_region and c.id = d.case_id
    join cases.case_party a on a.home_region = d.home_region and a.case_id = d.case_id and a.role = 'applicant'
    order by d.decided_at desc, d.id desc`);
}

/** Grants from before the list began that nobody has looked at yet. */
export async function selectEarlierGrants(tx: Tx, limit: number): Promise<{ id: string; versionId: string; itemKey: string }[]> {
  return tx.many(sql`
    select d.id, c.version_id as "versionId", c.item_key as "itemKey"
    from cases.decision d join cases."case" c on c.home_region = d.home_region and c.id = d.case_id
    where d.public_item = '' order by d.id limit ${limit} for update of d skip locked`);
}

/** Says of these decisions whether they are public. */
export async function markGrants(tx: Tx, ids: readonly string[], publicItem: string | null): Promise<void> {
  await tx.run(sql`update cases.decision set public_item = ${publicItem} where id = any(${[...ids]}::uuid[]) and public_item = ''`);
}
