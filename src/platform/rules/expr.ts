import type { Text } from '#platform/text';

/**
 * A closed expression: a JSON tree of listed operators over named facts, e.g. `{ all: [{ eq: [{ fact: 'who' }, 'self'] }, { gte: [{ age: [{ fact: 'applicant.birth' }] }, 80] }] }`.
 * A plain string, number or boolean stands for itself, an array for a list.
 */
export type Expr = string | number | boolean | readonly Expr[] | { readonly [operator: string]: Expr };

/** What is known, by flat name. A missing, null or empty value is unknown. */
export type Facts = Readonly<Record<string, unknown>>;

/** One row of a table field. */
export type Row = Readonly<Record<string, unknown>>;
/** A single value. Dates are YYYY-MM-DD texts. */
export type Scalar = string | number | boolean;
/** Any value an expression can have: one, a list, or the rows of a table field. */
export type Value = Scalar | readonly Scalar[] | readonly Row[];

/** All an expression may know beside its facts: the day it is asked on, and how regions lie in one another. */
export type Setting = {
  today: string;
  /** Codes from the outermost region to the one asked about, itself included. Codes are never parsed. */
  regionPath?: (code: string) => readonly string[] | undefined;
};

/** Why something is unknown. `fact` names what to find out. */
export type Reason = {
  code: 'missing' | 'wrong-type' | 'no-region' | 'no-number' | 'not-an-expression';
  fact?: string;
  say: Text;
};

/** How a value came about, operator by operator. */
export type Trace = { op: string; fact?: string; value: Value | null; args: Trace[] };

/** The value of an expression; null is unknown and `why` tells why. */
export type Outcome = { value: Value | null; why: Reason[]; trace: Trace };

/** What one part evaluates to on the way. */
export type Known = { value: Value | null; why: readonly Reason[] };

export const known = (value: Value): Known => ({ value, why: [] });
export const unknown = (...why: readonly Reason[]): Known => ({ value: null, why });

export function wrongType(what: string, fact?: string): Reason {
  return {
    code: 'wrong-type',
    ...(fact === undefined ? {} : { fact }),
    say: { zh: `“${fact ?? what}”的值类型不对，要由人来看`, en: `“${fact ?? what}” has a value of the wrong kind; a person has to look` },
  };
}
