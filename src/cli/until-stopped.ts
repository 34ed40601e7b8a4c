/**
 * Resolves after the process was asked to stop and `stop` has finished. TERM may come twice (from a terminal and from
 * `tools/start.mjs`), and the starter may be killed without a word: each leads to one single stop.
 */
export function untilStopped(stop: () => Promise<void>, startedBy = Number(process.env['TONGBAN_STARTED_BY'] ?? 0)): Promise<void> {
  return new Promise((done, fail) => {
    let stopping = false;
    const once = (): void => {
      if (stopping) return;
      stopping = true;
      clearInterval(watch);
      stop().then(done, fail);
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, once);
    const watch = setInterval(() => {
      if (startedBy && process.ppid !== startedBy) once();
    }, 500);
  });
}
