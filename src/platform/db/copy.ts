import { once } from 'node:events';
import { Readable } from 'node:stream';
import pg from 'pg';
import type { Sql } from './sql.ts';

/** One direct connection that can stream whole tables; for back-up and restore only, everything else goes through `inTransaction`. */
export type CopyConnection = {
  /** Runs a statement on this one connection; transactions are the caller's own `begin` and `commit`. */
  many<R>(query: Sql): Promise<R[]>;
  /** The bytes of `copy … to stdout`, as they come; the server waits while nobody reads. */
  copyOut(query: Sql): AsyncIterable<Buffer>;
  /** Feeds `copy … from stdin`; answers how many rows went in. */
  copyIn(query: Sql, source: AsyncIterable<Uint8Array>): Promise<number>;
  close(): Promise<void>;
};

/** What pg's client calls on a query it was handed; its own types do not describe this. */
type Wire = {
  stream: import('node:net').Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

const PIECE = 64 * 1024;

/** Opens a connection whose texts of dates, numbers and bytes are the same on every server. */
export async function openCopyConnection(directUrl: string): Promise<CopyConnection> {
  const client = new pg.Client({
    connectionString: directUrl,
    keepAlive: true,
    application_name: 'tongban-copy',
    options: [
      'timezone=UTC',
      'datestyle=ISO,YMD',
      'intervalstyle=postgres',
      'extra_float_digits=3',
      'bytea_output=hex',
      'statement_timeout=0',
      'idle_in_transaction_session_timeout=0',
      'jit=off',
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    many: async <R>(query: Sql) => (await client.query(query.compile())).rows as R[],
    copyOut: (query) => copyOut(client, query.compile().text),
    copyIn: (query, source) => copyIn(client, query.compile().text, source),
    close: () => client.end().catch(() => undefined),
  };
}

function copyOut(client: pg.Client, text: string): Readable {
  let wire: Wire | undefined;
  let waiting: Buffer[] = [];
  let length = 0;
  const out = new Readable({ highWaterMark: 1024 * 1024, read: () => void wire?.stream.resume() });
  const pass = (): void => {
    const piece = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    if (piece.length > 0 && !out.destroyed && !out.push(piece)) wire?.stream.pause();
  };
  client.query({
    submit: (connection: unknown) => {
      wire = connection as Wire;
      wire.query(text);
    },
    handleRowDescription: () => undefined,
    handleCopyData: (message: { chunk: Buffer }) => {
      // The parser writes over its buffer: what is kept has to be copied.
      waiting.push(Buffer.from(message.chunk));
      length += message.chunk.length;
      if (length >= PIECE) pass();
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => {
      pass();
      out.push(null);
    },
    handleError: (error: Error) => void out.destroy(error),
  } as unknown as pg.Submittable);
  return out;
}

function copyIn(client: pg.Client, text: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((done, fail) => {
    let rows = 0;
    let failed: Error | undefined;
    let own: unknown;
    const pump = async (wire: Wire): Promise<void> => {
      try {
        for await (const piece of source) {
          if (failed !== undefined) return;
          wire.sendCopyFromChunk(piece);
          if (wire.stream.writableNeedDrain) await Promise.race([once(wire.stream, 'drain'), once(wire.stream, 'close')]);
        }
        wire.endCopyFrom();
      } catch (error) {
        own = error;
        if (failed === undefined) wire.sendCopyFail('the source of the copy broke off');
      }
    };
    client.query({
      submit: (connection: unknown) => (connection as Wire).query(text),
      handleRowDescription: () => undefined,
      handleCopyInResponse: (connection: unknown) => void pump(connection as Wire),
      handleCommandComplete: (message: { text: string }) => {
        rows = Number(message.text.split(' ')[1] ?? 0);
      },
      handleReadyForQuery: () => done(rows),
      handleError: (error: Error) => {
        failed = error;
        fail(own ?? error);
      },
    } as unknown as pg.Submittable);
  });
}
