import { type FieldError as FormError, effectiveForm, type FormSchema, validate } from '#platform/forms';
import type { Day } from '#platform/clock';
import type { Read } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import { type Content, countRetyped } from '../draft/draft-content.ts';
import { type Evaluation, type Facts, type HeldMaterial, type ItemContent, listsFor } from '../outside/items.ts';

/** What lies under the case key as the application. */
export type Application = {
  values: Record<string, unknown>;
  sources: Content['sources'];
  answers: Record<string, string>;
  facts: Facts;
};

/** An application looked at as a whole: the form this person met, its errors, the list, the formula of I3. */
export type Looked = {
  application: Application;
  errors: FormError[];
  evaluation: Evaluation;
  facts: Facts;
  i3: { met: number; retyped: number; changed: number };
};

/** Looks at content under a version on a day. Hidden fields do not count; unknown stays unknown. */
export async function lookAt(
  read: Read,
  content: ItemContent,
  sealed: { content: Pick<Content, 'values' | 'sources' | 'answers'>; facts: Facts; known: readonly string[] },
  today: Day,
  held: readonly HeldMaterial[],
): Promise<Looked> {
  const form = content.form as FormSchema;
  const given: Facts = { ...sealed.facts, ...sealed.content.answers };
  const list = await listsFor(read, content, { ...given, ...sealed.content.values }, today, held);
  const first = list(given);
  const situation: Facts = { ...given, ...first.situation };
  const effective = effectiveForm(form, sealed.content.values, situation, { today });
  const facts: Facts = { ...given, ...effective.values };
  const evaluation = list(facts);
  const met = Object.keys(effective.schema.properties).filter((id) => effective.schema.properties[id]?.['x-calc'] === undefined);
  const sources = Object.fromEntries(Object.entries(sealed.content.sources).filter(([id]) => effective.values[id] !== undefined));
  return {
    application: { values: effective.values, sources, answers: sealed.content.answers, facts: sealed.facts },
    errors: validate(form, sealed.content.values, situation, { today, mode: 'submit' }),
    evaluation,
    facts,
    i3: countRetyped({ ...sealed.content, deliveryWay: null, revs: {} }, sealed.known, met),
  };
}

/** The form is not ready: which fields, in words. */
export const formProblem = (errors: readonly FormError[]): Problem =>
  problem(
    'invalid',
    'cases.form-incomplete',
    { zh: `有${errors.length}处要改，其余的都已经存好。`, en: `${errors.length} fields need attention; the rest is saved.` },
    { zh: '请按下面列出的地方改好再提交；看不明白可以到窗口办。', en: 'Correct what is listed and submit again, or come to a window.' },
    { fields: errors.map((e) => ({ field: e.field, say: e.say })) },
  );
