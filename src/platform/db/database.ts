import pg from 'pg';
import { problem } from '#platform/errors';
import type { Sql } from './sql.ts';

const { Pool, types } = pg;
types.setTypeParser(20, (text) => Number(text)); // int8: our counters stay far below 2^53
types.setTypeParser(1700, (text) => Number(text)); // numeric
types.setTypeParser(1082, (text) => text); // a legal day is a day, not an instant in the host's zone

/** What a reader may do; both the pool and a transaction can. */
export interface Read {
  /** All rows. */
  many<R>(query: Sql): Promise<R[]>;
  /** The only row, or undefined; more than one is a defect. */
  maybe<R>(query: Sql): Promise<R | undefined>;
  /** The only row; none or several is a defect. */
  one<R>(query: Sql): Promise<R>;
}

declare const insideTransaction: unique symbol;

/** A running transaction: the only thing that can write. Only `inTransaction` makes one. */
export interface Tx extends Read {
  /** Runs a statement and answers how many rows it touched. */
  run(query: Sql): Promise<number>;
  /** Work for after the commit that may be lost without harm (waking a relay, never a deed). */
  afterCommit(work: () => void): void;
  readonly [insideTransaction]: true;
}

/** The database outside a transaction: reads only. */
export interface Db extends Read {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// 08… connection, 57P… shutdown and crash, 53300 too many clients; and what Node says when nothing listens.
const away = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

function translate(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  const message = (error as Error).message ?? '';
  // 53100: the disk of the database is full. Whatever was begun is rolled back; reading goes on.
  if (code === '53100')
    return problem(
      'unavailable',
      'platform.no-space',
      {
        zh: '系统现在存不下新内容，刚才这一步没有生效。',
        en: 'The system cannot store anything new just now; this step did not take effect.',
      },
      {
        zh: '已经提交成功的都在。请晚些再试，急用请到窗口或打服务电话。',
        en: 'Everything already acknowledged is safe. Please try again later, or use a window or the telephone.',
      },
      { cause: error },
    );
  if (away.test(code) || /Connection terminated|timeout exceeded when trying to connect|Client has encountered/.test(message)) {
    return problem(
      'unavailable',
      'platform.database-away',
      { zh: '数据库现在连不上，刚才这一步没有生效。', en: 'The database is out of reach; this step did not take effect.' },
      {
        zh: '您已经提交成功的都在。请过一分钟再试一次，急用可以去窗口或打电话。',
        en: 'Everything already acknowledged is safe. Please try again in a minute, or use a window or the telephone.',
      },
      { cause: error },
    );
  }
  return error;
}

type Queryable = { query: (config: { text: string; values: unknown[]; name?: string }) => Promise<pg.QueryResult> };

async function send(on: Queryable, query: Sql): Promise<pg.QueryResult> {
  try {
    return await on.query(query.compile());
  } catch (error) {
    throw translate(error);
  }
}

function reader(on: Queryable): Read {
  const many = async <R>(query: Sql): Promise<R[]> => (await send(on, query)).rows as R[];
  const maybe = async <R>(query: Sql): Promise<R | undefined> => {
    const rows = await many<R>(query);
    if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}`);
    return rows[0];
  };
  const one = async <R>(query: Sql): Promise<R> => {
    const row = await maybe<R>(query);
    if (row === undefined) throw new Error('expected one row, got none');
    return row;
  };
  return { many, maybe, one };
}

/** Opens the pool. `max` 8–16 is enough on two cores (measured); jit hurts small queries. */
export function openDb(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Db {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 12,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    options: '-c jit=off -c timezone=Asia/Shanghai -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s',
  });
  // Without a handler an idle connection that the server closes would end the process.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return Object.assign(reader(pool), {
    pool,
    close: async () => {
      await pool.end();
    },
  });
}

/**
 * Runs `work` in one transaction: all of it is committed or nothing. The work is tried again (at most twice)
 * when PostgreSQL chose it as the victim of a deadlock or a serialisation failure; it must therefore have no
 * effect outside the transaction but through `afterCommit`. There is no network inside: no client is in scope.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, work);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code === '40001' || code === '40P01') && attempt < 3) continue;
      throw error;
    }
  }
}

async function once<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await db.pool.connect();
  } catch (error) {
    throw translate(error);
  }
  const after: (() => void)[] = [];
  let broken: Error | undefined;
  const lost = (error: Error): void => {
    broken = error;
  };
  client.on('error', lost);
  try {
    await send(client, BEGIN);
    const tx = Object.assign(reader(client), {
      run: async (query: Sql) => (await send(client, query)).rowCount ?? 0,
      afterCommit: (f: () => void) => {
        after.push(f);
      },
    }) as unknown as Tx;
    const result = await work(tx);
    await send(client, COMMIT);
    for (const f of after) f();
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.removeListener('error', lost);
    client.release(broken);
  }
}

const plain = (text: string): Sql => ({ compile: () => ({ text, values: [] }) }) as unknown as Sql;
const BEGIN = plain('begin');
const COMMIT = plain('commit');
