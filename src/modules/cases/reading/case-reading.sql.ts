import { type Read, sql } from '#platform/db';
import { selectList } from '../record/columns.ts';
import { actionKeys, type ActionRow, type CaseRow } from '../record/rows.ts';

type Key = Pick<CaseRow, 'homeRegion' | 'id'>;

/** Deeds of a case in order. */
export async function listActions(read: Read, c: Key): Promise<ActionRow[]> {
  return read.many(sql.named('cases.actions')`
    select ${selectList('a', actionKeys)} from cases.action a where a.home_region = ${c.homeRegion} and a.case_id = ${c.id} order by a.seq`);
}

/** A line of the list of one's own cases. */
export type MineRow = Pick<
  CaseRow,
  | 'id'
  | 'itemKey'
  | 'itemName'
  | 'applicantName'
  | 'state'
  | 'receivedAt'
  | 'duePromised'
  | 'noticeDue'
  | 'answerDue'
  | 'serviceDue'
  | 'deliveryDue'
  | 'dueStatutory'
  | 'organName'
  | 'receivingOrganName'
  | 'versionId'
> & {
  number: string;
  role: 'applicant' | 'beneficiary' | 'agent' | 'guardian' | 'joint' | 'thirdParty' | 'contact';
  needsYou: boolean;
  deskOffice: string | null;
};

/** Cases a person takes part in, or the organisation he acts for; those that wait for him first, then the newest. */
export async function listCasesOf(read: Read, who: { personId: string; forPartyId: string | null }, limit: number): Promise<MineRow[]> {
  return read.many(sql.named('cases.mine')`
    with p as (
      select distinct on (p.case_id) p.home_region, p.case_id, p.role, p.received_at from cases.case_party p
      where (p.party_id = ${who.personId} and p.role in ('applicant', 'agent', 'guardian', 'joint', 'beneficiary'))
        or (p.party_id = ${who.forPartyId}::uuid and p.role in ('applicant', 'agent', 'guardian', 'joint'))
      order by p.case_id desc, p.n limit 500)
    select c.id, l.number, c.item_key as "itemKey", c.item_name as "itemName", c.applicant_name as "applicantName", p.role, c.state,
      c.received_at as "receivedAt", c.due_promised as "duePromised", c.due_statutory as "dueStatutory", c.notice_due as "noticeDue",
      c.answer_due as "answerDue", c.service_due as "serviceDue", c.delivery_due as "deliveryDue", c.organ_name as "organName",
      c.receiving_organ_name as "receivingOrganName", c.version_id as "versionId", n.needs as "needsYou",
      (select s.organ_name from cases.case_step s where s.home_region = c.home_region and s.case_id = c.id and s.closed_at is null and s.organ_name is not null
        order by s.opened_at limit 1) as "deskOffice"
    from p join cases."case" c on c.home_region = p.home_region and c.id = p.case_id join cases.case_lookup l on l.case_id = c.id
      cross join lateral (select p.role <> 'beneficiary' and exists (select 1 from cases.case_step s where s.home_region = c.home_region and s.case_id = c.id
        and s.closed_at is null and s.kind in ('correction', 'supplement', 'promised')) as needs) n
    order by n.needs desc, p.received_at desc limit ${limit}`);
}

/** The case a slip code opens. */
export async function findBySlip(read: Read, hashes: readonly Buffer[]): Promise<string | undefined> {
  return (
    await read.maybe<{ caseId: string }>(
      sql.named('cases.by_slip')`select case_id as "caseId" from cases.case_lookup where slip_hash = any(${[...hashes]}::bytea[])`,
    )
  )?.caseId;
}

/** The case with a number. */
export async function findByNumber(read: Read, number: string): Promise<string | undefined> {
  return (
    await read.maybe<{ caseId: string }>(
      sql.named('cases.by_number')`select case_id as "caseId" from cases.case_lookup where number = ${number}`,
    )
  )?.caseId;
}

/** Where a case lies, by its id alone. */
export async function homeOf(read: Read, caseId: string): Promise<Key | undefined> {
  return read.maybe(
    sql.named('cases.home')`select home_region as "homeRegion", case_id as id from cases.case_lookup where case_id = ${caseId}`,
  );
}

/** A found case as a masked row is made of. */
export type FoundRow = Pick<CaseRow, 'itemName' | 'applicantName' | 'state' | 'receivedAt' | 'organName' | 'receivingOrganName'> & {
  caseId: string;
  number: string;
};

/** What a post may find: its organ's cases and those received there, for its items and within its region. */
export type FindScope = { organId: string; regionPath: string; items: readonly string[] | null; manager: boolean };

const found =
  sql.raw(`c.id as "caseId", l.number, c.item_name as "itemName", c.applicant_name as "applicantName", c.state, c.received_at as "receivedAt",
  c.organ_name as "organName", c.receiving_organ_name as "receivingOrganName"`);

const inScope = (
  s: FindScope,
) => sql`(${s.items as string[] | null}::text[] is null or c.item_key = any(${s.items as string[] | null}::text[])) and
  case when ${s.manager}::boolean then ${within('c.region_path', s)} or ${within('c.receiving_region_path', s)}
    else c.organ_id = ${s.organId} or c.receiving_organ_id = ${s.organId} end`;

const within = (column: string, s: FindScope) =>
  sql`(${sql.raw(column)} = ${s.regionPath} or starts_with(${sql.raw(column)}, ${s.regionPath.endsWith('/') ? s.regionPath : `${s.regionPath}/`}))`;

/** One case in scope. */
export async function findOneInScope(read: Read, caseId: string, scope: FindScope): Promise<FoundRow[]> {
  return read.many(sql`select ${found} from cases.case_lookup l join cases."case" c on c.home_region = l.home_region and c.id = l.case_id
    where l.case_id = ${caseId} and ${inScope(scope)}`);
}

/** Cases in scope whose applicant's name begins so, newest first. */
export async function findByName(read: Read, prefix: string, scope: FindScope, limit: number): Promise<FoundRow[]> {
  return read.many(sql`select ${found} from cases."case" c join cases.case_lookup l on l.case_id = c.id
    where c.applicant_name like ${`${likeText(prefix)}%`} and ${inScope(scope)} order by c.received_at desc limit ${limit}`);
}

/** Text as it stands inside a pattern. */
export const likeText = (text: string): string => text.replaceAll(/[\\%_]/g, (c) => `\\${c}`);

/** Other cases of the same applicant, newest first. */
export async function otherCasesOf(
  read: Read,
  c: Key & { applicantId: string },
  limit: number,
): Promise<(Key & { number: string; receivedAt: Date })[]> {
  return read.many(sql`
    select c.home_region as "homeRegion", c.id, l.number, c.received_at as "receivedAt"
    from cases.case_party p join cases."case" c on c.home_region = p.home_region and c.id = p.case_id join cases.case_lookup l on l.case_id = c.id
    where p.party_id = ${c.applicantId} and p.role = 'applicant' and c.id <> ${c.id} and c.applicant_id = ${c.applicantId}
    order by p.received_at desc limit ${limit}`);
}

/** A material row that carries a file. */
export async function materialWithFile(read: Read, c: Key, fileId: string): Promise<{ id: string; name: string } | undefined> {
  const rows = await read.many<{ id: string; name: string }>(sql`
    select id, name from cases.material where home_region = ${c.homeRegion} and case_id = ${c.id} and file_id = ${fileId}::uuid order by added_at limit 1`);
  return rows[0];
}

/** Fields met, typed although known, offered and changed, by item and door (I3). */
export async function sumRetyped(
  read: Read,
  from: Date,
  to: Date,
): Promise<{ itemKey: string; itemName: string; door: string; cases: number; met: number; retyped: number; changed: number }[]> {
  return read.many(sql`
    select item_key as "itemKey", max(item_name) as "itemName", door, count(*) as cases, sum(fields_met) as met, sum(fields_retyped) as retyped, sum(fields_changed) as changed
    from cases."case" where received_at >= ${from} and received_at < ${to} group by item_key, door order by item_key, door`);
}

/** The look-up hash of a case's slip code, to print the code again. */
export async function slipHashOf(read: Read, caseId: string): Promise<Buffer> {
  return (await read.one<{ slipHash: Buffer }>(sql`select slip_hash as "slipHash" from cases.case_lookup where case_id = ${caseId}`))
    .slipHash;
}

/** Numbers of cases by their ids. */
export async function numbersOf(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await read.many<{ id: string; number: string }>(sql`
    select case_id as id, number from cases.case_lookup where case_id = any(${[...new Set(ids)]}::uuid[])`);
  return new Map(rows.map((r) => [r.id, r.number]));
}
