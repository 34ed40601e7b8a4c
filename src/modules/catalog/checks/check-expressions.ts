/** Every expression of a version speaks of known facts only, and is well formed. */
import { formFacts } from '#platform/forms';
import type { FactType } from '#platform/rules';
import type { ItemContent } from '../document/content.ts';
import type { DocPath } from '../document/read-yaml.ts';
import { exprFaults } from '../guide/truth.ts';
import { collector, type Check } from './check-context.ts';

/** Facts about the applicant that registers or the visit may give; beside them only questions and fields of the item. */
export const applicantFacts: Readonly<Record<string, FactType>> = {
  'applicant.kind': { type: 'text', values: ['natural', 'organisation'] },
  'applicant.birth': 'date',
  'applicant.age': 'number',
  'applicant.sex': { type: 'text', values: ['male', 'female'] },
  'applicant.region': 'region',
  agent: 'boolean',
};

/** Facts an expression of this version may name, with what each can hold. */
export function knownFacts(content: ItemContent): Record<string, FactType> {
  const facts: Record<string, FactType> = { ...applicantFacts, ...formFacts(content.form) };
  for (const question of content.questions) facts[question.id] = { type: 'text', values: question.options.map((o) => o.value) };
  return facts;
}

export const checkExpressions: Check = (context) => {
  const { content: c } = context;
  const { issues, here } = collector(context);
  const known = knownFacts(c);
  const see = (expression: unknown, path: DocPath, kind: 'boolean' | 'region' | 'any' = 'boolean'): void => {
    if (expression === undefined) return;
    for (const fault of exprFaults(expression, known, kind)) here(path, 'expression', fault);
  };
  c.conditions.forEach((x, i) => see(x.when, ['conditions', i, 'when']));
  c.questions.forEach((x, i) => see(x.showIf, ['questions', i, 'showIf']));
  c.answers.forEach((x, i) => see(x.when, ['answers', i, 'when']));
  c.materials.forEach((x, i) => {
    see(x.showIf, ['materials', i, 'showIf']);
    x.routes.forEach((r, j) => see(r.when, ['materials', i, 'routes', j, 'when']));
  });
  see(c.renewal?.expires, ['renewal', 'expires'], 'any');
  see(c.effect?.from?.when, ['effect', 'from', 'when']);
  see(c.effect?.from?.day, ['effect', 'from', 'day'], 'any');
  see(c.effect?.from?.otherwise?.day, ['effect', 'from', 'otherwise', 'day'], 'any');
  c.steps.forEach((x, i) => see(x.showIf, ['steps', i, 'showIf']));
  see(c.competence.region, ['competence', 'region'], 'region');
  c.competence.overrides?.forEach((x, i) => {
    see(x.when, ['competence', 'overrides', i, 'when']);
    see(x.region, ['competence', 'overrides', i, 'region'], 'region');
  });
  return issues;
};
