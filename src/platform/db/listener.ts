import pg from 'pg';

/** A connection that hears NOTIFY; it comes back by itself when the database does. */
export type Listener = { close(): Promise<void> };

/** Listens on `channel` over a direct connection. `hear` gets the payload text, `onUp` runs after each (re)connect. */
export function openListener(
  directUrl: string,
  channel: string,
  hear: (payload: string) => void,
  onUp: () => void = () => undefined,
): Listener {
  let client: pg.Client | undefined;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const again = (): void => {
    if (closed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, 500);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: directUrl, keepAlive: true });
    next.on('error', again);
    next.on('end', again);
    next.on('notification', (message) => hear(message.payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
      if (closed) await next.end();
      else onUp();
    } catch {
      // Nothing is lost: whoever listens also polls; this connection only makes it faster.
      again();
    }
  };
  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
