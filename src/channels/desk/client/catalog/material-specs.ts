import { isObject } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { textParts } from './place.ts';
import { free } from './rows.tsx';
import { groupsOf, one } from './spec-parts.ts';
import type { Spec } from './specs.ts';

const routes: Spec = {
  kind: 'rows',
  member: 'routes',
  hint: {
    zh: '政府发的证件，至少要有一种已经开通的免交办法；没有的，写明非交不可的理由。',
    en: 'What government issued needs at least one open way not to hand it in, or the reason why it is demanded.',
  },
  one: { zh: '免交办法', en: 'way round it' },
  titled: ['text', 'source', 'route'],
  blank: () => ({ route: 'promise', state: 'live', text: { zh: '' } }),
  fields: [
    one('route', 'route'),
    one('state', 'state'),
    { kind: 'text', member: 'source', optional: true, label: { zh: '从哪里查', en: 'Where it is looked up' } },
    { kind: 'text', member: 'text', optional: true, label: { zh: '怎么对办事人说', en: 'What people are told' } },
  ],
};
const own = (row: { value: Json | undefined }): boolean => isObject(row.value) && row.value['use'] === undefined;
const shared = (row: { value: Json | undefined }): boolean => !own(row);

/** What a material says; a shared paper brings its name, source and standard along. */
const materialFields: readonly Spec[] = [
  {
    kind: 'choice',
    member: 'use',
    label: { zh: '共用材料', en: 'Shared paper' },
    hint: { zh: '名称、来源、合格标准都跟着共用材料走。', en: 'Name, source and standard come with it.' },
    choices: (editing) => (editing.blocks?.materials ?? []).map((m) => ({ value: `shared:${m.key}`, text: m.name })),
    when: shared,
  },
  { kind: 'text', member: 'name', label: { zh: '材料名称', en: 'Name of the paper' }, when: own },
  one('source', 'materialSource', { label: { zh: '从哪里来', en: 'Where it comes from' }, when: own }),
  one('type', 'materialType', { label: { zh: '哪一类', en: 'Kind' }, when: own }),
  { kind: 'text', member: 'issuer', optional: true, when: own },
  one('need', 'need'),
  one('mode', 'mode', { label: { zh: '看还是收', en: 'Shown or handed in' } }),
  one('form', 'form', { label: { zh: '纸质还是电子', en: 'Paper or electronic' } }),
  {
    kind: 'group',
    member: 'count',
    start: { original: 1, copy: 0 },
    optional: true,
    fields: [
      { kind: 'number', member: 'original' },
      { kind: 'number', member: 'copy' },
    ],
  },
  {
    kind: 'group',
    member: 'later',
    start: { days: 20, consequence: { zh: '' } },
    optional: true,
    when: (row) => isObject(row.value) && (row.value['need'] === 'promiseLater' || row.value['later'] !== undefined),
    fields: [
      { kind: 'number', member: 'days' },
      { kind: 'text', member: 'consequence' },
    ],
  },
  {
    kind: 'choice',
    member: 'group',
    optional: true,
    hint: { zh: '同一组里有几样就行。', en: 'Of one group a few are enough.' },
    choices: groupsOf,
  },
  { kind: 'rule', member: 'showIf', optional: true },
  { kind: 'long', member: 'standard', optional: true },
  { kind: 'long', member: 'hint', optional: true },
  routes,
  {
    kind: 'group',
    member: 'noRouteReason',
    optional: true,
    start: { reason: 'noRegisterYet' },
    fields: [
      one('reason', 'reason'),
      { kind: 'text', member: 'basis', optional: true },
      { kind: 'text', member: 'owner', optional: true },
      { kind: 'date', member: 'review', optional: true },
    ],
  },
];

function newMaterial(chosen: string, taken: readonly string[]): { id: string; value: Json } {
  const id = free('m', taken);
  const common = { mode: 'present', need: 'required', form: 'either', count: { original: 1, copy: 0 } };
  return chosen === 'own'
    ? { id, value: { id, name: { zh: '' }, source: 10, type: 3, ...common, mode: 'handIn' } }
    : { id, value: { id, use: chosen, ...common } };
}

/** 材料: groups first, since papers name them. */
export const materialSpecs: readonly Spec[] = [
  {
    kind: 'rows',
    member: 'groups',
    keyed: 'id',
    prefix: 'g',
    hint: { zh: '几样里有一样就行的，放成一组。', en: 'Papers of which one or a few are enough.' },
    one: { zh: '材料组', en: 'group' },
    titled: ['text'],
    blank: (id) => ({ id, min: 1, text: { zh: '以下证件有一样就行', en: 'One of these is enough' } }),
    fields: [
      { kind: 'text', member: 'text' },
      { kind: 'number', member: 'min' },
    ],
  },
  {
    kind: 'rows',
    member: 'materials',
    keyed: 'id',
    one: { zh: '材料', en: 'paper' },
    titled: ['name'],
    type: { zh: '加一样材料', en: 'Add a paper' },
    choose: (editing) => [
      { value: 'own', text: { zh: '自己写一样', en: 'One of its own' } },
      ...(editing.blocks?.materials ?? []).map((m) => ({ value: `shared:${m.key}`, text: m.name })),
    ],
    make: newMaterial,
    call: (row, editing) => {
      const use = isObject(row) && textParts(row['name']).cn === '' ? row['use'] : undefined;
      return editing.blocks?.materials.find((m) => `shared:${m.key}` === use)?.name;
    },
    blank: () => ({}),
    fields: materialFields,
  },
];
