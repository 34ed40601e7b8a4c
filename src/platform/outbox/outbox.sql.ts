import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { newId } from '#platform/ids';
import { wakeRelay } from './wake.ts';

/** A fact in the past, as a module says it; `data` carries ids and codes, never personal values (model 15). */
export type Emitted = {
  /** `module.fact_in_past`, for example `cases.accepted`. */
  type: string;
  /** Whom it is about; hearers that need order use `seq` (model 19). */
  subject: { kind: string; id: string; seq: number };
  data: Json;
};

/** The same as a hearer gets it. */
export type OutboxEvent = Emitted & { id: string; recordedAt: Date };

/** Writes an event in the transaction of its deed. A plain row: NOTIFY and job inserts here would halve the throughput. */
export async function emit(tx: Tx, at: Date, event: Emitted): Promise<void> {
  await tx.run(sql.named('platform.emit')`
    insert into platform.outbox (id, type, subject_kind, subject_id, seq, data, recorded_at)
    values (${newId()}, ${event.type}, ${event.subject.kind}, ${event.subject.id}, ${event.subject.seq}, ${JSON.stringify(event.data)}, ${at})`);
  tx.afterCommit(wakeRelay);
}

/** Marks an event as heard by this listener; false when it already was. Same transaction as the effect. */
export async function hearOnce(tx: Tx, at: Date, listener: string, eventId: string): Promise<boolean> {
  const rows = await tx.run(sql.named('platform.hear_once')`
    insert into platform.inbox (listener, event_id, heard_at) values (${listener}, ${eventId}, ${at}) on conflict do nothing`);
  return rows === 1;
}

const columns = sql.raw(
  `id, type, jsonb_build_object('kind', subject_kind, 'id', subject_id, 'seq', seq) as subject, data, recorded_at as "recordedAt"`,
);

/** Claims waiting events; other relays skip what is claimed here. */
export async function claimWaiting(tx: Tx, max: number): Promise<OutboxEvent[]> {
  return tx.many(sql`select ${columns} from platform.outbox where relayed_at is null order by id limit ${max} for update skip locked`);
}

/** Marks events as handed on. */
export async function markRelayed(tx: Tx, at: Date, ids: string[]): Promise<void> {
  await tx.run(sql`update platform.outbox set relayed_at = ${at} where id = any(${ids}::uuid[])`);
}

/** Puts one job per event and listener into the queue, in one statement, in the relay's transaction. */
export async function queueHearings(tx: Tx, jobs: { event: string; listener: string }[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map((job) => ({
    identifier: 'hear',
    payload: job,
    job_key: `${job.listener}:${job.event}`,
    max_attempts: 25,
  }));
  await tx.run(sql`
    select graphile_worker.add_jobs(array(
      select json_populate_record(null::graphile_worker.job_spec, x) from json_array_elements(${JSON.stringify(specs)}::json) x))`);
}

/** Tells the screens of all processes; only the relay does this, never a deed's transaction. */
export async function notifyScreens(tx: Tx, messages: { topic: string; id: string; seq: number }[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.run(sql`select pg_notify('tongban_live', x::text) from json_array_elements(${JSON.stringify(messages)}::json) x`);
}

/** One event by id. */
export async function findEvent(read: Read, id: string): Promise<OutboxEvent | undefined> {
  return read.maybe(sql`select ${columns} from platform.outbox where id = ${id}`);
}
