/** Values of an item as people read them: choices by their words, rules as sentences, nothing as code. */
import { explain, type FactNames } from '#platform/rules';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { type Choice, itemChoices, memberWords } from '../contract/item-words.ts';
import type { ItemContent } from '../document/content.ts';
import { isWhole } from '../editing/paths.ts';

/** Lists of identifiers in an example: what they name is said. */
const identifiers = new Set(['list', 'waived', 'optional', 'promiseLater', 'questions', 'shown', 'hidden']);
const nothing: Required<Text> = { zh: '没有', en: 'nothing' };
// The same word may stand for two things in two places: there the member decides.
const listOf: Readonly<Record<string, keyof typeof itemChoices>> = {
  objects: 'objects',
  need: 'need',
  mode: 'mode',
  route: 'route',
  state: 'state',
  reason: 'reason',
  noRouteReason: 'reason',
  caseType: 'caseType',
  unit: 'unit',
  office: 'office',
  role: 'role',
  level: 'level',
  place: 'place',
  delivery: 'delivery',
  doors: 'doors',
  depth: 'depth',
  outcome: 'outcome',
  source: 'sourceMark',
  form: 'form',
};

/** A value at a place, in Chinese and English. `names` says what the facts of rules are called. */
export function valueWords(value: Json | undefined, member: string, names: FactNames = {}): Required<Text> {
  if (value === undefined || value === null || value === '') return nothing;
  if (isWhole(member) && typeof value === 'object' && member !== 'facts' && member !== 'expect') {
    const said = explain(value, names);
    return { zh: said.zh, en: said.en ?? said.zh };
  }
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const known = typeof value === 'string' && identifiers.has(member) ? names[value]?.name : undefined;
  if (known !== undefined) return { zh: known.zh, en: known.en ?? known.zh };
  if (typeof value === 'string' || typeof value === 'number') {
    const lists = listOf[member] === undefined ? [] : [itemChoices[listOf[member]] as readonly Choice[]];
    const chosen = (member === 'source' ? [...lists, itemChoices.materialSource] : lists).flat().find((one) => one.value === value);
    return chosen?.text ?? { zh: String(value), en: String(value) };
  }
  if (Array.isArray(value)) {
    const rows = value.map((one) => valueWords(one, member, names));
    return rows.length === 0 ? nothing : { zh: rows.map((r) => r.zh).join('、'), en: rows.map((r) => r.en).join(', ') };
  }
  if (typeof value['zh'] === 'string') return { zh: value['zh'], en: typeof value['en'] === 'string' ? value['en'] : value['zh'] };
  const parts = Object.entries(value).flatMap(([key, one]) => {
    if (one === undefined) return [];
    const label = memberWords[key] ?? names[key]?.name ?? { zh: key };
    const said = valueWords(one, key, names);
    return [{ zh: `${label.zh}：${said.zh}`, en: `${label.en ?? label.zh}: ${said.en}` }];
  });
  return parts.length === 0 ? nothing : { zh: parts.map((p) => p.zh).join('；'), en: parts.map((p) => p.en).join('; ') };
}

/** What the facts of a version are called: its questions with their options, its fields, and who applies. */
export function namesOf(content: Pick<ItemContent, 'questions' | 'form' | 'materials' | 'conditions'>): FactNames {
  const names: Record<string, { name: Text; values?: Record<string, Text> }> = {
    'applicant.birth': { name: { zh: '申请人的出生日期', en: 'the applicant’s date of birth' } },
    'applicant.kind': { name: { zh: '申请人是谁', en: 'who applies' } },
    'applicant.region': { name: { zh: '申请人所在地', en: 'where the applicant is' } },
  };
  for (const [id, field] of Object.entries(content.form.properties)) {
    const label = (field as { 'x-label'?: Text | string })['x-label'];
    names[id] = { name: typeof label === 'string' ? { zh: label } : (label ?? { zh: id }) };
  }
  for (const material of content.materials) names[material.id] = { name: material.name };
  for (const condition of content.conditions) names[condition.id] = { name: condition.text };
  for (const question of content.questions)
    names[question.id] = { name: question.text, values: Object.fromEntries(question.options.map((o) => [o.value, o.text])) };
  return names;
}
