import { type Read, sql } from '#platform/db';

/** What a message about a case says: item, number, the day that counts now, the office; and whom to tell. No personal value. */
export type NoticeFacts = { parties: string[]; params: { item?: string; number?: string; due?: string; office?: string; reason?: string } };

type Row = { item: string; number: string; state: string; noticeDue: string | null; answerDue: string | null; duePromised: string | null; promisedDue: string | null; pauseDue: string | null; office: string | null; pauseKind: string | null; parties: string[] };

const pauseWords: Record<string, string> = { publicity: '公示', expert: '专家评审', hearing: '听证', inspection: '检验', test: '检测', survey: '现场核查', appraisal: '鉴定', verification: '核实', quarantine: '检疫' };

/** Reads it; undefined when the case is not there. Told are the applicant and whoever applied for him. */
export async function caseFactsForNotices(read: Read, caseId: string): Promise<NoticeFacts | undefined> {
  const row = await read.maybe<Row>(sql`
    select c.item_name as item, l.number, c.state, c.notice_due as "noticeDue", c.answer_due as "answerDue", c.due_promised as "duePromised",
      c.promised_due as "promisedDue", c.pause_due as "pauseDue", coalesce(c.organ_name, c.receiving_organ_name) as office, c.pause_kind as "pauseKind",
      (select array_agg(distinct p.party_id::text) from cases.case_party p where p.home_region = c.home_region and p.case_id = c.id and p.role in ('applicant', 'agent')) as parties
    from cases.case_lookup l join cases."case" c on c.home_region = l.home_region and c.id = l.case_id
    where l.case_id = ${caseId}`);
  if (row === undefined) return undefined;
  const due = row.state === 'received' ? row.noticeDue : row.state === 'correcting' ? row.answerDue : row.state === 'paused' ? row.pauseDue : (row.promisedDue ?? row.duePromised);
  return {
    parties: row.parties ?? [],
    params: {
      item: row.item,
      number: row.number,
      ...(due === null ? {} : { due }),
      ...(row.office === null ? {} : { office: row.office }),
      ...(row.pauseKind === null ? {} : { reason: pauseWords[row.pauseKind] ?? '特别程序' }),
    },
  };
}
