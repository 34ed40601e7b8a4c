/** What drawing a version takes. A door says which of these it can; one that cannot is named before publication, not after. */
import { columnsOf, type FieldSchema, fieldType } from '#platform/forms';
import type { Text } from '#platform/text';
import type { ItemContent } from '../document/content.ts';

/** Features beside the kinds of fields (`field:table`, `column:date` …), and what people call them. */
const features = {
  questions: { zh: '情形问题', en: 'questions' },
  conditions: { zh: '办理条件', en: 'conditions' },
  answers: { zh: '不用办或去别处办的结论', en: 'answers that open no case' },
  groups: { zh: '几样里有一样就行的材料组', en: 'groups of papers' },
  'promise-later': { zh: '可以后补的材料', en: 'papers that may come later' },
  'steps-show-if': { zh: '看情形才出现的填写步骤', en: 'steps of the form that come and go' },
  'calculated-fields': { zh: '自动算出的填写项', en: 'calculated fields' },
  'checks-between-fields': { zh: '填写项之间的核对', en: 'checks between fields' },
  'rights-from': { zh: '从哪天算起', en: 'the day a right begins' },
  publicity: { zh: '公示', en: 'public notice' },
  clocks: { zh: '各方的时限', en: 'a clock per party' },
  season: { zh: '开放时间', en: 'seasons' },
  amounts: { zh: '金额', en: 'amounts' },
  fee: { zh: '收费', en: 'fees' },
} as const satisfies Record<string, Text>;
type Feature = keyof typeof features;

/** What a feature is called. */
export function featureWords(name: string): Required<Text> {
  if (Object.hasOwn(features, name)) return features[name as Feature];
  const kind = name.slice(name.indexOf(':') + 1);
  return { zh: `“${kind}”这一类填写项`, en: `fields of the kind “${kind}”` };
}

/** Features a version uses. */
export function featuresOf(content: ItemContent): string[] {
  const used = new Set<string>();
  const add = (feature: Feature, when: boolean): void => {
    if (when) used.add(feature);
  };
  for (const field of Object.values(content.form.properties) as FieldSchema[]) {
    used.add(`field:${fieldType(field)}`);
    for (const column of columnsOf(field)) used.add(`column:${fieldType(column)}`);
    add('calculated-fields', field['x-calc'] !== undefined);
  }
  add('questions', content.questions.length > 0);
  add('conditions', content.conditions.length > 0);
  add('answers', content.answers.length > 0);
  add('groups', content.groups.length > 0);
  add(
    'promise-later',
    content.materials.some((m) => m.need === 'promiseLater'),
  );
  add(
    'steps-show-if',
    content.form['x-steps'].some((step) => step['x-show-if'] !== undefined),
  );
  add('checks-between-fields', ((content.form['x-checks'] as unknown[] | undefined) ?? []).length > 0);
  add('rights-from', content.effect?.from !== undefined);
  add('publicity', content.publicity !== undefined);
  add('clocks', content.clocks !== undefined);
  add('season', content.season !== undefined);
  add('amounts', content.amounts.length > 0);
  add('fee', content.fee !== null);
  return [...used].toSorted();
}
