import { type Read, sql, type Tx } from '#platform/db';
import type { Text } from '#platform/text';

/** A step in another system and what was answered. */
export type ExternalRef = {
  homeRegion: string;
  caseId: string;
  stepId: string;
  system: string;
  externalNumber: string | null;
  requestedAt: Date;
  answeredAt: Date | null;
  answer: 'accepted' | 'refused' | null;
  answersSeen: number;
};

const columns =
  sql.raw(`r.home_region as "homeRegion", r.case_id as "caseId", r.step_id as "stepId", r.system, r.external_number as "externalNumber",
  r.requested_at as "requestedAt", r.answered_at as "answeredAt", r.answer, r.answers_seen as "answersSeen"`);

/** Writes that a step was asked of a system. */
export async function insertRef(
  tx: Tx,
  r: Pick<ExternalRef, 'homeRegion' | 'caseId' | 'stepId' | 'system' | 'requestedAt'>,
): Promise<void> {
  await tx.run(sql`
    insert into cases.case_external_ref (home_region, case_id, step_id, system, requested_at) values (${r.homeRegion}, ${r.caseId}, ${r.stepId}, ${r.system}, ${r.requestedAt})`);
}

/** The reference of a step. */
export async function findRef(read: Read, stepId: string): Promise<ExternalRef | undefined> {
  return read.maybe(sql`select ${columns} from cases.case_external_ref r where r.step_id = ${stepId}`);
}

/** Keeps the first answer; later ones are only counted. */
export async function countAnswer(
  tx: Tx,
  stepId: string,
  a: { externalNumber: string | null; at: Date; answer: 'accepted' | 'refused'; fingerprint: Buffer },
): Promise<void> {
  await tx.run(sql`
    update cases.case_external_ref set answers_seen = answers_seen + 1, external_number = coalesce(external_number, ${a.externalNumber}),
      answered_at = coalesce(answered_at, ${a.at}), answer = coalesce(answer, ${a.answer}), answer_fingerprint = coalesce(answer_fingerprint, ${a.fingerprint}::bytea)
    where step_id = ${stepId}`);
}

/** A step that waits for a system. */
export type RequestedStep = {
  stepId: string;
  caseId: string;
  number: string;
  itemKey: string;
  itemName: string;
  kind: string;
  stepName: Text;
  requestedAt: Date;
  due: string | null;
};

/** Open steps of a system, oldest first. */
export async function listRequested(read: Read, system: string, max: number): Promise<RequestedStep[]> {
  return read.many(sql`
    select s.id as "stepId", s.case_id as "caseId", l.number, c.item_key as "itemKey", c.item_name as "itemName", s.kind, s.name as "stepName",
      s.opened_at as "requestedAt", s.due
    from cases.case_step s
    join cases.case_lookup l on l.case_id = s.case_id
    join cases."case" c on c.home_region = s.home_region and c.id = s.case_id
    where s.system = ${system} and s.closed_at is null order by s.opened_at limit ${max}`);
}
