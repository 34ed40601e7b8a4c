import { type Read, sql, type Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { NoticeKind } from './messages.ts';

/** Through what a message goes. */
export type ChannelName = 'inProduct' | 'sms' | 'email' | 'paper';
/** What has been proved about it; never more. */
export type NoticeState = 'queued' | 'handedOver' | 'delivered' | 'failed' | 'read';

/** One message as stored. */
export type Notice = {
  id: string;
  partyId: string;
  caseId: string | null;
  paperId: string | null;
  kind: NoticeKind;
  params: Json;
  channel: ChannelName;
  state: NoticeState;
  createdAt: Date;
  tries: number;
  readAt: Date | null;
};

const columns = sql.raw(`id, party_id as "partyId", case_id as "caseId", paper_id as "paperId", kind, params, channel, state,
  created_at as "createdAt", tries, read_at as "readAt"`);

/** Writes a message; what is in the product is there at once, the rest waits for its sender. */
export async function insertNotice(tx: Tx, n: Omit<Notice, 'tries' | 'readAt' | 'state'>): Promise<void> {
  const here = n.channel === 'inProduct';
  await tx.run(sql`
    insert into notices.notice (id, party_id, case_id, paper_id, kind, params, channel, state, created_at, next_try_at)
    values (${n.id}, ${n.partyId}, ${n.caseId}, ${n.paperId}, ${n.kind}, ${JSON.stringify(n.params)}, ${n.channel},
      ${here ? 'delivered' : 'queued'}, ${n.createdAt}, ${here || n.channel === 'paper' ? null : n.createdAt})`);
}

/** Takes due messages under a lease; a sender that dies lets go when the lease ends. */
export async function claimDue(tx: Tx, at: Date, leaseUntil: Date, max: number): Promise<Notice[]> {
  return tx.many(sql`
    update notices.notice set lease_until = ${leaseUntil}, tries = tries + 1
    where id in (
      select id from notices.notice
      where state = 'queued' and next_try_at <= ${at} and (lease_until is null or lease_until < ${at})
      order by next_try_at limit ${max} for update skip locked)
    returning ${columns}`);
}

/** Records what a gateway said to one try. */
export async function recordAttempt(
  tx: Tx,
  a: {
    noticeId: string;
    n: number;
    at: Date;
    outcome: NoticeState | 'again';
    reason: string | null;
    ref: string | null;
    nextTryAt: Date | null;
  },
): Promise<void> {
  await tx.run(sql`
    insert into notices.attempt (notice_id, n, at, outcome, reason, provider_ref)
    values (${a.noticeId}, ${a.n}, ${a.at}, ${a.outcome}, ${a.reason}, ${a.ref}) on conflict do nothing`);
  await tx.run(sql`
    update notices.notice set lease_until = null, next_try_at = ${a.nextTryAt}, state = ${a.outcome === 'again' ? 'queued' : a.outcome}
    where id = ${a.noticeId}`);
}

/** A party's messages in the product, newest first. */
export async function listMessages(read: Read, partyId: string, limit = 50): Promise<Notice[]> {
  return read.many(
    sql`select ${columns} from notices.notice where party_id = ${partyId} and channel = 'inProduct' order by created_at desc limit ${limit}`,
  );
}

/** How many a party has not read. */
export async function countUnread(read: Read, partyId: string): Promise<number> {
  const row = await read.one<{ n: number }>(sql`
    select count(*) as n from notices.notice where party_id = ${partyId} and channel = 'inProduct' and read_at is null`);
  return row.n;
}

/** Marks a party's messages read. */
export async function markRead(tx: Tx, partyId: string, at: Date): Promise<void> {
  await tx.run(
    sql`update notices.notice set state = 'read', read_at = ${at} where party_id = ${partyId} and channel = 'inProduct' and read_at is null`,
  );
}

/** All messages about a case with their true states, oldest first. */
export async function listNoticesOfCase(read: Read, caseId: string): Promise<Notice[]> {
  return read.many(sql`select ${columns} from notices.notice where case_id = ${caseId} order by created_at, channel`);
}

/** How a party wants to be told. */
export type Preference = { sms: boolean; email: boolean; paper: boolean };

/** The choice of a party; SMS alone while none was made. */
export async function findPreference(read: Read, partyId: string): Promise<Preference> {
  return (
    (await read.maybe<Preference>(sql`select sms, email, paper from notices.preference where party_id = ${partyId}`)) ?? {
      sms: true,
      email: false,
      paper: false,
    }
  );
}

/** Keeps the choice. */
export async function savePreference(tx: Tx, partyId: string, p: Preference, at: Date): Promise<void> {
  await tx.run(sql`
    insert into notices.preference (party_id, sms, email, paper, chosen_at) values (${partyId}, ${p.sms}, ${p.email}, ${p.paper}, ${at})
    on conflict (party_id) do update set sms = ${p.sms}, email = ${p.email}, paper = ${p.paper}, chosen_at = ${at}`);
}
