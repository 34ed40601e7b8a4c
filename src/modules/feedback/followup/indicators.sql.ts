import { type Read, sql } from '#platform/db';

/** Counts from which every public figure is made. */
export type IndicatorCounts = {
  contacts: number;
  ratings: number;
  positive: number;
  negative: number;
  upheld: number;
  followups: number;
  called: number;
  dueAnswers: number;
  answeredInTime: number;
  again: number;
  againPositive: number;
  itemsServed: number;
  itemsRated: number;
};

/** Counts over everything since a day; `today` tells which answers are due. */
export async function countIndicators(read: Read, since: string, today: string): Promise<IndicatorCounts> {
  return read.one(sql`
    with c as (select * from feedback.contact where happened_at >= (${since}::date::timestamp at time zone 'Asia/Shanghai')),
      r as (select r.* from feedback.rating r join c on c.id = r.contact_id),
      f as (select f.* from feedback.followup f join r on r.id = f.rating_id)
    select (select count(*) from c) as contacts,
      (select count(*) from r) as ratings,
      (select count(*) from r where level >= 3) as positive,
      (select count(*) from r where level <= 2) as negative,
      (select count(*) from f where appeal_upheld) as upheld,
      (select count(*) from f) as followups,
      (select count(*) from f where kind is not null) as called,
      (select count(*) from f where answered_on is not null or answer_by < ${today}) as "dueAnswers",
      (select count(*) from f where answered_on <= answer_by) as "answeredInTime",
      (select count(*) from f where again_level is not null) as again,
      (select count(*) from f where again_level >= 3) as "againPositive",
      (select count(distinct item_key) from c where item_key is not null) as "itemsServed",
      (select count(distinct item_key) from r where item_key is not null) as "itemsRated"`);
}

/** A pattern that looks made rather than given; a reason to look, never a verdict. */
export type Pattern = {
  kind: 'allPraise' | 'allRated' | 'oneDevice' | 'seconds';
  organId: string | null;
  staffId: string | null;
  count: number;
  of: number;
};

/** From how many on a pattern is told, and how quick is too quick; parameters of the caller. */
export type PatternLimits = { since: string; from: number; device: number; seconds: number };

/** Regions in which contacts were made since a day. */
export async function contactRegions(read: Read, since: string): Promise<string[]> {
  const rows = await read.many<{ code: string }>(sql`
    select distinct region_code as code from feedback.contact
    where happened_at >= (${since}::date::timestamp at time zone 'Asia/Shanghai')`);
  return rows.map((r) => r.code);
}

/** Patterns per officer in these regions. */
export async function findPatterns(read: Read, regions: readonly string[], limits: PatternLimits): Promise<Pattern[]> {
  return read.many(sql`
    with c as (
      select * from feedback.contact
      where region_code = any(${[...regions]}) and happened_at >= (${limits.since}::date::timestamp at time zone 'Asia/Shanghai')),
    r as (
      select r.level, r.device_ref, r.seconds_after, r.legal_day, c.staff_id, c.organ_id
      from c join feedback.rating r on r.contact_id = c.id),
    g as (
      select staff_id, organ_id, count(*) as n, count(*) filter (where level = 5) as fives,
        count(*) filter (where seconds_after < ${limits.seconds}) as quick
      from r group by staff_id, organ_id),
    m as (select staff_id, organ_id, count(*) as n from c group by staff_id, organ_id),
    d as (
      select staff_id, organ_id, legal_day, device_ref, count(*) as n from r where device_ref is not null
      group by staff_id, organ_id, legal_day, device_ref)
    select 'allPraise' as kind, organ_id as "organId", staff_id as "staffId", fives as count, n as of
      from g where n >= ${limits.from} and fives = n
    union all
    select 'allRated', g.organ_id, g.staff_id, g.n, m.n from g
      join m on m.staff_id is not distinct from g.staff_id and m.organ_id is not distinct from g.organ_id
      where g.n >= ${limits.from} and g.n * 20 >= m.n * 19
    union all
    select 'oneDevice', organ_id, staff_id, max(n), sum(n)::bigint from d where n >= ${limits.device} group by staff_id, organ_id
    union all
    select 'seconds', organ_id, staff_id, quick, n from g where n >= ${limits.from} and quick * 2 > n
    order by kind, count desc`);
}
