/** What a difference is about, and the name of its place. */
import type { Text } from '#platform/text';
import { memberWords } from '../contract/item-words.ts';

/** What a difference is about, in the order in which it matters to people. */
export const groupWords = {
  materials: { zh: '要交的材料', en: 'Papers' },
  conditions: { zh: '谁能办', en: 'Who can apply' },
  time: { zh: '时限和次数', en: 'Time and visits' },
  fee: { zh: '收费', en: 'Fee' },
  places: { zh: '在哪办', en: 'Where' },
  guide: { zh: '情形和结论', en: 'Situations and answers' },
  form: { zh: '要填的内容', en: 'Form' },
  results: { zh: '办成以后', en: 'Result' },
  steps: { zh: '办理过程', en: 'Process' },
  law: { zh: '依据和程序', en: 'Law and procedure' },
  words: { zh: '名称和说明', en: 'Names and explanations' },
  examples: { zh: '例子（不影响办事人）', en: 'Examples (nothing changes for people)' },
} as const satisfies Record<string, Text>;
export type Group = keyof typeof groupWords;

const groups: Readonly<Record<string, Group>> = {
  materials: 'materials',
  groups: 'materials',
  conditions: 'conditions',
  limits: 'time',
  visits: 'time',
  clocks: 'time',
  season: 'time',
  publicity: 'time',
  caseType: 'time',
  onTheSpot: 'time',
  fee: 'fee',
  overlay: 'places',
  competence: 'places',
  online: 'places',
  offline: 'places',
  postal: 'places',
  questions: 'guide',
  answers: 'guide',
  form: 'form',
  results: 'results',
  delivery: 'results',
  amounts: 'results',
  effect: 'results',
  steps: 'steps',
  regime: 'law',
  examples: 'examples',
};

/** The group of a place; what has none of its own is names and explanations. */
export function groupOf(path: readonly string[]): Group {
  if (path[0] === 'item' && path[1] === 'legalBasis') return 'law';
  return groups[path[0] ?? ''] ?? 'words';
}

/** A place in words, from the outermost inwards; rows by what they are called. */
export function placeWords(path: readonly string[], nameOf: (at: string[]) => Text | undefined): Text {
  // What is said of the item as a whole needs no “item” before it.
  const from = path[0] === 'item' && path.length > 1 ? 1 : 0;
  const parts = path.slice(from).map((segment, at): Text => {
    const i = at + from;
    if (!segment.startsWith('#') && path[i - 1] !== 'properties') return memberWords[segment] ?? { zh: segment, en: segment };
    const name = nameOf(path.slice(0, i + 1) as string[]) ?? { zh: segment.replace('#', ''), en: segment.replace('#', '') };
    return { zh: `“${name.zh}”`, en: `“${name.en ?? name.zh}”` };
  });
  return { zh: parts.map((p) => p.zh).join('的'), en: parts.map((p) => p.en ?? p.zh).join(', ') };
}
