/** The generator: keep-alive clients, how long each answer took, and whose processor time it was. */
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';

export type Ask = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; headers?: Record<string, string>; body?: unknown };
export type Answer = { status: number; body: string; ms: number; headers: http.IncomingHttpHeaders };

/** A browser's worth of requests against one server. */
export class Client {
  readonly #port: number;
  readonly #agent: http.Agent;

  constructor(port: number, clients: number) {
    this.#port = port;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  }

  ask({ method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const began = performance.now();
    return new Promise((done, fail) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path,
          headers: {
            'sec-fetch-site': 'same-origin',
            ...headers,
            ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () =>
            done({
              status: response.statusCode ?? 0,
              body: Buffer.concat(pieces).toString('utf8'),
              ms: performance.now() - began,
              headers: response.headers,
            }),
          );
          response.on('error', fail);
        },
      );
      request.on('error', fail);
      request.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** What a run came to. */
export type Run = { count: number; errors: number; seconds: number; perSecond: number; p50: number; p95: number; sample: string | null };

/** Does `work` once for each of `items`, so many at a time; what it throws is counted as an error. */
export async function run<T>(items: readonly T[], clients: number, work: (item: T) => Promise<number | void>): Promise<Run> {
  const times: number[] = [];
  let next = 0;
  let errors = 0;
  let sample: string | null = null;
  const began = performance.now();
  const client = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next++] as T;
      const from = performance.now();
      try {
        const told = await work(item);
        times.push(typeof told === 'number' ? told : performance.now() - from);
      } catch (error) {
        errors++;
        sample ??= (error as Error).message.slice(0, 300);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - began) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { count: times.length, errors, seconds, perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95), sample };
}

/** Refuses an answer of another status. */
export function wanted(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.body.slice(0, 250)}`);
  return answer;
}

/** Processor seconds used so far. */
export type Cpu = { server: number; database: number; generator: number };

const ticks = 100;
const used = (pid: number): { seconds: number; parent: number } | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(fields[1]), seconds: [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) / ticks };
  } catch {
    return null;
  }
};

/** Reads who used what: the server's process, the postmaster with its children, and this process. */
export function cpuOf(server: number, postmaster: number): Cpu {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => used(Number(name)))
    .filter((one) => one?.parent === postmaster);
  const mine = process.cpuUsage();
  return {
    server: used(server)?.seconds ?? 0,
    database: (used(postmaster)?.seconds ?? 0) + children.reduce((sum, one) => sum + (one?.seconds ?? 0), 0),
    generator: (mine.user + mine.system) / 1e6,
  };
}

/** Milliseconds of each between two readings, per operation. */
export const cpuBetween = (a: Cpu, b: Cpu, operations: number): Cpu => ({
  server: (1000 * (b.server - a.server)) / operations,
  database: (1000 * (b.database - a.database)) / operations,
  generator: (1000 * (b.generator - a.generator)) / operations,
});
