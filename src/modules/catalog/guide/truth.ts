/** The one place where this module meets platform/rules: truth in three values, with what is missing. */
import { evaluate, type Expr } from '#platform/rules';
import type { Facts } from './evaluation.ts';

export interface Truth {
  value: true | false | 'unknown';
  missing: string[];
}
