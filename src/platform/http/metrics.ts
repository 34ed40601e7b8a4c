const counts = new Map<string, number>();
const seconds = new Map<string, number>();

/** Counts an answered request by route and status class; no path values, so no personal data. */
export function countRequest(route: string, status: number, took: number): void {
  const key = `route="${route}",status="${Math.floor(status / 100)}xx"`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  seconds.set(key, (seconds.get(key) ?? 0) + took);
}

/** Prometheus text of what this process counted. */
export function metricsText(extra: Record<string, number> = {}): string {
  const lines = ['# TYPE tongban_requests_total counter'];
  for (const [key, value] of counts) lines.push(`tongban_requests_total{${key}} ${value}`);
  lines.push('# TYPE tongban_request_seconds_total counter');
  for (const [key, value] of seconds) lines.push(`tongban_request_seconds_total{${key}} ${value.toFixed(4)}`);
  const memory = process.memoryUsage();
  for (const [name, value] of Object.entries({ resident_bytes: memory.rss, heap_bytes: memory.heapUsed, ...extra })) {
    lines.push(`# TYPE tongban_${name} gauge`, `tongban_${name} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}
