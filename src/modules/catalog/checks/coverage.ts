/**
 * Which branches of a situation the examples of a version reach. A branch is an answer somebody may give, an outcome
 * of the guide, or a paper that hangs on answers, once asked for and once not. What no example reaches is named.
 */
import type { Text } from '#platform/text';
import type { ItemContent } from '../document/content.ts';
import { evaluate } from '../guide/evaluate.ts';
import type { CheckContext } from './check-context.ts';
import { examplesFor } from './run-examples.ts';

/** One branch; `path` leads to it below the handling. */
export interface Branch {
  kind: 'option' | 'answer' | 'material';
  /** `who=relative`, `answer:stranger`, `material:proxy=no`: stable, for machines. */
  id: string;
  path: (string | number)[];
  say: Text;
  reached: boolean;
}
/** Branches of a version, in the order of its document. */
export interface Coverage {
  branches: Branch[];
  total: number;
  reached: number;
}

/** Runs every example of a version and says which branches they reach. */
export function situationCoverage(content: ItemContent, regions?: CheckContext['regions']): Coverage {
  const seen = new Set<string>();
  for (const example of examplesFor(content)) {
    const result = evaluate(content, example.facts, {
      today: example.today,
      held: example.held ?? [],
      regionPath: [content.overlay.region],
      ...(regions === undefined ? {} : { regions }),
    });
    for (const question of result.questions) if (question.answer !== null) seen.add(`${question.id}=${question.answer}`);
    if (result.outcome.id !== undefined) seen.add(`answer:${result.outcome.id}`);
    // While a question is open nothing is said yet about who needs a paper.
    for (const material of content.materials) {
      const line = result.lines.find((l) => l.id === material.id);
      if (line === undefined) seen.add(`material:${material.id}=no`);
      else if (!line.depends) seen.add(`material:${material.id}=yes`);
    }
  }
  const branches = allBranches(content).map((branch): Branch => ({ ...branch, reached: seen.has(branch.id) }));
  return { branches, total: branches.length, reached: branches.filter((b) => b.reached).length };
}

function allBranches(content: ItemContent): Omit<Branch, 'reached'>[] {
  return [
    ...content.questions.flatMap((question, q) =>
      question.options.map((option, o) => ({
        kind: 'option' as const,
        id: `${question.id}=${option.value}`,
        path: ['questions', q, 'options', o],
        say: {
          zh: `问题“${question.text.zh}”答“${option.text.zh}”`,
          en: `“${question.text.en ?? question.text.zh}” answered “${option.text.en ?? option.text.zh}”`,
        },
      })),
    ),
    ...content.answers.map((answer, a) => ({
      kind: 'answer' as const,
      id: `answer:${answer.id}`,
      path: ['answers', a],
      say: { zh: `结论“${answer.say.zh}”`, en: `the answer “${answer.say.en ?? answer.say.zh}”` },
    })),
    ...content.materials.flatMap((material, m) =>
      material.showIf === undefined
        ? []
        : [true, false].map((needed) => ({
            kind: 'material' as const,
            id: `material:${material.id}=${needed ? 'yes' : 'no'}`,
            path: ['materials', m, 'showIf'],
            say: {
              zh: `“${material.name.zh}”${needed ? '要交' : '不用交'}的情形`,
              en: `a situation in which “${material.name.en ?? material.name.zh}” is ${needed ? 'needed' : 'not needed'}`,
            },
          })),
    ),
  ];
}
