import { type Db, type Read, sql, type Tx } from '#platform/db';

type Take = 'pg_try_advisory_lock' | 'pg_advisory_lock';

/** Holds a session lock on a name while `work` runs; undefined when it was not to be had. */
async function holding<T>(db: Db, take: Take, name: string, work: () => Promise<T>): Promise<{ done: T } | undefined> {
  const client = await db.pool.connect();
  let broken = false;
  const lost = (): void => {
    broken = true;
  };
  client.on('error', lost);
  try {
    // Whoever wants his turn waits as long as it takes: a holder that dies lets go by itself, and one that works on a slow
    // machine is no error. The connection's own limit on waiting is for rows.
    if (take === 'pg_advisory_lock') await client.query('set lock_timeout = 0');
    const got = await client.query<{ got: boolean | '' }>(`select ${take}(7106011, hashtext($1)) as got`, [name]);
    if (got.rows[0]?.got === false) return undefined;
    try {
      return { done: await work() };
    } finally {
      await client.query('select pg_advisory_unlock(7106011, hashtext($1))', [name]).catch(lost);
    }
  } finally {
    if (take === 'pg_advisory_lock') await client.query('reset lock_timeout').catch(lost);
    client.removeListener('error', lost);
    client.release(broken);
  }
}

/** Runs `work` while holding the job's name; `elsewhere` when another process holds it. */
export async function lockJob(db: Db, name: string, work: () => Promise<void>): Promise<'ran' | 'elsewhere'> {
  return (await holding(db, 'pg_try_advisory_lock', name, work)) === undefined ? 'elsewhere' : 'ran';
}

/** Runs `work` after every other process that wants the same name has had its turn. */
export async function inTurn<T>(db: Db, name: string, work: () => Promise<T>): Promise<T> {
  return ((await holding(db, 'pg_advisory_lock', name, work)) as { done: T }).done;
}

/** Says that a worker lives. */
export async function beat(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`insert into platform.worker (id, seen_at) values (${id}, ${at}) on conflict (id) do update set seen_at = ${at}`);
}

/** Jobs that somebody holds just now, with the holder's last beat as text; `null` when it never gave one. */
export async function heldJobs(read: Read): Promise<{ job: string; holder: string; beat: string | null }[]> {
  return read.many(sql`
    select j.id::text as job, j.locked_by as holder, w.seen_at::text as beat from graphile_worker._private_jobs j
    left join platform.worker w on w.id = j.locked_by
    where j.locked_by is not null`);
}

/** Lets go of single jobs of a holder. */
export async function letGo(tx: Tx, holder: string, jobs: string[]): Promise<void> {
  await tx.run(
    sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null where locked_by = ${holder} and id = any(${jobs}::bigint[])`,
  );
}

/** Forgets a worker that has stopped, and those nobody has heard of since `before`. */
export async function forgetWorker(tx: Tx, id: string, before: Date): Promise<void> {
  await tx.run(sql`delete from platform.worker where id = ${id} or seen_at < ${before}`);
}

/** When a timed job was last begun and came to its end, by whichever process. */
export async function lastRound(read: Read, job: string): Promise<Date | undefined> {
  return (await read.maybe<{ at: Date }>(sql`select began_at as at from platform.job_round where job = ${job}`))?.at;
}

/** Writes down that a round of a timed job is done. */
export async function markRound(tx: Tx, job: string, at: Date): Promise<void> {
  await tx.run(sql`insert into platform.job_round (job, began_at) values (${job}, ${at}) on conflict (job) do update set began_at = ${at}`);
}
