import { type Read, sql, type Tx } from '#platform/db';
import type { Level } from './levels.ts';

/** A rating as it is written; nothing changes it afterwards. */
export type NewRating = {
  id: string;
  contactId: string;
  level: Level;
  reasons: string[];
  optionsVersion: number;
  commentSealed: Buffer | null;
  door: string;
  deviceRef: Buffer | null;
  secondsAfter: number;
  itemKey: string | null;
  organId: string | null;
  regionCode: string;
  receiptHash: Buffer;
  recordedAt: Date;
  legalDay: string;
};

/** Writes a rating; false when the contact has been rated already. */
export async function insertRating(tx: Tx, r: NewRating): Promise<boolean> {
  const rows = await tx.run(sql`
    insert into feedback.rating (id, contact_id, level, reasons, options_version, comment_sealed, door, device_ref, seconds_after,
      item_key, organ_id, region_code, receipt_hash, recorded_at, legal_day)
    values (${r.id}, ${r.contactId}, ${r.level}, ${r.reasons}, ${r.optionsVersion}, ${r.commentSealed}, ${r.door}, ${r.deviceRef},
      ${r.secondsAfter}, ${r.itemKey}, ${r.organId}, ${r.regionCode}, ${r.receiptHash}, ${r.recordedAt}, ${r.legalDay})
    on conflict (contact_id) do nothing`);
  return rows === 1;
}

/** The level already counted for a contact. */
export async function findRatingOf(read: Read, contactId: string): Promise<{ level: Level; recordedAt: Date } | undefined> {
  return read.maybe(sql`select level, recorded_at as "recordedAt" from feedback.rating where contact_id = ${contactId}`);
}

/** How many ratings of one level, and how many contacts were invited. */
export type LevelCount = { level: Level; count: number };

/** Gross counts per level, optionally of one item. */
export async function countLevels(read: Read, filter: { itemKey?: string } = {}): Promise<LevelCount[]> {
  return read.many(sql`
    select level, count(*) as count from feedback.rating
    ${filter.itemKey === undefined ? sql`` : sql`where item_key = ${filter.itemKey}`} group by level order by level desc`);
}

/** How many contacts were invited to rate. */
export async function countInvitations(read: Read, filter: { itemKey?: string } = {}): Promise<number> {
  const row = await read.one<{ count: number }>(sql`
    select count(*) as count from feedback.contact
    ${filter.itemKey === undefined ? sql`` : sql`where item_key = ${filter.itemKey}`}`);
  return row.count;
}

/** A row of the open export: nobody can be told from it. */
export type OpenRow = {
  /** Day, or month where the day has fewer than ten ratings. */
  period: string;
  level: Level;
  itemKey: string | null;
  regionCode: string;
  door: string;
  reasons: string[];
  secondsClass: string;
  receipt: string;
};

/** All ratings for anyone to recount, ordered by receipt so that the order tells no time. */
export async function listOpenRows(read: Read): Promise<OpenRow[]> {
  return read.many(sql`
    select case when count(*) over (partition by legal_day) < 10 then to_char(legal_day, 'YYYY-MM') else to_char(legal_day, 'YYYY-MM-DD') end as period,
      level, item_key as "itemKey", region_code as "regionCode", door, reasons,
      case when seconds_after < 60 then 'under 1 min' when seconds_after < 3600 then 'under 1 h' when seconds_after < 86400 then 'under 1 day' else 'later' end as "secondsClass",
      encode(receipt_hash, 'hex') as receipt
    from feedback.rating order by receipt_hash`);
}

/** The own row, by the receipt code only the rater holds. */
export async function findByReceipt(read: Read, receiptHash: Buffer): Promise<{ level: Level; month: string } | undefined> {
  return read.maybe(sql`select level, to_char(legal_day, 'YYYY-MM') as month from feedback.rating where receipt_hash = ${receiptHash}`);
}
