/** At run time too nobody may demand what the list does not: the answer a clerk gets (I4, incident h). */
import type { Text } from '#platform/text';
import type { Evaluation } from './evaluation.ts';

/** Why this material may not be demanded of this person; null when it stands on the list to be brought. */
export function whyNotDemand(evaluation: Evaluation, materialId: string): Text | null {
  const line = evaluation.lines.find((l) => l.id === materialId);
  if (line === undefined)
    return { zh: '这件事的清单里没有这样材料，不能要。', en: 'This paper is not on the list of the item and may not be demanded.' };
  switch (line.status) {
    case 'waived':
      return {
        zh: `“${line.name.zh}”不能再要：${line.reason?.zh ?? '已经免交。'}`,
        en: `“${line.name.en ?? line.name.zh}” may not be demanded: ${line.reason?.en ?? 'it is waived.'}`,
      };
    case 'optional':
      return {
        zh: `“${line.name.zh}”不是必须的，不能因为没有它就不办。`,
        en: `“${line.name.en ?? line.name.zh}” is not required and may not be a condition.`,
      };
    default:
      return null;
  }
}
