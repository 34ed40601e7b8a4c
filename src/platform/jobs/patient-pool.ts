import type { Db } from '#platform/db';

type Pool = Db['pool'];

/** The pool for the queue's library, and its end: after `close` nobody gets a connection, and nobody is refused one. */
export type PatientPool = { pool: Pool; close(): Promise<void> };

const away = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const cut = /Connection terminated|timeout exceeded when trying to connect|Client has encountered|not queryable/;

/** The library tries again for as long as it takes when the server says that it is starting: that is what every cut connection becomes. */
function patient(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return away.test(code) || cut.test(message) ? Object.assign(error as object, { code: '57P03' }) : error;
}

/**
 * Marks of done and failed jobs are written by the library in promises nobody awaits: one that fails would end the
 * whole process. Seen through this pool a database that is away is one that comes back.
 */
export function patientPool(pool: Pool): PatientPool {
  let closed = false;
  let out = 0;
  const never = new Promise<never>(() => undefined);
  const borrow = async () => {
    if (closed) return never;
    const client = await pool.connect().catch((error: unknown) => Promise.reject(patient(error) as Error));
    out++;
    return new Proxy(client, {
      get: (target, name) => {
        if (name === 'release')
          return (): void => {
            out--;
            target.release();
          };
        if (name === 'query')
          return (...args: Parameters<typeof target.query>) =>
            (target.query(...args) as unknown as Promise<unknown>).catch((error: unknown) => Promise.reject(patient(error) as Error));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  const seen = new Proxy(pool, {
    get: (target, name) => {
      // With a callback the library wants its listening connection, which it looks after itself.
      if (name === 'connect') return (...args: [] | [never]) => (args.length === 0 ? borrow() : target.connect(...args));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    pool: seen,
    close: async () => {
      for (let i = 0; i < 100 && out > 0; i++) await new Promise((next) => setTimeout(next, 50));
      closed = true;
    },
  };
}
