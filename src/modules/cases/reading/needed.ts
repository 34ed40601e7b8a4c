import type { Day } from '#platform/calendar';
import type { Static } from 'typebox';
import type { neededItem } from '../contract.ts';
import type { CaseRow, MaterialRow } from '../record/rows.ts';
import type { OpenStepRow } from '../record/case.sql.ts';
import type { DeedWords, Lack } from './case-words.ts';
import { dayText } from './say-day.ts';

/** What the applicant is asked for now. */
export type Needed = Static<typeof neededItem>;

/** Things on the citizen's desk, with what was asked in the words it was asked in. */
export function neededOf(
  c: Pick<CaseRow, 'answerDue' | 'promisedDue'>,
  steps: readonly OpenStepRow[],
  words: ReadonlyMap<number, DeedWords>,
  materials: readonly MaterialRow[],
  today: Day,
): Needed[] {
  return steps.flatMap((step): Needed[] => {
    if (step.kind !== 'correction' && step.kind !== 'supplement' && step.kind !== 'promised') return [];
    const written = words.get(step.openedSeq);
    const due = step.kind === 'correction' ? c.answerDue : step.kind === 'promised' ? c.promisedDue : step.due;
    const items: Lack[] = step.kind === 'promised' ? promised(materials, written) : (written?.items ?? []);
    return [{ stepId: step.id, kind: step.kind, items, due, say: sayNeeded(step.kind, items.length, due, today) }];
  });
}

function promised(materials: readonly MaterialRow[], words: DeedWords | undefined): Lack[] {
  const open = materials.filter(
    (m) => m.route === 'later' && !materials.some((other) => other.materialId === m.materialId && other.route !== 'later'),
  );
  if (open.length > 0) return open.map((m) => ({ kind: 'material', target: m.materialId, say: withConsequence(m, words) }));
  return words?.items ?? [];
}

function withConsequence(m: MaterialRow, words: DeedWords | undefined): string {
  const promise = words?.promises?.find((p) => p.target === m.materialId);
  return promise === undefined ? m.name : `${m.name}。${promise.say}`;
}

function sayNeeded(kind: Needed['kind'], n: number, due: Day | null, today: Day): string {
  const until = due === null ? '' : `，请在${dayText(due, today).zh}前`;
  const count = n === 0 ? '' : `${n}样`;
  if (kind === 'correction') return due === null ? `要补正${count}，从告知书送到那天起算时间` : `要补正${count}${until}交来`;
  if (kind === 'supplement') return `请再补${count === '' ? '一份' : count}${until === '' ? '，越早交越早有结果' : `${until}交来`}`;
  return `说好后交的材料${count}${until === '' ? '还没交' : `${until}交来`}`;
}
