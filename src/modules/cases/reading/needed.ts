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

/** What is to be done and until when, in one sentence without its full stop. */
function sayNeeded(kind: Needed['kind'], n: number, due: Day | null, today: Day): Needed['say'] {
  const day = due === null ? null : dayText(due, today);
  const until = day === null ? '' : `，请在${day.zh}前`;
  const by = day === null ? '' : ` by ${day.en}`;
  const count = n === 0 ? '' : `${n}样`;
  switch (kind) {
    case 'correction':
      return day === null
        ? {
            zh: `要补正${count}，从告知书送到那天起算时间`,
            en: `Correct ${things(n)}; the time runs from the day the notice reaches you`,
          }
        : { zh: `要补正${count}${until}交来`, en: `Correct ${things(n)}${by}` };
    case 'supplement':
      return day === null
        ? {
            zh: `请再补${count === '' ? '一份' : count}，越早交越早有结果`,
            en: `Hand in ${documents(n)}; the sooner, the sooner there is a result`,
          }
        : { zh: `请再补${count === '' ? '一份' : count}${until}交来`, en: `Hand in ${documents(n)}${by}` };
    default:
      return day === null
        ? { zh: `说好后交的材料${count}还没交`, en: `Not handed in yet: ${promisedDocuments(n)}` }
        : { zh: `说好后交的材料${count}${until}交来`, en: `Hand in ${promisedDocuments(n)}${by}` };
  }
}

const things = (n: number): string => (n === 0 ? 'what the notice lists' : n === 1 ? '1 thing' : `${n} things`);
const documents = (n: number): string => (n <= 1 ? 'one more document' : `${n} more documents`);
const promisedDocuments = (n: number): string =>
  n === 0 ? 'the promised documents' : n === 1 ? '1 promised document' : `${n} promised documents`;
