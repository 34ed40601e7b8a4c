import { isObject, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { type Editing, namedBy } from './place.ts';
import type { Known } from './rule-terms.ts';

const rows = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value) ? (value.filter(isObject) as Record<string, Json>[]) : [];
const options = (value: Json | undefined): { value: string; text: Text }[] =>
  rows(value).map((one) => ({ value: String(one['value'] ?? ''), text: namedBy(one['text'], String(one['value'] ?? '')) }));

/** What rules of a kind of handling may look at: its questions first, then fields with options, then the applicant. */
export function factsOf(editing: Editing, path: readonly string[]): Known[] {
  const handling = path[0] === 'handlings' && path[1] !== undefined ? valueAt(editing.document, path.slice(0, 2)) : undefined;
  if (!isObject(handling)) return [];
  const questions = rows(handling['questions']).map(
    (q): Known => ({ id: String(q['id']), name: namedBy(q['text'], String(q['id'])), values: options(q['options']), kind: 'choice' }),
  );
  const form = isObject(handling['form']) ? handling['form'] : {};
  const properties = isObject(form['properties']) ? form['properties'] : {};
  const fields = Object.entries(properties).flatMap(([id, field]): Known[] => {
    if (!isObject(field)) return [];
    const name = namedBy(field['x-label'], id);
    if (field['x-type'] === 'yesno')
      return [
        {
          id,
          name,
          kind: 'yes',
          values: [
            { value: 'true', text: { zh: '是', en: 'yes' } },
            { value: 'false', text: { zh: '否', en: 'no' } },
          ],
        },
      ];
    return field['x-type'] === 'choice' && field['x-options'] !== undefined
      ? [{ id, name, values: options(field['x-options']), kind: 'choice' }]
      : [];
  });
  return [
    ...questions.filter((q) => (q.values ?? []).length > 0),
    ...fields.filter((f) => !questions.some((q) => q.id === f.id)),
    {
      id: 'applicant.kind',
      name: { zh: '申请人是谁', en: 'Who applies' },
      kind: 'choice',
      values: [
        { value: 'natural', text: { zh: '个人', en: 'a person' } },
        { value: 'organisation', text: { zh: '单位', en: 'an organisation' } },
      ],
    },
    { id: 'applicant.birth', name: { zh: '申请人的年龄', en: 'The applicant’s age' }, kind: 'choice' },
  ];
}
