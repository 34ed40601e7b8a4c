import type { FormSchema } from '../form/form.format.ts';

/** A form with every field type, for the samples and the tests. */
export const sampleForm: FormSchema = {
  type: 'object',
  required: ['applicantName', 'idNumber', 'card', 'until', 'photo', 'live', 'sex', 'family', 'income', 'agree', 'uscc', 'need'],
  properties: {
    elder: { type: 'string', 'x-type': 'name', 'x-label': '老人', 'x-readonly': true },
    helper: { type: 'string', 'x-type': 'name', 'x-label': '代办人', 'x-readonly': true },
    elderId: { type: 'string', 'x-type': 'id-number', 'x-label': '身份证号', 'x-readonly': true, 'x-personal': 'id' },
    card: { type: 'string', 'x-type': 'bank-account', 'x-label': '收津贴的银行卡卡号', 'x-hint': '老人名下的卡。社保卡也行。' },
    until: { type: 'string', format: 'date', 'x-type': 'date', 'x-label': '授权到哪一天为止', 'x-hint': '最长1年。到期自动失效，老人随时可以收回。' },
    photo: { type: 'array', 'x-type': 'attachment', 'x-label': '老人签名的照片', 'x-hint': '老人用手机点同意的，不用拍。' },
    phone: { type: 'string', 'x-type': 'phone', 'x-label': '收结果的手机号', 'x-hint': '老人没有手机，填家人的。不填的话，结果会寄信。' },
    applicantName: { type: 'string', 'x-type': 'name', 'x-label': '姓名' },
    idNumber: { type: 'string', 'x-type': 'id-number', 'x-label': '身份证号', 'x-hint': '18位，最后一位可能是X。' },
    uscc: { type: 'string', 'x-type': 'uscc', 'x-label': '统一社会信用代码', 'x-hint': '营业执照右上角，18位。' },
    company: { type: 'string', 'x-type': 'organisation-name', 'x-label': '单位名称' },
    licence: { type: 'string', 'x-type': 'licence-number', 'x-label': '残疾人证号' },
    live: { type: 'string', 'x-type': 'region', 'x-label': '住在哪里' },
    door: { type: 'string', 'x-type': 'address', 'x-label': '门牌', 'x-hint': '路名、小区、楼号、室号。' },
    income: { type: 'number', 'x-type': 'money', 'x-label': '上个月的收入' },
    people: { type: 'integer', 'x-type': 'number', 'x-label': '一起吃住的有几个人', 'x-unit': '人' },
    stay: { type: 'object', 'x-type': 'period', 'x-label': '在外地住的时间' },
    sex: { type: 'string', 'x-type': 'choice', 'x-label': '怎么收结果', 'x-options': [{ value: 'sms', text: '短信', hint: '办好当天就收到。' }, { value: 'post', text: '寄大字信' }] },
    bank: { type: 'string', 'x-type': 'choice', 'x-label': '开户银行', 'x-options': ['云渚农商行', '工商银行', '农业银行', '中国银行', '建设银行', '交通银行', '邮储银行', '别的'].map((text, i) => ({ value: `b${i}`, text })) },
    need: { type: 'array', 'x-type': 'multi', 'x-label': '需要哪些帮助', 'x-options': [{ value: 'meal', text: '送饭' }, { value: 'bath', text: '助浴' }] },
    alone: { type: 'boolean', 'x-type': 'yesno', 'x-label': '老人是一个人住吗？' },
    more: { type: 'string', 'x-type': 'textarea', 'x-label': '还有什么要说的' },
    word: { type: 'string', 'x-type': 'text', 'x-label': '与老人的关系', 'x-length': 'short' },
    family: {
      type: 'array', 'x-type': 'table', 'x-label': '家里人', 'x-max-rows': 5,
      'x-columns': [{ id: 'name', 'x-type': 'name', 'x-label': '姓名' }, { id: 'tie', 'x-type': 'text', 'x-label': '关系', 'x-length': 'short' }, { id: 'born', 'x-type': 'date', format: 'date', 'x-label': '出生日期' }],
    },
    agree: { type: 'boolean', 'x-type': 'declaration', 'x-label': '以上都是真的。填错了要退回多领的钱，我知道。' },
  },
  'x-steps': [
    { id: 'money', title: '授权和收款', fields: ['elder', 'helper', 'elderId', 'card', 'until', 'photo', 'phone'] },
    { id: 'every', title: '每一种格子', fields: ['applicantName', 'idNumber', 'uscc', 'company', 'licence', 'live', 'door', 'income', 'people', 'stay', 'sex', 'bank', 'need', 'alone', 'word', 'more', 'family', 'agree'] },
  ],
};

/** Values of the sample, as stored. */
export const sampleValues: Readonly<Record<string, unknown>> = {
  elder: '陈桂兰',
  helper: '周建华，儿子',
  elderId: '320881194406170028',
  phone: '13800004417',
  applicantName: '阿不都热西提·买买提',
  live: '329901101201',
  income: 1284.5,
  stay: { from: '2025-03-01', to: '2026-02-28' },
  sex: 'sms',
  need: ['bath'],
  alone: true,
  family: [{ name: '欧阳𠮷', tie: '孙子', born: '2001-06-17' }, { name: '䶮', tie: '女儿', born: '1970-12-01' }],
};
