import type { Text } from '#platform/text';
import { type Problem, problem } from '#platform/errors';
import type { Evaluation, ItemVersion } from '../outside/items.ts';

type Outcome = Evaluation['outcome'];

/**
 * The answer of the guide when it is not “apply”: not needed, done elsewhere, another item, not in season. `null` when
 * applying is the answer, or cannot be told yet.
 */
export const otherAnswer = (outcome: Outcome): Outcome | null => (outcome.kind === 'apply' || outcome.kind === 'asks' ? null : outcome);

const plain: Record<string, Text> = {
  notNeeded: { zh: '按您说的情形，这件事不用办。', en: 'As you describe it, nothing need be applied for.' },
  elsewhere: { zh: '按您说的情形，这件事在别处办。', en: 'As you describe it, this is done elsewhere.' },
  otherItem: { zh: '按您说的情形，该办的是另一件事项。', en: 'As you describe it, another service is the one to apply for.' },
  notYet: { zh: '这件事项现在不到办的时候。', en: 'This service is not open at this time.' },
};

/**
 * Not submitted, because the guide's answer is another one. Nobody is turned away by a machine (I5): whoever insists is
 * received and a person looks. Out of season there is nothing to insist on: the answer says when it opens.
 */
export function otherAnswerProblem(outcome: Outcome): Problem {
  const first = outcome.say ?? (plain[outcome.kind] as Text);
  const { zh, en = '' } = outcome.next ?? { zh: '' };
  const insist = outcome.kind !== 'notYet';
  return problem(
    'conflict',
    'cases.other-answer',
    { zh: `${first.zh}没有提交，填的都在。`, en: `${first.en ?? ''} It was not submitted; what you entered is kept.` },
    {
      zh: `${zh}${insist ? '认为不是这样的，勾上“仍要申请，由工作人员来看”再提交。' : ''}`,
      en: `${en} ${insist ? 'If you see it otherwise, tick “apply all the same” and submit again.' : ''}`.trim(),
    },
    { data: { kind: outcome.kind, id: outcome.id ?? null, item: outcome.item ?? null, insist } },
  );
}

/** How the answer reads that somebody did not follow: for the officer who looks. */
export function sayInsisted(version: Pick<ItemVersion, 'content'>, note: unknown): Text | null {
  const insisted = (note as { insisted?: { kind: string; id: string | null } } | null)?.insisted;
  if (insisted === undefined) return null;
  return version.content.answers.find((a) => a.id === insisted.id)?.say ?? plain[insisted.kind] ?? null;
}
