import { arrayText, type Load, type Read, sql } from '#platform/db';
import { snake } from '../record/columns.ts';
import {
  type ActionRow,
  actionKeys,
  caseKeys,
  type CaseRow,
  type DecisionRow,
  type MaterialRow,
  materialKeys,
  type PaperRow,
  paperKeys,
  type PartyRow,
  type PauseRow,
  type PayloadRow,
  type StepRow,
  stepKeys,
  type WorkItemRow,
  workItemKeys,
} from '../record/rows.ts';

/** A whole case as it stands after its deeds. */
export type WholeCase = {
  case: CaseRow;
  number: string;
  slipHash: Buffer;
  draft: { begunAt: Date; authorId: string; begunBy: string | null; begunVisit: string | null; filled: number };
  parties: PartyRow[];
  payload: PayloadRow[];
  materials: MaterialRow[];
  steps: StepRow[];
  workItems: WorkItemRow[];
  actions: ActionRow[];
  papers: PaperRow[];
  pauses: PauseRow[];
  decisions: DecisionRow[];
};

/** All columns of a row, each named: one that is added to the row and not here does not compile, instead of staying empty. */
const columnsOf = <R>(all: Record<keyof R & string, true>): string[] => Object.keys(all);
const partyKeys = columnsOf<PartyRow>({
  homeRegion: true,
  caseId: true,
  n: true,
  role: true,
  partyId: true,
  name: true,
  relation: true,
  basis: true,
  receivedAt: true,
});
const payloadKeys = columnsOf<PayloadRow>({ homeRegion: true, caseId: true, seq: true, kind: true, sealed: true });
const pauseKeys = columnsOf<PauseRow>({
  homeRegion: true,
  caseId: true,
  id: true,
  kind: true,
  beganAt: true,
  beganSeq: true,
  expectedEnd: true,
  endedAt: true,
  countedDays: true,
});
const decisionKeys = columnsOf<DecisionRow>({
  homeRegion: true,
  caseId: true,
  id: true,
  seq: true,
  outcome: true,
  decidedAt: true,
  decidedBy: true,
  proposedBy: true,
  byKind: true,
  onTheSpot: true,
  ground: true,
  supersedes: true,
  supersededBy: true,
  publicItem: true,
});

async function put<R extends object>(load: Load, table: string, keys: readonly string[], rows: readonly R[]): Promise<void> {
  await load.rows(
    table,
    keys.map(snake),
    rows.map((row) => keys.map((key) => (row as Record<string, unknown>)[key])),
  );
}

/** The number a department's system gives a case, in the demonstration. */
export const externalNumber = (caseNumber: string): string => `S${caseNumber.slice(6, 21)}`;

/** Stores many whole cases. */
export async function loadCases(load: Load, cases: readonly WholeCase[]): Promise<void> {
  await load.rows(
    'cases.draft',
    [
      'id',
      'item_key',
      'handling_key',
      'item_name',
      'version_id',
      'region_code',
      'author_id',
      'applicant_id',
      'applicant_name',
      'begun_door',
      'begun_by_staff',
      'begun_visit',
      'content_sealed',
      'filled',
      'rev',
      'begun_at',
      'saved_at',
      'ended',
      'ended_at',
      'case_id',
    ],
    cases.map(({ case: c, draft: d }) => [
      c.draftId,
      c.itemKey,
      c.handlingKey,
      c.itemName,
      c.versionId,
      c.regionCode,
      d.authorId,
      c.applicantId,
      c.applicantName,
      c.door,
      d.begunBy,
      d.begunVisit,
      Buffer.alloc(0),
      d.filled,
      2,
      d.begunAt,
      c.receivedAt,
      'submitted',
      c.receivedAt,
      c.id,
    ]),
  );
  await put(
    load,
    'cases."case"',
    caseKeys,
    cases.map((c) => c.case),
  );
  await load.rows(
    'cases.case_lookup',
    ['case_id', 'home_region', 'number', 'slip_hash'],
    cases.map((c) => [c.case.id, c.case.homeRegion, c.number, c.slipHash]),
  );
  await put(
    load,
    'cases.case_party',
    partyKeys,
    cases.flatMap((c) => c.parties),
  );
  await put(
    load,
    'cases.payload',
    payloadKeys,
    cases.flatMap((c) => c.payload),
  );
  await put(
    load,
    'cases.material',
    materialKeys,
    cases.flatMap((c) => c.materials),
  );
  await put(
    load,
    'cases.case_step',
    stepKeys,
    cases.flatMap((c) => c.steps),
  );
  await put(
    load,
    'cases.work_item',
    workItemKeys,
    cases.flatMap((c) => c.workItems.map((w) => ({ ...w, marks: arrayText(w.marks) }))),
  );
  await put(
    load,
    'cases.action',
    actionKeys,
    cases.flatMap((c) => c.actions),
  );
  await put(
    load,
    'cases.paper',
    paperKeys,
    cases.flatMap((c) => c.papers),
  );
  await load.rows(
    'cases.case_external_ref',
    ['home_region', 'case_id', 'step_id', 'system', 'external_number', 'requested_at', 'answered_at', 'answer', 'answers_seen'],
    cases.flatMap((c) =>
      c.steps
        .filter((s) => s.system !== null)
        .map((s) => {
          const answered = s.closedAt !== null && s.outcome !== 'withdrawn' && s.outcome !== 'terminated';
          return [
            s.homeRegion,
            s.caseId,
            s.id,
            s.system,
            answered ? externalNumber(c.number) : null,
            s.openedAt,
            answered ? s.closedAt : null,
            answered ? 'accepted' : null,
            answered ? 1 : 0,
          ];
        }),
    ),
  );
  await put(
    load,
    'cases.pause_period',
    pauseKeys,
    cases.flatMap((c) => c.pauses),
  );
  await put(
    load,
    'cases.decision',
    decisionKeys,
    cases.flatMap((c) => c.decisions),
  );
}

/** Serials given out of one row of numbers. */
export type Serials = { region: string; day: string; door: number; next: number };

/** Serials already leased, so that a number given here is given once. */
export async function leasedSerials(read: Read): Promise<Serials[]> {
  return read.many(sql`select region, day, door, next from cases.serial_block`);
}

/** Says from where on the next serials are to be taken. */
export async function putSerials(load: Load, rows: readonly Serials[]): Promise<void> {
  await load.many(sql`
    insert into cases.serial_block (region, day, door, next)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(region text, day date, door smallint, next integer)
    on conflict (region, day, door) do update set next = greatest(serial_block.next, excluded.next)`);
}

/** Slip codes that are taken, as their hashes. */
export async function takenSlips(read: Read): Promise<string[]> {
  return (await read.many<{ h: string }>(sql`select encode(slip_hash, 'hex') as h from cases.case_lookup`)).map((r) => r.h);
}

/** Fresh statistics after a load; without them the planner knows nothing of a table that was empty a minute ago. */
export async function analyse(load: Pick<Load, 'many'>): Promise<void> {
  await load.many(sql.raw('analyze'));
}
