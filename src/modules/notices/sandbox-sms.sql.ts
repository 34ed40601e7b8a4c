import { type Read, sql, type Tx } from '#platform/db';

/** Keeps what the sandbox gateway took. */
export async function keepSandboxSms(tx: Tx, m: { ref: string; at: Date; outcome: string; text: string }): Promise<void> {
  await tx.run(sql`insert into notices.sandbox_sms (ref, at, outcome, text) values (${m.ref}, ${m.at}, ${m.outcome}, ${m.text})`);
}

/** The newest messages the sandbox gateway took, for the demonstration page. */
export async function listSandboxSms(read: Read, limit = 20): Promise<{ at: Date; outcome: string; text: string }[]> {
  return read.many(sql`select at, outcome, text from notices.sandbox_sms order by at desc limit ${limit}`);
}
