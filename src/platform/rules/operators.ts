import { booleans } from './booleans.operators.ts';
import { comparisons } from './comparisons.operators.ts';
import { dates } from './dates.operators.ts';
import { identity } from './identity.operators.ts';
import { numbers } from './numbers.operators.ts';
import type { Operator } from './operator.ts';

/** The closed list. Adding one is a decision: it must be total, three-valued, monotonic, and in the shared vectors. */
export const operators: Readonly<Record<string, Operator>> = { ...booleans, ...comparisons, ...dates, ...numbers, ...identity };

/** `{ not: x }` and `{ not: [x] }` are the same for operators of one argument; lists of one stay lists for `count`. */
export function argumentsOf(operator: Operator, rest: unknown): readonly unknown[] {
  if (operator.max === 1) return operator.keepList !== true && Array.isArray(rest) && rest.length === 1 ? rest : [rest];
  return Array.isArray(rest) ? rest : [rest];
}
