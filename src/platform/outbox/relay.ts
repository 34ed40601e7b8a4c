import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import { errorFields } from '#platform/log';
import { claimWaiting, markRelayed, notifyScreens, type OutboxEvent, queueHearings } from './outbox.sql.ts';
import { onWake } from './wake.ts';

export { wakeRelay } from './wake.ts';

/** Who wants to hear which events. `hear` is called at least once per event and must use `hearOnce`. */
export type EventListener = {
  /** Stable name: it is the key under which the event counts as heard. */
  name: string;
  /** Event types; `cases.*` hears all of a module. */
  on: readonly string[];
  hear: (event: OutboxEvent, house: House) => Promise<void>;
};

const wants = (listener: EventListener, type: string): boolean =>
  listener.on.some((word) => word === type || (word.endsWith('.*') && type.startsWith(word.slice(0, -1))));

/** Which live topics an event touches: its own subject, and its type for lists. */
const topicsOf = (event: OutboxEvent): string[] => [`${event.subject.kind}:${event.subject.id}`, event.type];

/** Hands one batch on: jobs for the listeners, messages for the screens, marks. One transaction; nothing is lost between. */
export async function relayOnce(house: House, listeners: readonly EventListener[], max = 500): Promise<number> {
  return inTransaction(house.db, async (tx) => {
    const events = await claimWaiting(tx, max);
    if (events.length === 0) return 0;
    await queueHearings(
      tx,
      events.flatMap((event) => listeners.filter((l) => wants(l, event.type)).map((l) => ({ event: event.id, listener: l.name }))),
    );
    await notifyScreens(
      tx,
      events.flatMap((event) => topicsOf(event).map((topic) => ({ topic, id: event.subject.id, seq: event.subject.seq }))),
    );
    await markRelayed(
      tx,
      house.clock.now(),
      events.map((event) => event.id),
    );
    return events.length;
  });
}

/** A running relay. */
export type Relay = { stop(): Promise<void> };

/** Relays until stopped: woken after each commit of this process, otherwise looking every 100 ms (other processes write too). */
export function startRelay(house: House, listeners: readonly EventListener[], everyMs = 100): Relay {
  let stopped = false;
  let poke: () => void = () => undefined;
  onWake(() => poke());
  const loop = async (): Promise<void> => {
    let pause = everyMs;
    while (!stopped) {
      try {
        const moved = await relayOnce(house, listeners);
        pause = everyMs;
        if (moved > 0) continue;
      } catch (error) {
        house.log.warn(errorFields(error), 'relay: trying again');
        pause = Math.min(pause * 2, 5_000);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        poke = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      onWake(undefined);
      poke();
      await running;
    },
  };
}
