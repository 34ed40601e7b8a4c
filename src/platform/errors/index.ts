import type { Text } from '#platform/text';

/** A JSON value as PostgreSQL jsonb and HTTP bodies carry it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** What went wrong, without any word of HTTP; `platform/http` alone turns a kind into a status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'gone'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable';

/** One field that cannot be taken as it is; `field` is the field id as the form names it. */
export type FieldError = { field: string; say: Text };

/**
 * The only error a module throws at people: a stable code, what is wrong, and what to do next (rule I11).
 * Anything else that escapes a verb is a defect and reaches the reader as an apology without details.
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly say: Text;
  readonly next: Text;
  readonly data: Json | undefined;
  readonly fields: FieldError[];

  constructor(kind: ProblemKind, code: string, say: Text, next: Text, extra: { data?: Json; fields?: FieldError[]; cause?: unknown } = {}) {
    super(`${code}: ${say.en ?? say.zh}`, { cause: extra.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.code = code;
    this.say = say;
    this.next = next;
    this.data = extra.data;
    this.fields = extra.fields ?? [];
  }
}

/** Makes a Problem; `say` is what is wrong, `next` what the reader can do, including the way without internet. */
export function problem(
  kind: ProblemKind,
  code: string,
  say: Text,
  next: Text,
  extra: { data?: Json; fields?: FieldError[]; cause?: unknown } = {},
): Problem {
  return new Problem(kind, code, say, next, extra);
}
