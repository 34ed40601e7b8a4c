/** A small sound document and shared blocks for tests; plants change one thing and expect one refusal. */
import type { SharedBlocks } from './resolve-item.ts';
import type { RegimeIn } from './regime.format.ts';

const regime = (name: string, onTheSpot: boolean): RegimeIn => ({
  version: 1,
  name,
  legalBasis: [{ text: '示例', source: 'example' }],
  correction: { days: 5, missed: 'escalate', rounds: 1, answerWithin: { days: 15 } },
  review: { days: 20 },
  extension: null,
  pauses: [{ kind: 'verification', name: '核实', length: 'open', notice: true }],
  silence: { onReview: 'escalate' },
  officers: 1,
  hearing: null,
  publicity: null,
  delivery: { days: 10 },
  onTheSpot,
  refusal: { reasons: true, rights: true },
  rights: [{ kind: 'review', text: '可以申请行政复议' }],
  publishGrant: false,
});

export const sharedFixture: SharedBlocks = {
  materials: {
    ID: { name: '居民身份证', issuer: '公安机关', source: 20, type: 1 },
    YH: { name: '银行卡', issuer: '银行', source: 10, type: 1 },
  },
  fields: {
    // Fields are open objects: the keywords belong to platform/forms.
    'person.name': { type: 'string', 'x-type': 'name', 'x-label': '姓名', minLength: 2, maxLength: 50 },
    'declare.true': { type: 'boolean', const: true, 'x-type': 'declaration', 'x-label': '以上都是真的' },
  } as SharedBlocks['fields'],
  regimes: { benefit: regime('行政给付', false), permit: regime('行政许可', false), 'public-service': regime('公共服务', true) },
};

/** A sound document. */
export const soundDocument = `format: 1
key: sample-benefit
name: {zh: 示例补贴申领, en: Sample benefit}
legalName: 示例补贴发放
type: "05"
basic: "320511004000"
objects: [natural]
department: civil-affairs
events: [aging]
summary: 示例用的补贴。
legalBasis: [{text: 示例依据, source: example}]
words: [老人补贴, 敬老钱怎么领]
aliases: [敬老金]
faq: [{q: 要年年申请吗？, a: 不用。}]
handlings:
  - key: first
    name: {zh: 首次申领, en: First application}
    seq: "01"
    regime: benefit
    caseType: promised
    limits: {statutory: {days: 20, source: remembered}, promised: {days: 5, source: example}}
    visits: {count: 0, reason: null}
    fee: null
    online: {depth: [1, 2, 3, 4, 5, 6], apply: true}
    offline: true
    pauses: [verification]
    conditions:
      - {id: age80, text: 年满80周岁, when: {gte: [{age: [{fact: applicant.birth}]}, 80]}, ifNot: {say: 还没到80周岁。, next: 到时候再来。}}
    questions:
      - {id: who, text: 您为谁申请？, options: [{value: self, text: 我自己}, {value: relative, text: 家里老人}]}
      - {id: relation, text: 您是老人的什么人？, options: [{value: child, text: 子女}, {value: other, text: 其他人}], showIf: {eq: [{fact: who}, relative]}}
    answers:
      - {id: stranger, when: {eq: [{fact: relation}, other]}, kind: elsewhere, say: 要由家人来办。, next: 请老人的家人来，或请村里代办。}
    form:
      type: object
      required: [applicantName, agree]
      properties:
        applicantName: {$ref: "shared:person.name"}
        relationNote: {type: string, x-type: text, x-label: 说明, x-show-if: {eq: [{fact: who}, relative]}}
        agree: {$ref: "shared:declare.true"}
      x-steps:
        - {id: person, title: 老人信息, fields: [applicantName, relationNote]}
        - {id: confirm, title: 确认, fields: [agree]}
    materials:
      - {id: bankcard, use: "shared:YH", mode: present, need: required, form: either}
      - {id: idcard, use: "shared:ID", mode: present, need: required, form: either, routes: [{route: promise, state: live, text: 写一份承诺书}]}
      - {id: proxy, name: 委托书, source: 10, type: 2, mode: handIn, need: required, form: either, showIf: {eq: [{fact: who}, relative]}}
    groups: []
    steps:
      - {id: intake, name: 收件核对, office: receiving, role: clerk, days: 1}
      - {id: review, name: 审核, office: deciding, role: approver, days: 2}
      - {id: decide, name: 决定, office: deciding, role: approver, days: 2}
    competence:
      region: {fact: applicant.region}
      level: county
      organKind: civil-affairs
      receive:
        - {place: village-station, mode: receiveAndForward}
        - {place: online, mode: receiveAndForward}
    results: [{name: 补贴发放通知, type: "99", sample: true, validity: null}]
    delivery: [self, sms]
    examples:
      - name: 儿子代办
        facts: {applicant.birth: "1944-06-17", who: relative, relation: child}
        today: "2026-11-24"
        expect: {conditions: {age80: true}, questions: [who, relation], list: [bankcard, proxy], waived: [idcard], outcome: apply}
      - name: 别人代办
        facts: {who: relative, relation: other}
        today: "2026-11-24"
        expect: {conditions: {age80: unknown}, outcome: elsewhere}
overlays:
  - {region: "329900", phone: 0000-12345, complaintPhone: 0000-12388, doors: [portal, window, partner]}
`;

/** The same with one piece replaced; throws when the piece is not there, so that a plant cannot silently miss. */
export function planted(from: string, to: string, document = soundDocument): string {
  if (!document.includes(from)) throw new Error(`plant not found: ${from}`);
  return document.replace(from, to);
}
