/**
 * Lets at most `width` of several works run at once, in the order they were asked for; one that waits already is not put
 * in line a second time. Timed jobs fall due together, and each holds a connection for its name while it works on others:
 * all at once they would wait for each other, and everybody who asks the database with them.
 */
export function lanes(width: number): { ask: (name: string, work: () => Promise<unknown>) => void; idle: () => Promise<void> } {
  const waiting = new Map<string, () => Promise<unknown>>();
  const running = new Set<Promise<unknown>>();
  const next = (): void => {
    for (const [name, work] of waiting) {
      if (running.size >= width) return;
      waiting.delete(name);
      const one: Promise<unknown> = work().finally(() => {
        running.delete(one);
        next();
      });
      running.add(one);
    }
  };
  return {
    ask: (name, work) => {
      if (!waiting.has(name)) waiting.set(name, work);
      next();
    },
    idle: async () => {
      waiting.clear();
      await Promise.allSettled(running);
    },
  };
}
