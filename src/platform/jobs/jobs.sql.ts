import { type Db, type Read, sql, type Tx } from '#platform/db';

/** Runs `work` while holding a session lock on the job's name; `elsewhere` when another process holds it. */
export async function lockJob(db: Db, name: string, work: () => Promise<void>): Promise<'ran' | 'elsewhere'> {
  const client = await db.pool.connect();
  let broken = false;
  const lost = (): void => {
    broken = true;
  };
  client.on('error', lost);
  try {
    const got = await client.query<{ ok: boolean }>('select pg_try_advisory_lock(7106011, hashtext($1)) as ok', [name]);
    if (got.rows[0]?.ok !== true) return 'elsewhere';
    try {
      await work();
      return 'ran';
    } finally {
      await client.query('select pg_advisory_unlock(7106011, hashtext($1))', [name]).catch(lost);
    }
  } finally {
    client.removeListener('error', lost);
    client.release(broken);
  }
}

/** Says that a worker lives. */
export async function beat(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`insert into platform.worker (id, seen_at) values (${id}, ${at}) on conflict (id) do update set seen_at = ${at}`);
}

/** Workers that hold jobs but have not been heard of since `before`. */
export async function silentWorkers(read: Read, before: Date): Promise<string[]> {
  const rows = await read.many<{ id: string }>(sql`
    select distinct j.locked_by as id from graphile_worker._private_jobs j
    left join platform.worker w on w.id = j.locked_by
    where j.locked_by is not null and (w.id is null or w.seen_at < ${before})`);
  return rows.map((row) => row.id);
}

/** Forgets a worker that has stopped. */
export async function forgetWorker(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from platform.worker where id = ${id}`);
}
