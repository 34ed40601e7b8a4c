import { type Read, sql, type Tx } from '#platform/db';

/** A line for whoever got or lost a step. */
export type HandedRow = {
  id: string;
  homeRegion: string;
  caseId: string;
  stepId: string;
  seq: number;
  personId: string;
  what: 'given' | 'taken';
  otherName: string | null;
  byName: string;
  at: Date;
};

/** Tells somebody, in the transaction of the deed. */
export async function insertHanded(tx: Tx, r: HandedRow): Promise<void> {
  await tx.run(sql`
    insert into cases.handed_over (id, home_region, case_id, step_id, seq, person_id, what, other_name, by_name, at)
    values (${r.id}, ${r.homeRegion}, ${r.caseId}, ${r.stepId}, ${r.seq}, ${r.personId}, ${r.what}, ${r.otherName}, ${r.byName}, ${r.at})`);
}

/** What a person has not yet acknowledged, newest first. */
export async function listUnseen(
  read: Read,
  personId: string,
  limit: number,
): Promise<(HandedRow & { number: string; itemName: string })[]> {
  return read.many(sql`
    select h.id, h.home_region as "homeRegion", h.case_id as "caseId", h.step_id as "stepId", h.seq, h.person_id as "personId", h.what,
      h.other_name as "otherName", h.by_name as "byName", h.at, l.number, c.item_name as "itemName"
    from cases.handed_over h join cases."case" c on c.home_region = h.home_region and c.id = h.case_id
      join cases.case_lookup l on l.case_id = h.case_id
    where h.person_id = ${personId} and h.seen_at is null order by h.at desc, h.id desc limit ${limit}`);
}

/** Acknowledged by the person it was told to. */
export async function markSeen(tx: Tx, personId: string, ids: readonly string[], at: Date): Promise<number> {
  return tx.run(sql`
    update cases.handed_over set seen_at = ${at} where person_id = ${personId} and id = any(${[...ids]}::uuid[]) and seen_at is null`);
}
