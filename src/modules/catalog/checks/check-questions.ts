/** Situation questions: no loop, no look ahead, none that nobody can reach. */
import type { SituationQuestion } from '../document/content.ts';
import { notAsked } from '../guide/evaluate.ts';
import { factsIn, truth } from '../guide/truth.ts';
import { collector, type Check } from './check-context.ts';

// Enough for any real guide; above it the check samples the first combinations and stays silent about the rest.
const maxCombinations = 20_000;

export const checkQuestions: Check = (context) => {
  const { content } = context;
  const { issues, here } = collector(context);
  const position = new Map(content.questions.map((q, i) => [q.id, i]));
  const looped = new Set<string>();
  content.questions.forEach((question, i) => {
    const values = question.options.map((o) => o.value);
    if (new Set(values).size !== values.length)
      here(['questions', i, 'options'], 'duplicate-option', `问题“${question.id}”有两个一样的选项值`);
    if (values.includes(notAsked)) here(['questions', i, 'options'], 'reserved-option', `选项值不能是“${notAsked}”`);
    if (question.showIf === undefined) return;
    for (const fact of factsIn(question.showIf)) {
      const at = position.get(fact);
      if (at === undefined || at < i) continue;
      looped.add(question.id);
      if (at === i || factsIn(content.questions[at]?.showIf ?? null).includes(question.id))
        here(['questions', i, 'showIf'], 'question-loop', `问题“${question.id}”和“${fact}”互相等着对方，谁也问不到`);
      else here(['questions', i, 'showIf'], 'question-ahead', `问题“${question.id}”要看后面的“${fact}”，请把“${fact}”挪到前面`);
    }
  });
  content.questions.forEach((question, i) => {
    if (looped.has(question.id) || question.showIf === undefined) return;
    if (!reachable(question, content.questions.slice(0, i), context.today))
      here(['questions', i, 'showIf'], 'unreachable-question', `怎么回答都问不到“${question.id}”，请看它的showIf`);
  });
  content.materials.forEach((material, i) => {
    if (material.showIf !== undefined && !possible(material.showIf, content.questions, context.today))
      here(['materials', i, 'showIf'], 'unreachable-material', `怎么回答都用不上“${material.name.zh}”，请看它的showIf`);
  });
  content.answers.forEach((answer, i) => {
    if (!possible(answer.when, content.questions, context.today))
      here(['answers', i, 'when'], 'unreachable-answer', '怎么回答都走不到这个答案，请看它的when');
  });
  return issues;
};

function reachable(question: SituationQuestion, before: SituationQuestion[], today: string): boolean {
  return possible(question.showIf, before, today);
}

/** Whether some combination of answers (those of hidden questions left out) makes the expression other than false. */
function possible(expression: unknown, questions: SituationQuestion[], today: string): boolean {
  const wanted = closure(expression, questions);
  const asked = questions.filter((q) => wanted.has(q.id));
  let left = maxCombinations;
  const walk = (index: number, facts: Record<string, unknown>): boolean => {
    if (left-- <= 0) return true;
    const question = asked[index];
    if (question === undefined) return truth(expression, facts, { today }).value !== false;
    if (question.showIf !== undefined && truth(question.showIf, facts, { today }).value === false)
      return walk(index + 1, { ...facts, [question.id]: notAsked });
    // Other facts (about the applicant) stay unknown, which counts as possible.
    return question.options.some((option) => walk(index + 1, { ...facts, [question.id]: option.value }));
  };
  return walk(0, {});
}

function closure(expression: unknown, questions: SituationQuestion[]): Set<string> {
  const wanted = new Set<string>();
  const add = (names: readonly string[]): void => {
    for (const name of names) {
      const question = questions.find((q) => q.id === name);
      if (question === undefined || wanted.has(name)) continue;
      wanted.add(name);
      if (question.showIf !== undefined) add(factsIn(question.showIf));
    }
  };
  add(factsIn(expression));
  return wanted;
}
