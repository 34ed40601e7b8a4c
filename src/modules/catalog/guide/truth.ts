/** The one place where this module meets platform/rules. */
import { type FactType, checkExpr, factsOf, type Setting as RulesSetting, truth as truthOf } from '#platform/rules';
import type { EvaluateOptions, Facts } from './evaluation.ts';

/** Truth in three values, with the facts that are missing. */
export interface Truth {
  value: true | false | 'unknown';
  missing: string[];
}

/** What an expression may know beside facts: the day, and how regions lie in one another. */
export type Setting = Pick<EvaluateOptions, 'today' | 'regions'>;

export function truth(expression: unknown, facts: Facts, setting: Setting): Truth {
  const { value, missing } = truthOf(expression, facts, rulesSetting(setting));
  return { value, missing };
}

/** The same for platform/rules and platform/forms. */
export function rulesSetting(setting: Setting): RulesSetting {
  return setting.regions === undefined ? { today: setting.today } : { today: setting.today, regionPath: setting.regions };
}

/** Names of the facts an expression speaks of. */
export function factsIn(expression: unknown): string[] {
  return factsOf(expression);
}

/** Faults of an expression in plain Chinese; `kind` is what it must give. */
export function exprFaults(
  expression: unknown,
  facts: Readonly<Record<string, FactType>>,
  kind: 'boolean' | 'region' | 'any' = 'boolean',
): string[] {
  return checkExpr(expression, facts, kind).map((fault) => `${fault.say.zh}${fault.path === '' ? '' : `（在${fault.path}）`}`);
}
