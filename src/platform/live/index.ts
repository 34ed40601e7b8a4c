import { EventEmitter } from 'node:events';

/** A change that screens want to know of: ids only, the screen asks for the rest under its own rights. */
export type LiveMessage = { topic: string; id: string; seq?: number };

/** Fan-out of changes to open screens of this process; `platform/outbox` feeds it from all processes. */
export type Live = {
  /** Hears messages of the topics until the returned function is called. */
  subscribe(topics: readonly string[], hear: (message: LiveMessage) => void): () => void;
  /** Hands a message to the screens of this process. */
  deliver(message: LiveMessage): void;
  /** How many screens are open here. */
  count(): number;
};

/** Makes the fan-out of one process. */
export function makeLive(): Live {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  let open = 0;
  return {
    subscribe: (topics, hear) => {
      open++;
      for (const topic of topics) emitter.on(topic, hear);
      return () => {
        open--;
        for (const topic of topics) emitter.off(topic, hear);
      };
    },
    deliver: (message) => void emitter.emit(message.topic, message),
    count: () => open,
  };
}
