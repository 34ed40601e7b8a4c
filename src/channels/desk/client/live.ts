import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/**
 * One stream per browser: every tab of the desk shares it over a BroadcastChannel, since HTTP/1.1 gives a browser six
 * connections in all. A message names what changed; the screens ask again.
 */
export function useLive(queries: QueryClient): 'live' | 'polling' {
  const [state, setState] = useState<'live' | 'polling'>('polling');
  useEffect(() => {
    const channel = new BroadcastChannel('tongban-desk-live');
    const changed = (): void => {
      void queries.invalidateQueries({ queryKey: ['work'] });
      void queries.invalidateQueries({ queryKey: ['case'] });
    };
    channel.onmessage = (message: MessageEvent<string>) => {
      if (message.data === 'changed') changed();
      setState('live');
    };
    let source: EventSource | undefined;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const open = (): void => {
      source = new EventSource('/api/staff/live');
      source.onopen = () => {
        setState('live');
        channel.postMessage('open');
      };
      source.onerror = () => setState('polling');
      source.addEventListener('change', () => {
        // Many changes at once are one question to the server.
        soon ??= setTimeout(() => {
          soon = undefined;
          changed();
          channel.postMessage('changed');
        }, 300);
      });
    };
    // The lock makes one tab the leader; when it closes, the next one takes over.
    const leaving = new AbortController();
    void navigator.locks
      .request('tongban-desk-live', { signal: leaving.signal }, () => {
        open();
        return new Promise<void>((done) => leaving.signal.addEventListener('abort', () => done()));
      })
      .catch(() => undefined);
    return () => {
      leaving.abort();
      clearTimeout(soon);
      source?.close();
      channel.close();
    };
  }, [queries]);
  return state;
}
