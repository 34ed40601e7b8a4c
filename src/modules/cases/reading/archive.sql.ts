import { type Read, sql } from '#platform/db';
import { selectList } from '../record/columns.ts';
import { type CaseRow, type DecisionRow, stepKeys, type StepRow } from '../record/rows.ts';

type Key = Pick<CaseRow, 'homeRegion' | 'id'>;

/** All steps of a case, open and done. */
export async function listSteps(read: Read, c: Key): Promise<StepRow[]> {
  return read.many(sql`
    select ${selectList('s', stepKeys)} from cases.case_step s
    where s.home_region = ${c.homeRegion} and s.case_id = ${c.id} order by s.opened_at, s.id`);
}

/** All decisions of a case, those that were superseded too. */
export async function listDecisions(read: Read, c: Key): Promise<Omit<DecisionRow, 'homeRegion' | 'caseId'>[]> {
  return read.many(sql`
    select id, seq, outcome, decided_at as "decidedAt", decided_by as "decidedBy", proposed_by as "proposedBy", by_kind as "byKind",
      on_the_spot as "onTheSpot", ground, supersedes, superseded_by as "supersededBy"
    from cases.decision where home_region = ${c.homeRegion} and case_id = ${c.id} order by seq, id`);
}

/** Cases in which somebody is a party, oldest first. */
export async function casesOfParty(read: Read, partyId: string): Promise<{ caseId: string; role: string }[]> {
  return read.many(sql`
    select case_id as "caseId", string_agg(role, ',' order by n) as role from cases.case_party
    where party_id = ${partyId} group by case_id order by min(received_at), case_id`);
}
