import { type Read, sql, type Tx } from '#platform/db';

/** Cases whose day has come, oldest first. */
export async function casesToLook(read: Read, today: string, max: number): Promise<string[]> {
  return (
    await read.many<{ id: string }>(sql.named('cases.to_look')`
    select id from cases."case" where next_look <= ${today}::date order by next_look, id limit ${max}`)
  ).map((r) => r.id);
}

/** Puts a case that needs nothing of the system to rest until a day. */
export async function restUntil(tx: Tx, c: { homeRegion: string; id: string }, day: string | null): Promise<void> {
  await tx.run(sql`update cases."case" set next_look = ${day}::date where home_region = ${c.homeRegion} and id = ${c.id}`);
}
