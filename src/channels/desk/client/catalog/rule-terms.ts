import { isObject } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';

/** Something a rule may look at: a question, a field with options, the applicant's age. */
export interface Known {
  id: string;
  name: Text;
  /** Absent for a date of birth: there the age is looked at. */
  values?: { value: string; text: Text }[];
  kind: 'choice' | 'yes';
}
export type Term = { fact: string; values: string[]; kind: 'choice' | 'yes' } | { fact: string; atLeast: number };
/** A rule as the screen can change it. */
export interface Rule {
  join: 'all' | 'any';
  terms: Term[];
}

const only = (node: unknown): [string, Json] | undefined => {
  const entries = isObject(node) ? Object.entries(node) : [];
  return entries.length === 1 && entries[0]?.[1] !== undefined ? (entries[0] as [string, Json]) : undefined;
};
const factOf = (node: Json | undefined): string | undefined => {
  const [op, name] = only(node) ?? [];
  return op === 'fact' && typeof name === 'string' ? name : undefined;
};

/** Reads a rule into terms; null when it says more than terms can. What is read is written back as the same rule. */
export function readRule(expr: Json, facts: readonly Known[]): Rule | null {
  const [op, inside] = only(expr) ?? [];
  if ((op === 'all' || op === 'any') && Array.isArray(inside)) {
    const terms = inside.map((one) => readTerm(one, facts));
    // The same fact twice would be two lines of one name.
    const names = new Set(terms.map((term) => term?.fact));
    return terms.includes(null) || names.size !== terms.length ? null : { join: op, terms: terms as Term[] };
  }
  const term = readTerm(expr, facts);
  return term === null ? null : { join: 'all', terms: [term] };
}

function readTerm(expr: Json | undefined, facts: readonly Known[]): Term | null {
  const [op, args] = only(expr) ?? [];
  if (!Array.isArray(args) || args.length !== 2) return null;
  const [left, right] = args;
  if (op === 'gte' && typeof right === 'number') {
    const [age, of] = only(left) ?? [];
    const born = Array.isArray(of) && of.length === 1 ? factOf(of[0]) : undefined;
    return age === 'age' && born !== undefined && facts.some((f) => f.id === born && f.values === undefined)
      ? { fact: born, atLeast: right }
      : null;
  }
  const fact = factOf(left);
  const known = facts.find((one) => one.id === fact);
  if (fact === undefined || known?.values === undefined) return null;
  const given = op === 'eq' ? [right] : op === 'in' && Array.isArray(right) ? right : undefined;
  if (given === undefined) return null;
  const values = given.map((one) => (typeof one === 'boolean' && known.kind === 'yes' ? String(one) : one));
  const listed = known.values.map((one) => one.value);
  return values.length > 0 && values.every((one) => typeof one === 'string' && listed.includes(one))
    ? { fact, values: values as string[], kind: known.kind }
    : null;
}

/** Writes terms as a rule; undefined for none. */
export function writeRule({ join, terms }: Rule): Json | undefined {
  const written = terms.map((term): Json => {
    if ('atLeast' in term) return { gte: [{ age: [{ fact: term.fact }] }, term.atLeast] };
    const values: Json[] = term.values.map((one) => (term.kind === 'yes' ? one === 'true' : one));
    return values.length === 1 ? { eq: [{ fact: term.fact }, values[0] as Json] } : { in: [{ fact: term.fact }, values] };
  });
  if (written.length === 0) return undefined;
  return written.length === 1 ? written[0] : { [join]: written };
}
