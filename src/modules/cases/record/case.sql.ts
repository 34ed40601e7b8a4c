import { type Read, sql, type Sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { asRecord, asRecords, selectList, setList } from './columns.ts';
import {
  type ActionRow,
  caseKeys,
  type CaseRow,
  type DecisionRow,
  type MaterialRow,
  materialKeys,
  movingKeys,
  type PaperRow,
  type PartyRow,
  type PauseRow,
  type PayloadRow,
  type StepRow,
  type WorkItemRow,
} from './rows.ts';

/** A case with what every verb needs: number, open steps, parties. */
export type LoadedCase = CaseRow & {
  number: string;
  steps: OpenStepRow[];
  parties: { n: number; role: PartyRow['role']; partyId: string; name: string; relation: string | null; basis: Json }[];
};
/** An open step as loaded with its case (dates as JSON text). */
export type OpenStepRow = Pick<
  StepRow,
  | 'id'
  | 'kind'
  | 'key'
  | 'name'
  | 'office'
  | 'organId'
  | 'organName'
  | 'role'
  | 'system'
  | 'due'
  | 'assigneeId'
  | 'assigneeName'
  | 'openedSeq'
> & {
  openedAt: string;
  /** Who opened it, where another must answer. */
  openedBy: string | null;
};

const parts: Sql = sql.raw(`l.number,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'key', s.key, 'name', s.name, 'office', s.office, 'organId', s.organ_id,
      'organName', s.organ_name, 'role', s.role, 'system', s.system, 'due', s.due, 'assigneeId', s.assignee_id, 'assigneeName', s.assignee_name,
      'openedSeq', s.opened_seq, 'openedAt', s.opened_at, 'openedBy', case when s.kind = 'extension' then (select a.actor_id from cases.action a
        where a.home_region = s.home_region and a.case_id = s.case_id and a.seq = s.opened_seq) end) order by s.opened_at, s.id)
    from cases.case_step s where s.home_region = c.home_region and s.case_id = c.id and s.closed_at is null), '[]') as steps,
  coalesce((select jsonb_agg(jsonb_build_object('n', p.n, 'role', p.role, 'partyId', p.party_id, 'name', p.name, 'relation', p.relation, 'basis', p.basis) order by p.n)
    from cases.case_party p where p.home_region = c.home_region and p.case_id = c.id), '[]') as parties`);

const from: Sql = sql.raw(`cases.case_lookup l join cases."case" c on c.home_region = l.home_region and c.id = l.case_id`);
const all: Sql = selectList('c', caseKeys);

/** Loads a case and keeps everybody else waiting until this transaction ends. */
export async function lockCase(tx: Tx, caseId: string): Promise<LoadedCase | undefined> {
  // Two statements: a row that was waited for is then read again with everything beside it as it is now.
  const home = await tx.maybe<{ homeRegion: string }>(sql.named('cases.lock')`
    select c.home_region as "homeRegion" from ${from} where l.case_id = ${caseId} for update of c`);
  return home === undefined ? undefined : readCase(tx, caseId);
}

/** A case as it stands. */
export async function readCase(read: Read, caseId: string): Promise<LoadedCase | undefined> {
  return read.maybe<LoadedCase>(sql.named('cases.read')`select ${all}, ${parts} from ${from} where l.case_id = ${caseId}`);
}

/** What a receipt writes. */
export type ReceiptOfCase = {
  case: CaseRow;
  lookup: { number: string; slipHash: Buffer };
  parties: PartyRow[];
  payload: PayloadRow[];
  materials: MaterialRow[];
  steps: StepRow[];
  workItems: WorkItemRow[];
  action: ActionRow;
  papers: PaperRow[];
  /** The draft that becomes this case; what was sealed in it goes, the case has it under the same key. */
  draft: { id: string; at: Date };
};

/** Everything a receipt writes, in one statement: the client asks once, the server plans once. */
export async function insertCase(tx: Tx, rows: ReceiptOfCase): Promise<void> {
  await tx.run(sql.named('cases.insert_case')`
    with c as (insert into cases."case" select * from jsonb_populate_record(null::cases."case", ${JSON.stringify(asRecord(rows.case))}::jsonb)),
      l as (insert into cases.case_lookup (case_id, home_region, number, slip_hash)
            values (${rows.case.id}, ${rows.case.homeRegion}, ${rows.lookup.number}, ${rows.lookup.slipHash})),
      p as (insert into cases.case_party select * from jsonb_populate_recordset(null::cases.case_party, ${asRecords(rows.parties)}::jsonb)),
      y as (insert into cases.payload select * from jsonb_populate_recordset(null::cases.payload, ${asRecords(rows.payload)}::jsonb)),
      m as (insert into cases.material select * from jsonb_populate_recordset(null::cases.material, ${asRecords(rows.materials)}::jsonb)),
      s as (insert into cases.case_step select * from jsonb_populate_recordset(null::cases.case_step, ${asRecords(rows.steps)}::jsonb)),
      w as (insert into cases.work_item select * from jsonb_populate_recordset(null::cases.work_item, ${asRecords(rows.workItems)}::jsonb)),
      a as (insert into cases.action select * from jsonb_populate_record(null::cases.action, ${JSON.stringify(asRecord(rows.action))}::jsonb)),
      d as (update cases.draft set ended = 'submitted', ended_at = ${rows.draft.at}::timestamptz, case_id = ${rows.case.id}::uuid, content_sealed = ''::bytea
            where id = ${rows.draft.id}::uuid)
    insert into cases.paper select * from jsonb_populate_recordset(null::cases.paper, ${asRecords(rows.papers)}::jsonb)`);
}

/** What a deed changes. Work items are written anew whole: few rows, and never a stale due date. */
export type DeedRows = {
  case: CaseRow;
  closed: { id: string; outcome: string }[];
  closedAt: Date;
  closedBy: string | null;
  opened: StepRow[];
  workItems: WorkItemRow[];
  action: ActionRow;
  papers: PaperRow[];
  payload: PayloadRow[];
};

/** Saves a deed: state, steps, queue, action, papers, sealed words. One statement. */
export async function saveDeed(tx: Tx, rows: DeedRows): Promise<void> {
  const { homeRegion, id, seq } = rows.case;
  await tx.run(sql.named('cases.save_deed')`
    with c as (update cases."case" c set ${setList(movingKeys)}
          from jsonb_populate_record(null::cases."case", ${JSON.stringify(asRecord(rows.case))}::jsonb) r
          where c.home_region = ${homeRegion} and c.id = ${id}::uuid),
      x as (update cases.case_step s set closed_seq = ${seq}::integer, closed_at = ${rows.closedAt}::timestamptz, closed_by = ${rows.closedBy}::uuid, outcome = k.outcome
          from jsonb_to_recordset(${JSON.stringify(rows.closed)}::jsonb) as k(id uuid, outcome text)
          where s.home_region = ${homeRegion} and s.case_id = ${id}::uuid and s.id = k.id),
      s as (insert into cases.case_step select * from jsonb_populate_recordset(null::cases.case_step, ${asRecords(rows.opened)}::jsonb)),
      n as (select * from jsonb_populate_recordset(null::cases.work_item, ${asRecords(rows.workItems)}::jsonb)),
      d as (delete from cases.work_item w where w.home_region = ${homeRegion} and w.case_id = ${id}::uuid and w.step_id not in (select step_id from n)),
      w as (insert into cases.work_item select * from n on conflict (home_region, case_id, step_id) do update set
          case_state = excluded.case_state, case_seq = excluded.case_seq, due = excluded.due, due_promised = excluded.due_promised,
          due_statutory = excluded.due_statutory, warn_from = excluded.warn_from, stands = excluded.stands, your_turn = excluded.your_turn,
          assignee_id = excluded.assignee_id, marks = excluded.marks, organ_id = excluded.organ_id, region_path = excluded.region_path),
      y as (insert into cases.payload select * from jsonb_populate_recordset(null::cases.payload, ${asRecords(rows.payload)}::jsonb)),
      a as (insert into cases.action select * from jsonb_populate_record(null::cases.action, ${JSON.stringify(asRecord(rows.action))}::jsonb))
    insert into cases.paper select * from jsonb_populate_recordset(null::cases.paper, ${asRecords(rows.papers)}::jsonb)`);
}

type Key = Pick<CaseRow, 'homeRegion' | 'id'>;

/** What was done after a seq, for the answer to somebody who looked earlier. */
export async function actionsAfter(
  read: Read,
  c: Key,
  seq: number,
): Promise<Pick<ActionRow, 'seq' | 'verb' | 'actorKind' | 'actorName' | 'postTitle' | 'recordedAt'>[]> {
  return read.many(sql.named('cases.actions_after')`
    select seq, verb, actor_kind as "actorKind", actor_name as "actorName", post_title as "postTitle", recorded_at as "recordedAt" from cases.action
    where home_region = ${c.homeRegion} and case_id = ${c.id} and seq > ${seq} order by seq`);
}

/** Whether a deed on the case was ever done at this organ. */
export async function organActed(read: Read, c: Key, organId: string): Promise<boolean> {
  const row = await read.one<{ acted: boolean }>(sql.named('cases.organ_acted')`
    select exists (select from cases.action where home_region = ${c.homeRegion} and case_id = ${c.id} and organ_id = ${organId}) as acted`);
  return row.acted;
}

/** Materials of a case, oldest first. */
export async function listMaterials(read: Read, c: Key): Promise<MaterialRow[]> {
  return read.many(sql.named('cases.materials')`
    select ${selectList('m', materialKeys)} from cases.material m where m.home_region = ${c.homeRegion} and m.case_id = ${c.id} order by m.added_at, m.id`);
}

/** Adds materials to a case. */
export async function insertMaterials(tx: Tx, rows: MaterialRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql.named('cases.insert_materials')`
    insert into cases.material select * from jsonb_populate_recordset(null::cases.material, ${asRecords(rows)}::jsonb)`);
}

/** A clerk has looked at these materials and found them right: from now on nobody may ask for them again (trust B). */
export async function markChecked(
  tx: Tx,
  c: Key,
  ids: readonly string[],
  by: { at: Date; staffId: string | null; seq: number },
): Promise<number> {
  return tx.run(sql.named('cases.mark_checked')`
    update cases.material set checked_at = ${by.at}, checked_by = ${by.staffId}, checked_seq = ${by.seq}, trust = case when trust in ('C', 'D') then 'B' else trust end
    where home_region = ${c.homeRegion} and case_id = ${c.id} and id = any(${ids}::uuid[]) and checked_at is null
      and route in ('file', 'seen', 'earlierCase')`);
}

/** Pauses of a case. */
export async function listPauses(read: Read, c: Key): Promise<PauseRow[]> {
  return read.many(sql.named('cases.pauses')`
    select home_region as "homeRegion", case_id as "caseId", id, kind, began_at as "beganAt", began_seq as "beganSeq", expected_end as "expectedEnd",
      ended_at as "endedAt", counted_days as "countedDays"
    from cases.pause_period where home_region = ${c.homeRegion} and case_id = ${c.id} order by began_at`);
}

/** Begins a pause. */
export async function insertPause(tx: Tx, row: PauseRow): Promise<void> {
  await tx.run(
    sql`insert into cases.pause_period select * from jsonb_populate_record(null::cases.pause_period, ${JSON.stringify(asRecord(row))}::jsonb)`,
  );
}

/** Ends the running pause. */
export async function endPause(tx: Tx, c: Key, at: Date, countedDays: number): Promise<void> {
  await tx.run(sql`
    update cases.pause_period set ended_at = ${at}, counted_days = ${countedDays}
    where home_region = ${c.homeRegion} and case_id = ${c.id} and ended_at is null`);
}

/** Writes a decision and marks the one it takes the place of. */
export async function insertDecision(tx: Tx, row: DecisionRow): Promise<void> {
  await tx.run(sql.named('cases.insert_decision')`
    insert into cases.decision select * from jsonb_populate_record(null::cases.decision, ${JSON.stringify(asRecord(row))}::jsonb)`);
  if (row.supersedes === null) return;
  await tx.run(sql`
    update cases.decision set superseded_by = ${row.id} where home_region = ${row.homeRegion} and case_id = ${row.caseId} and id = ${row.supersedes}`);
}

/** The decision that stands. */
export async function standingDecision(
  read: Read,
  c: Key,
): Promise<{ id: string; outcome: DecisionRow['outcome']; decidedBy: string | null } | undefined> {
  return read.maybe(sql`
    select id, outcome, decided_by as "decidedBy" from cases.decision
    where home_region = ${c.homeRegion} and case_id = ${c.id} and superseded_by is null order by seq desc limit 1`);
}

/** Sealed words of a case. */
export async function listPayload(read: Read, c: Key, kinds: readonly string[]): Promise<{ seq: number; kind: string; sealed: Buffer }[]> {
  return read.many(sql.named('cases.payload')`
    select seq, kind, sealed from cases.payload where home_region = ${c.homeRegion} and case_id = ${c.id} and kind = any(${kinds}::text[]) order by seq`);
}

/** Gives a step to a person. */
export async function setAssignee(tx: Tx, c: Key, stepId: string, person: { id: string; name: string }): Promise<void> {
  await tx.run(sql`
    update cases.case_step set assignee_id = ${person.id}, assignee_name = ${person.name}
    where home_region = ${c.homeRegion} and case_id = ${c.id} and id = ${stepId}`);
}

/** Whether this person already did a step of the same organ that was opened together with this one. */
export async function didTwinStep(read: Read, c: Key, stepId: string, personId: string): Promise<boolean> {
  const row = await read.maybe(sql`
    select 1 as yes from cases.case_step s join cases.case_step t
      on t.home_region = s.home_region and t.case_id = s.case_id and t.parallel = s.parallel and t.opened_seq = s.opened_seq and t.organ_id = s.organ_id and t.id <> s.id
    where s.home_region = ${c.homeRegion} and s.case_id = ${c.id} and s.id = ${stepId} and t.closed_by = ${personId} and t.outcome = 'done' limit 1`);
  return row !== undefined;
}

/** Counts a window's error (model 4). */
export async function countWindowError(tx: Tx, c: CaseRow, at: Date): Promise<void> {
  await tx.run(sql`
    insert into cases.window_error (home_region, case_id, seq, at, item_key, organ_id, point_id)
    values (${c.homeRegion}, ${c.id}, ${c.seq}, ${at}, ${c.itemKey}, ${c.receivingOrganId}, ${c.receivingPointId})`);
}
