import { luhn, mod112 } from '#platform/identifiers';
import type { FormSchema } from './form.format.ts';

/** A form with every kind of field, for the tests of this room. */
export const exampleForm: FormSchema = {
  type: 'object',
  required: ['name', 'idNumber', 'phone', 'card', 'live', 'born', 'helperName', 'home', 'income', 'wants'],
  properties: {
    name: {
      type: 'string',
      'x-type': 'name',
      minLength: 2,
      maxLength: 50,
      'x-label': { zh: '老人姓名', en: 'Name' },
      'x-error': { zh: '请填姓名，和身份证上的一样。', en: 'Enter the name as on the card.' },
      'x-personal': 'name',
    },
    idNumber: { type: 'string', 'x-type': 'id-number', 'x-label': { zh: '老人身份证号', en: 'ID number' }, 'x-personal': 'id' },
    born: {
      type: 'string',
      format: 'date',
      'x-type': 'date',
      'x-label': { zh: '出生日期', en: 'Date of birth' },
      'x-max': { today: true },
      'x-personal': 'other',
    },
    sex: {
      type: 'string',
      'x-type': 'choice',
      'x-calc': { idSex: { fact: 'idNumber' } },
      'x-options': [
        { value: 'male', text: '男' },
        { value: 'female', text: '女' },
      ],
      'x-label': '性别',
    },
    phone: { type: 'string', 'x-type': 'phone', 'x-label': { zh: '联系电话', en: 'Telephone' }, 'x-personal': 'phone' },
    card: { type: 'string', 'x-type': 'bank-account', 'x-label': { zh: '收款卡卡号', en: 'Card number' }, 'x-personal': 'account' },
    uscc: { type: 'string', 'x-type': 'uscc', 'x-label': { zh: '统一社会信用代码', en: 'Credit code' } },
    live: {
      type: 'string',
      'x-type': 'choice',
      'x-options': [
        { value: 'home', text: '户籍地' },
        { value: 'away', text: '外地' },
      ],
      'x-label': { zh: '现在住哪里', en: 'Where you live' },
    },
    address: {
      type: 'string',
      'x-type': 'address',
      maxLength: 20,
      'x-label': { zh: '现住址', en: 'Address' },
      'x-show-if': { eq: [{ fact: 'live' }, 'away'] },
      'x-personal': 'address',
    },
    home: { type: 'string', 'x-type': 'region', 'x-level': 'village', 'x-label': { zh: '户口所在村居', en: 'Home village' } },
    income: { type: 'number', 'x-type': 'money', maximum: 100_000, 'x-label': { zh: '月收入', en: 'Monthly income' } },
    persons: { type: 'integer', 'x-type': 'number', minimum: 1, 'x-label': { zh: '家里几口人', en: 'Persons' } },
    each: {
      type: 'number',
      'x-type': 'money',
      'x-calc': { round: [{ div: [{ fact: 'income' }, { fact: 'persons' }] }, 2] },
      'x-label': '人均',
    },
    wants: {
      type: 'array',
      'x-type': 'multi',
      'x-options': [
        { value: 'sms', text: '短信' },
        { value: 'post', text: '寄' },
      ],
      'x-label': { zh: '怎么告诉您', en: 'How we tell you' },
    },
    deaf: { type: 'boolean', 'x-type': 'yesno', 'x-label': { zh: '听力不好', en: 'Hard of hearing' } },
    stay: { type: 'object', 'x-type': 'period', 'x-label': { zh: '住院时间', en: 'Stay' } },
    family: {
      type: 'array',
      'x-type': 'table',
      'x-label': { zh: '家里人', en: 'Family' },
      'x-max-rows': 3,
      'x-columns': [
        { id: 'name', type: 'string', 'x-type': 'name', 'x-label': '姓名', 'x-personal': 'name' },
        { id: 'born', type: 'string', 'x-type': 'date', 'x-label': '出生日期', required: false },
      ],
    },
    note: { type: 'string', 'x-type': 'textarea', maxLength: 30, 'x-label': { zh: '还想说的', en: 'Anything else' } },
    photo: { type: 'array', 'x-type': 'attachment', 'x-label': '照片' },
    helperName: { type: 'string', 'x-type': 'name', 'x-label': { zh: '代办人姓名', en: 'Helper' } },
    agree: {
      type: 'boolean',
      const: true,
      'x-type': 'declaration',
      'x-label': { zh: '以上都是真的', en: 'All of this is true' },
      'x-error': '请看完后打勾。',
    },
  },
  'x-steps': [
    {
      id: 'person',
      title: '老人信息',
      fields: ['name', 'idNumber', 'born', 'sex', 'phone', 'uscc', 'live', 'address', 'home', 'deaf', 'stay', 'family'],
    },
    { id: 'helper', title: '代办人', fields: ['helperName'], 'x-show-if': { eq: [{ fact: 'who' }, 'relative'] } },
    { id: 'money', title: '收款', fields: ['card', 'income', 'persons', 'each', 'wants', 'note', 'photo'] },
    { id: 'confirm', title: '确认', fields: ['agree'] },
  ],
  'x-checks': [
    {
      field: 'born',
      must: { eq: [{ fact: 'born' }, { idBirth: { fact: 'idNumber' } }] },
      say: {
        zh: '出生日期和身份证号里的不一样。请对照证件再看一遍。',
        en: 'The date of birth differs from the ID number. Please compare both.',
      },
    },
  ],
};

const id17 = '32990119440617002';
const card18 = '621700123456789012';
/** Answers that pass. */
export const goodValues = {
  name: '陈桂兰',
  idNumber: id17 + mod112(id17),
  born: '1944-06-17',
  phone: '13812345678',
  card: card18 + luhn(card18),
  live: 'home',
  home: '329901101201',
  income: 1284.5,
  wants: ['sms'],
  agree: true,
};
