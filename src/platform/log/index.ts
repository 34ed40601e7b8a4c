import pino from 'pino';

/** Structured log. It takes ids and codes only: a name, number, phone or address in a log line is a defect (model 15). */
export type Logger = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/** Logs JSON lines to standard output; silent in tests unless TONGBAN_LOG says otherwise. */
export function makeLogger(level: string = process.env['TONGBAN_LOG'] ?? 'info'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** What of an error may be logged: its class, code and stack frames, never its message with values in it. */
export function errorFields(error: unknown): Record<string, unknown> {
  const e = error as { name?: string; code?: string; constraint?: string; table?: string; stack?: string };
  return {
    error: e.name,
    code: e.code,
    constraint: e.constraint,
    table: e.table,
    at: e.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 6)
      .map((line) => line.trim()),
  };
}
