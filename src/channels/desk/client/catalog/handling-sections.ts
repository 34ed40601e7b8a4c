import { isObject } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { choicesOf } from './fields.tsx';
import { materialSpecs } from './material-specs.ts';
import { days, severalOf, named, one, type Section, source } from './spec-parts.ts';
import type { Spec } from './specs.ts';

const questions: Spec = {
  kind: 'rows',
  member: 'questions',
  keyed: 'id',
  prefix: 'q',
  one: { zh: '问题', en: 'question' },
  titled: ['text'],
  blank: (id) => ({
    id,
    text: { zh: '' },
    options: [
      { value: 'o1', text: { zh: '' } },
      { value: 'o2', text: { zh: '' } },
    ],
  }),
  fields: [
    { kind: 'text', member: 'text', label: { zh: '问什么', en: 'The question' } },
    { kind: 'text', member: 'why', optional: true },
    {
      kind: 'rows',
      member: 'options',
      keyed: 'value',
      prefix: 'o',
      one: { zh: '选项', en: 'option' },
      titled: ['text'],
      blank: (value) => ({ value, text: { zh: '' } }),
      fields: [
        { kind: 'text', member: 'text', label: { zh: '选项', en: 'Option' } },
        { kind: 'text', member: 'hint', optional: true },
      ],
    },
    { kind: 'rule', member: 'showIf', optional: true, label: { zh: '什么时候问', en: 'When it is asked' } },
  ],
};
const answers: Spec = {
  kind: 'rows',
  member: 'answers',
  keyed: 'id',
  prefix: 'a',
  hint: {
    zh: '有的情形不用办、要去别处办，或者该办另一件。写清楚是哪种，接下来怎么办。',
    en: 'In some situations there is nothing to do, or it is done elsewhere. Say which, and what to do next.',
  },
  one: { zh: '结论', en: 'answer' },
  titled: ['say'],
  blank: (id) => ({ id, when: { all: [] }, kind: 'notNeeded', say: { zh: '' }, next: { zh: '' } }),
  fields: [
    { kind: 'rule', member: 'when', label: { zh: '哪种情形', en: 'In which situation' } },
    one('kind', 'answerKind'),
    { kind: 'long', member: 'say' },
    { kind: 'long', member: 'next' },
    {
      kind: 'line',
      member: 'item',
      optional: true,
      label: { zh: '另一件的键名', en: 'Key of the other item' },
      when: (row) => isObject(row.value) && row.value['kind'] === 'otherItem',
    },
  ],
};

/** Screens of one kind of handling. */
export const handlingSections: readonly Section[] = [
  {
    key: 'guide',
    title: { zh: '情形', en: 'Situations' },
    of: 'handling',
    members: ['questions', 'answers'],
    fields: [questions, answers],
  },
  {
    key: 'conditions',
    title: { zh: '谁能办', en: 'Who can apply' },
    of: 'handling',
    members: ['conditions'],
    fields: [
      {
        kind: 'rows',
        member: 'conditions',
        keyed: 'id',
        prefix: 'c',
        one: { zh: '条件', en: 'condition' },
        titled: ['text'],
        blank: (id) => ({ id, text: { zh: '' }, when: { all: [] }, ifNot: { say: { zh: '' }, next: { zh: '' } } }),
        fields: [
          { kind: 'text', member: 'text', label: { zh: '条件', en: 'Condition' } },
          { kind: 'rule', member: 'when' },
          {
            kind: 'group',
            member: 'ifNot',
            fields: [
              { kind: 'long', member: 'say' },
              { kind: 'long', member: 'next' },
            ],
          },
          { kind: 'text', member: 'why', optional: true },
        ],
      },
    ],
  },
  {
    key: 'materials',
    title: { zh: '材料', en: 'Papers' },
    of: 'handling',
    members: ['materials', 'groups'],
    fields: materialSpecs,
  },
  { key: 'form', title: { zh: '表单', en: 'Form' }, of: 'handling', members: ['form'], fields: [] },
  {
    key: 'steps',
    title: { zh: '环节和时限', en: 'Process and clocks' },
    of: 'handling',
    members: [
      'steps',
      'limits',
      'visits',
      'regime',
      'caseType',
      'onTheSpot',
      'pauses',
      'clocks',
      'publicity',
      'season',
      'renewal',
      'seq',
      'name',
      'key',
    ],
    fields: [
      { kind: 'text', member: 'name', label: { zh: '办理项的名称', en: 'Name of this kind of handling' } },
      { kind: 'choice', member: 'regime', choices: (editing) => named(editing.blocks?.regimes) },
      one('caseType', 'caseType'),
      {
        kind: 'group',
        member: 'limits',
        fields: [days({ zh: '法定时限', en: 'Statutory limit' }), days({ zh: '承诺时限', en: 'Promised limit' })],
      },
      {
        kind: 'group',
        member: 'visits',
        fields: [
          { kind: 'number', member: 'count', label: { zh: '要跑几次', en: 'How many visits' } },
          { kind: 'text', member: 'reason', optional: true, label: { zh: '为什么要跑', en: 'Why a visit is a must' } },
        ],
      },
      {
        kind: 'many',
        member: 'pauses',
        choices: (editing) => {
          const seen = new Map((editing.blocks?.regimes ?? []).flatMap((r) => r.pauses).map((p) => [p.key, p.name]));
          return [...seen].map(([value, text]) => ({ value, text }));
        },
      },
      {
        kind: 'rows',
        member: 'steps',
        keyed: 'id',
        prefix: 's',
        one: { zh: '环节', en: 'step' },
        titled: ['name'],
        blank: (id) => ({ id, name: { zh: '' }, office: 'deciding', role: 'approver', days: 1 }),
        fields: [
          { kind: 'text', member: 'name' },
          one('office', 'office', { when: (row: { value: Json | undefined }) => isObject(row.value) && !isObject(row.value['office']) }),
          one('role', 'role'),
          { kind: 'number', member: 'days', optional: true },
          { kind: 'rule', member: 'showIf', optional: true },
          { kind: 'text', member: 'note', optional: true },
        ],
      },
    ],
  },
  {
    key: 'results',
    title: { zh: '收费和结果', en: 'Fee and result' },
    of: 'handling',
    members: ['fee', 'results', 'delivery', 'amounts', 'effect'],
    fields: [
      {
        kind: 'group',
        member: 'fee',
        hint: {
          zh: '收费要有依据；接通缴费以前，收费的事项先不公布。',
          en: 'A fee needs its basis; items with a fee wait until payment is connected.',
        },
        start: { name: { zh: '' }, standard: { zh: '' }, basis: { zh: '' }, payOnline: false },
        fields: [
          { kind: 'text', member: 'name' },
          { kind: 'text', member: 'standard', label: { zh: '收费标准', en: 'Amount' } },
          { kind: 'text', member: 'basis', optional: true },
          { kind: 'yes', member: 'payOnline' },
          { kind: 'yes', member: 'reducible' },
          { kind: 'text', member: 'reduction', optional: true },
        ],
      },
      {
        kind: 'rows',
        member: 'results',
        one: { zh: '结果', en: 'result' },
        titled: ['name'],
        blank: () => ({ name: { zh: '' }, type: '10', sample: true, validity: null }),
        fields: [
          { kind: 'text', member: 'name' },
          one('type', 'resultType'),
          { kind: 'yes', member: 'sample' },
          { kind: 'text', member: 'validity', optional: true },
        ],
      },
      severalOf('delivery', 'delivery'),
      {
        kind: 'rows',
        member: 'amounts',
        one: { zh: '金额', en: 'amount' },
        titled: ['label'],
        blank: () => ({ label: { zh: '' }, value: { zh: '' }, source: 'example' }),
        fields: [{ kind: 'text', member: 'label' }, { kind: 'text', member: 'value' }, source],
      },
    ],
  },
  {
    key: 'ways',
    title: { zh: '渠道和归谁管', en: 'Ways and competence' },
    of: 'handling',
    members: ['online', 'offline', 'postal', 'competence'],
    fields: [
      {
        kind: 'group',
        member: 'online',
        fields: [{ kind: 'yes', member: 'apply' }, severalOf('depth', 'depth')],
      },
      { kind: 'yes', member: 'offline', label: { zh: '能线下办', en: 'Can be done offline' } },
      { kind: 'yes', member: 'postal', label: { zh: '能邮寄办', en: 'Can be done by post' } },
      {
        kind: 'group',
        member: 'competence',
        fields: [
          {
            kind: 'regionField',
            member: 'region',
            label: { zh: '按哪一项回答定地区', en: 'Which answer says the region' },
            hint: { zh: '表单里要有一个选地区的填写项。', en: 'The form needs a field that asks for a region.' },
          },
          one('level', 'level', { label: { zh: '哪一级决定', en: 'Which level decides' } }),
          { kind: 'choice', member: 'organKind', choices: (editing) => named(editing.blocks?.departments) },
          {
            kind: 'rows',
            member: 'receive',
            keyed: 'place',
            choose: choicesOf('place'),
            one: { zh: '收件的地方', en: 'place' },
            titled: ['place'],
            blank: (place) => ({ place, mode: 'receiveAndForward' }),
            fields: [one('mode', 'receiveMode'), { kind: 'text', member: 'basis', optional: true }],
          },
        ],
      },
    ],
  },
  { key: 'examples', title: { zh: '例子', en: 'Examples' }, of: 'handling', members: ['examples'], fields: [] },
];
