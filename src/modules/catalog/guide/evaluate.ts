/** The one function all doors use: facts in, what this person sees out. Pure, total, no clock. */
import { effectiveForm } from '#platform/forms';
import type { ItemContent } from '../document/content.ts';
import type { ConditionResult, EvaluateOptions, Evaluation, Facts, GuideQuestion, HeldMaterial, OutcomeResult } from './evaluation.ts';
import { materialLines } from './list-lines.ts';
import { outOfSeason, rightsFrom } from './times.ts';
import { rulesSetting, type Setting, truth } from './truth.ts';

/** Evaluates a version for facts on a given day. The order in which answers came does not matter. */
export function evaluate(content: ItemContent, facts: Facts, options: EvaluateOptions): Evaluation {
  const { questions, known, situation } = visibleQuestions(content, facts, options);
  const nextQuestion = questions.find((q) => q.answer === null)?.id ?? null;
  const { lines, groups } = materialLines(content, situation, options);
  return {
    questions,
    nextQuestion,
    conditions: content.conditions.map((c) => conditionResult(c, known, options)),
    lines,
    groups,
    outcome: outcomeOf(content, known, options, nextQuestion),
    ...rightsFrom(content, known, options),
    facts: known,
    situation,
    form: effectiveForm(content.form, known, situation, rulesSetting(options)),
  };
}

/** The list of the public guide: version, region, answers and nothing held about anyone (I1). */
export function canonicalList(content: ItemContent, answers: Facts, options: Omit<EvaluateOptions, 'held'>): Evaluation {
  const { today, regionPath, regions } = options;
  return evaluate(content, answers, {
    today,
    ...(regionPath === undefined ? {} : { regionPath }),
    ...(regions === undefined ? {} : { regions }),
  });
}

/** The list of one person: the canonical one, shortened by what was verified for this person before. */
export function personalList(
  content: ItemContent,
  answers: Facts,
  options: EvaluateOptions & { held: readonly HeldMaterial[] },
): Evaluation {
  return evaluate(content, answers, options);
}

/** Stands in `situation` for the answer to a question that is not asked in this situation: equal to no option. */
export const notAsked = '-';

function visibleQuestions(
  content: ItemContent,
  facts: Facts,
  setting: Setting,
): { questions: GuideQuestion[]; known: Record<string, unknown>; situation: Record<string, unknown> } {
  const known: Record<string, unknown> = { ...facts };
  const ids = new Set(content.questions.map((q) => q.id));
  // Answers count only once their question is visible: what was answered before a change of mind is not carried along.
  for (const id of ids) delete known[id];
  const out = new Set<string>();
  const questions: GuideQuestion[] = [];
  for (const question of content.questions) {
    if (question.showIf !== undefined) {
      const { value, missing } = truth(question.showIf, known, setting);
      const waits = value === 'unknown' && missing.length > 0 && missing.every((fact) => ids.has(fact));
      // Waiting only for questions that are themselves not asked means it never will be.
      if (value === false || (waits && missing.every((fact) => out.has(fact)))) out.add(question.id);
      // Unknown only because earlier questions are open: it waits for them. Otherwise a person is asked.
      if (value === false || waits) continue;
    }
    const given = facts[question.id];
    const answer = question.options.some((o) => o.value === given) ? (given as string) : null;
    if (answer !== null) known[question.id] = answer;
    questions.push({ ...question, answer });
  }
  return { questions, known, situation: { ...known, ...Object.fromEntries([...out].map((id) => [id, notAsked])) } };
}

function conditionResult(condition: ItemContent['conditions'][number], facts: Facts, setting: Setting): ConditionResult {
  const { value, missing } = truth(condition.when, facts, setting);
  const base = { id: condition.id, text: condition.text, missing, ...(condition.why === undefined ? {} : { why: condition.why }) };
  if (value === true) return { ...base, state: 'met' };
  if (value === false) return { ...base, state: 'notMet', say: condition.ifNot.say, next: condition.ifNot.next };
  return { ...base, state: 'unknown' };
}

function outcomeOf(content: ItemContent, facts: Facts, setting: Setting, nextQuestion: string | null): OutcomeResult {
  for (const answer of content.answers) {
    if (truth(answer.when, facts, setting).value !== true) continue;
    return {
      kind: answer.kind,
      id: answer.id,
      say: answer.say,
      next: answer.next,
      ...(answer.item === undefined ? {} : { item: answer.item }),
    };
  }
  const closed = outOfSeason(content, setting.today);
  if (closed !== undefined) return closed;
  // Nothing here refuses: an unmet condition is told, and who applies all the same is read by a person (I5).
  return { kind: nextQuestion === null ? 'apply' : 'asks' };
}
