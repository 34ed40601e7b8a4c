import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/**
 * One stream per browser: every tab of the desk shares it over a BroadcastChannel, since HTTP/1.1 gives a browser six
 * connections in all. A message names what changed; the screens ask again.
 */
export function useLive(queries: QueryClient, idleMinutes: number): 'live' | 'polling' | 'resting' {
  const [state, setState] = useState<'live' | 'polling' | 'resting'>('polling');
  useEffect(() => {
    const channel = new BroadcastChannel('tongban-desk-live');
    // Only what changed is asked again: reading a case is a look that is written down.
    const changed = (ids: readonly string[]): void => {
      void queries.invalidateQueries({ queryKey: ['work'] });
      for (const id of ids) void queries.invalidateQueries({ queryKey: ['case', id] });
    };
    channel.onmessage = (message: MessageEvent<string[]>) => {
      changed(message.data);
      setState('live');
    };
    let source: EventSource | undefined;
    let leads = false;
    const gathered = new Set<string>();
    let soon: ReturnType<typeof setTimeout> | undefined;
    const open = (): void => {
      source = new EventSource('/api/staff/live');
      source.onopen = () => {
        setState('live');
        channel.postMessage([]);
      };
      source.onerror = () => setState('polling');
      source.addEventListener('change', (event: MessageEvent<string>) => {
        gathered.add((JSON.parse(event.data) as { id: string }).id);
        // Many changes at once are one question to the server.
        soon ??= setTimeout(() => {
          soon = undefined;
          const ids = [...gathered];
          gathered.clear();
          changed(ids);
          channel.postMessage(ids);
        }, 300);
      });
    };
    // A desk nobody touches must be able to run out: an open stream would keep the session awake for ever.
    let touched = performance.now();
    const touch = (): void => {
      touched = performance.now();
      if (leads && source === undefined) open();
    };
    const rest = setInterval(() => {
      if (performance.now() - touched < idleMinutes * 60_000) return;
      source?.close();
      source = undefined;
      setState('resting');
    }, 30_000);
    for (const sign of ['pointerdown', 'keydown'] as const) window.addEventListener(sign, touch);
    // The lock makes one tab the leader; when it closes, the next one takes over.
    const leaving = new AbortController();
    void navigator.locks
      .request('tongban-desk-live', { signal: leaving.signal }, () => {
        leads = true;
        open();
        return new Promise<void>((done) => leaving.signal.addEventListener('abort', () => done()));
      })
      .catch(() => undefined);
    return () => {
      leaving.abort();
      clearTimeout(soon);
      clearInterval(rest);
      for (const sign of ['pointerdown', 'keydown'] as const) window.removeEventListener(sign, touch);
      source?.close();
      channel.close();
    };
  }, [queries, idleMinutes]);
  return state;
}
