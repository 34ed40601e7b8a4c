import { severalOf, named, one, type Section, source } from './spec-parts.ts';

/** Screens of the item as a whole. */
export const itemSections: readonly Section[] = [
  {
    key: 'basic',
    title: { zh: '名称和编码', en: 'Names and codes' },
    of: 'item',
    members: ['name', 'legalName', 'type', 'basic', 'objects', 'department', 'events', 'summary', 'legalBasis', 'format', 'key'],
    fields: [
      { kind: 'text', member: 'name', hint: { zh: '老百姓看得懂的名字。', en: 'A name people understand.' } },
      { kind: 'text', member: 'legalName', hint: { zh: '目录里的正式名称。', en: 'The name in the official directory.' } },
      one('type', 'type', { label: { zh: '事项类型', en: 'Type of item' } }),
      {
        kind: 'line',
        member: 'basic',
        optional: true,
        hint: {
          zh: '12位数字：地区2位、类型2位、部门2位、主项3位、子项3位。',
          en: 'Twelve digits: region 2, type 2, domain 2, item 3, sub-item 3.',
        },
      },
      { kind: 'choice', member: 'department', choices: (editing) => named(editing.blocks?.departments) },
      severalOf('objects', 'objects'),
      { kind: 'many', member: 'events', choices: (editing) => named(editing.blocks?.events) },
      { kind: 'long', member: 'summary' },
      {
        kind: 'rows',
        member: 'legalBasis',
        one: { zh: '依据', en: 'basis' },
        titled: ['text'],
        blank: () => ({ text: { zh: '' }, source: 'remembered' }),
        fields: [
          { kind: 'long', member: 'text', label: { zh: '哪部法、哪一条', en: 'Which law, which article' } },
          source,
          { kind: 'url', member: 'url', optional: true },
          { kind: 'date', member: 'until', optional: true },
        ],
      },
    ],
  },
  {
    key: 'words',
    title: { zh: '群众说法', en: 'People’s own words' },
    of: 'item',
    members: ['words', 'aliases'],
    fields: [
      { kind: 'words', member: 'words', hint: { zh: '老百姓会怎么说、怎么搜。', en: 'What people say and search for.' } },
      { kind: 'words', member: 'aliases' },
    ],
  },
  {
    key: 'faq',
    title: { zh: '常见问题', en: 'Frequent questions' },
    of: 'item',
    members: ['faq'],
    fields: [
      {
        kind: 'rows',
        member: 'faq',
        one: { zh: '问答', en: 'question' },
        titled: ['q'],
        blank: () => ({ q: { zh: '' }, a: { zh: '' } }),
        fields: [{ kind: 'text', member: 'q' }, { kind: 'long', member: 'a' }, one('source', 'sourceMark', { optional: true })],
      },
    ],
  },
  {
    key: 'places',
    title: { zh: '各地办法', en: 'Local arrangements' },
    of: 'item',
    members: ['overlays'],
    fields: [
      {
        kind: 'rows',
        member: 'overlays',
        keyed: 'region',
        one: { zh: '地区', en: 'region' },
        titled: ['region'],
        type: { zh: '加一个地区', en: 'Add a region' },
        choose: (editing) => named(editing.blocks?.regions),
        blank: (region) => ({ region, phone: '', complaintPhone: '', doors: ['portal', 'window', 'partner'] }),
        fields: [
          {
            kind: 'tel',
            member: 'phone',
            hint: { zh: '要带区号，例如0000-12345。', en: 'With the area code, for example 0000-12345.' },
          },
          {
            kind: 'tel',
            member: 'complaintPhone',
            hint: { zh: '不能和咨询电话一样。', en: 'Another one than for questions.' },
          },
          severalOf('doors', 'doors'),
          {
            kind: 'group',
            member: 'days',
            label: { zh: '本地的时限', en: 'Local limits' },
            optional: true,
            start: {},
            fields: [
              { kind: 'number', member: 'promised', optional: true },
              { kind: 'number', member: 'statutory', optional: true },
            ],
          },
          { kind: 'long', member: 'note', optional: true },
        ],
      },
    ],
  },
];
