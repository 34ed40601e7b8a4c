import { describe, expect, test } from 'vitest';
import { planted, sharedFixture, soundDocument } from '../document/document.fixtures.ts';
import { checkItem } from './check-item.ts';

const today = '2026-11-25';
const check = (text: string) => checkItem('items/sample.yaml', text, sharedFixture, today, new Set(['sample-benefit']));

/** [what is planted, piece replaced, by what, expected code, text that stands on the refused line] */
const plants: [string, string, string, string, string][] = [
  ['a misspelt key', 'offline: true', 'ofline: true', 'catalog.schema', 'ofline'],
  ['a missing part', 'department: civil-affairs\n', '', 'catalog.schema', 'format: 1'],
  ['a code without quotes', 'basic: "320511004000"', 'basic: 320511004000', 'catalog.schema', 'basic'],
  ['two equal keys', 'key: sample-benefit', 'key: sample-benefit\nkey: other', 'catalog.duplicate-key', 'key: other'],
  ['broken YAML', 'objects: [natural]', 'objects: [natural', 'catalog.yaml', ''],
  ['another format', 'format: 1', 'format: 9', 'catalog.schema', 'format: 9'],
  ['an unknown regime', 'regime: benefit', 'regime: magic', 'catalog.unknown-regime', 'regime: magic'],
  ['an unknown shared material', 'use: "shared:YH"', 'use: "shared:XX"', 'catalog.unknown-shared', 'shared:XX'],
  ['an unknown shared field', '{$ref: "shared:person.name"}', '{$ref: "shared:person.nome"}', 'catalog.unknown-shared', 'person.nome'],
  // facts.md 2.4
  ['a promise longer than the law', 'promised: {days: 5', 'promised: {days: 25', 'catalog.promise-longer', 'promised'],
  ['an instant item that takes days', 'caseType: promised', 'caseType: instant', 'catalog.instant-not-instant', 'caseType'],
  [
    'a visit without reason',
    'visits: {count: 0, reason: null}',
    'visits: {count: 1, reason: null}',
    'catalog.visit-without-reason',
    'visits',
  ],
  [
    'full online depth with a visit',
    'visits: {count: 0, reason: null}',
    'visits: {count: 1, reason: 要现场照相}',
    'catalog.depth-visits',
    'visits',
  ],
  [
    'no visit, not online, no post',
    'online: {depth: [1, 2, 3, 4, 5, 6], apply: true}',
    'online: {depth: [1], apply: false}',
    'catalog.no-visit-no-way',
    'visits',
  ],
  ['a fee without basis', 'fee: null', 'fee: {name: 工本费, standard: 10元, payOnline: true}', 'catalog.fee-without-basis', 'fee'],
  ['online payment without a fee', 'apply: true}', 'apply: true, payOnline: true}', 'catalog.no-fee-pay', 'online'],
  ['one telephone for both', '0000-12388', '0000-12345', 'catalog.same-phone', 'complaintPhone'],
  ['a telephone without area code', 'phone: 0000-12345', 'phone: "8612345"', 'catalog.phone-shape', 'phone'],
  ['a topic for the wrong people', 'events: [aging]', 'events: [food]', 'catalog.topic-object', 'events'],
  ['a permit under another procedure', 'type: "05"', 'type: "01"', 'catalog.permit-regime', 'regime'],
  ['a result without a sample', 'sample: true', 'sample: false', 'catalog.result-sample', 'results'],
  ['steps longer than the promise', 'role: clerk, days: 1}', 'role: clerk, days: 9}', 'catalog.steps-longer', 'steps'],
  ['a pause the regime does not have', 'pauses: [verification]', 'pauses: [holiday]', 'catalog.unknown-pause', 'pauses'],
  [
    'on the spot where the regime forbids it',
    '    offline: true',
    '    onTheSpot: true\n    offline: true',
    'catalog.spot-regime',
    'onTheSpot',
  ],
  // I4
  ['no offline entry', 'offline: true', 'offline: false', 'catalog.no-offline', 'offline'],
  ['online first', 'apply: true}', 'apply: true, first: true}', 'catalog.online-first', 'online'],
  [
    'no offline place that takes cases',
    'mode: receiveAndForward}\n        - {place: online',
    'mode: preCheckOnly}\n        - {place: online',
    'catalog.no-offline-place',
    'receive',
  ],
  ['the window left out of the doors', 'doors: [portal, window, partner]', 'doors: [portal, partner]', 'catalog.no-window', '- key: first'],
  [
    'a step of the applicant that is online only',
    'role: clerk, days: 1}',
    'role: applicant, door: online, days: 1}',
    'catalog.online-first',
    'intake',
  ],
  [
    'a government paper without any way round it',
    ', routes: [{route: promise, state: live, text: 写一份承诺书}]',
    '',
    'catalog.no-route',
    'idcard',
  ],
  ['a way that is only planned', 'state: live, text', 'state: planned, text', 'catalog.no-route', 'idcard'],
  [
    'a way open only to those who were here before',
    '{route: promise, state: live, text: 写一份承诺书}',
    '{route: earlierCase, state: live}',
    'catalog.no-route',
    'idcard',
  ],
  [
    'a reason outside the closed list',
    ', routes: [{route: promise, state: live, text: 写一份承诺书}]',
    ', noRouteReason: habit',
    'catalog.schema',
    'idcard',
  ],
  [
    'no register without owner and review',
    ', routes: [{route: promise, state: live, text: 写一份承诺书}]',
    ', noRouteReason: noRegisterYet',
    'catalog.reason-owner',
    'idcard',
  ],
  [
    'a review date that has passed',
    ', routes: [{route: promise, state: live, text: 写一份承诺书}]',
    ', noRouteReason: {reason: noRegisterYet, owner: 数据局, review: "2026-01-01"}',
    'catalog.reason-lapsed',
    'idcard',
  ],
  [
    'self-provided said of a government paper',
    ', routes: [{route: promise, state: live, text: 写一份承诺书}]',
    ', noRouteReason: selfProvided',
    'catalog.reason-source',
    'idcard',
  ],
  [
    'paper after e-material',
    'id: bankcard, use: "shared:YH", mode: present, need: required, form: either',
    'id: bankcard, use: "shared:YH", mode: present, need: required, form: paper',
    'catalog.paper-after',
    'bankcard',
  ],
  [
    'paper after e-material, said openly',
    'need: required, form: either}',
    'need: required, form: either, paperAfter: true}',
    'catalog.paper-after',
    'bankcard',
  ],
  [
    'only electronic',
    'id: bankcard, use: "shared:YH", mode: present, need: required, form: either',
    'id: bankcard, use: "shared:YH", mode: present, need: required, form: electronic',
    'catalog.online-first',
    'bankcard',
  ],
  // questions, expressions, form, codes
  [
    'a question that waits for itself',
    'showIf: {eq: [{fact: who}, relative]}}\n    answers',
    'showIf: {eq: [{fact: relation}, child]}}\n    answers',
    'catalog.question-loop',
    'id: relation',
  ],
  [
    'a question that looks ahead',
    '{value: relative, text: 家里老人}]}',
    '{value: relative, text: 家里老人}], showIf: {known: [{fact: relation}]}}',
    'catalog.question-',
    'id: who',
  ],
  [
    'an unreachable question',
    'showIf: {eq: [{fact: who}, relative]}}\n    answers',
    'showIf: {all: [{eq: [{fact: who}, relative]}, {eq: [{fact: who}, self]}]}}\n    answers',
    'catalog.unreachable-question',
    'id: relation',
  ],
  ['an unknown fact', '{fact: applicant.birth}', '{fact: applicant.birthday}', 'catalog.expression', 'age80'],
  [
    'an option that does not exist',
    'when: {eq: [{fact: relation}, other]}',
    'when: {eq: [{fact: relation}, cousin]}',
    'catalog.expression',
    'stranger',
  ],
  ['an operator that does not exist', 'gte: [{age', 'atleast: [{age', 'catalog.expression', 'age80'],
  [
    'a form that cannot be filled',
    'required: [applicantName, agree]',
    'required: [applicantName, agree, gone]',
    'catalog.form',
    'required',
  ],
  [
    'a required field without a place',
    'fields: [applicantName, relationNote]',
    'fields: [relationNote]',
    'catalog.form-unfillable',
    'required',
  ],
  [
    'a choice without options',
    '{type: string, x-type: text, x-label: 说明,',
    '{type: string, x-type: choice, x-label: 说明,',
    'catalog.form',
    'relationNote',
  ],
  [
    'a field that shows itself',
    'x-show-if: {eq: [{fact: who}, relative]}',
    'x-show-if: {known: [{fact: relationNote}]}',
    'catalog.form',
    'relationNote',
  ],
  ['a basic code of another type', 'basic: "320511004000"', 'basic: "320120004000"', 'catalog.basic-type', 'basic'],
  [
    'a wrong organ code',
    'phone: 0000-12345',
    'organ: {name: 局, uscc: 11320804MB9T00011E, level: "4"}, phone: 0000-12345',
    'catalog.uscc',
    'uscc',
  ],
  ['two materials of one name', 'id: proxy', 'id: bankcard', 'catalog.duplicate-id', 'id: bankcard'],
  ['a question named like a field', 'id: relation,', 'id: applicantName,', 'catalog.duplicate-id', 'id: applicantName,'],
  [
    'no competence for a fact nobody has',
    'region: {fact: applicant.region}',
    'region: {fact: nowhere}',
    'catalog.expression',
    'region: {fact: nowhere}',
  ],
  ['a failing example', 'list: [bankcard, proxy]', 'list: [bankcard]', 'catalog.example-failed', 'name: 儿子代办'],
];

describe('a sound document', () => {
  test('is published', () => {
    const result = check(soundDocument);
    expect(result.issues).toEqual([]);
    expect(result.verdict).toBe('publish');
    expect(result.contents.map((c) => c.key)).toEqual(['sample-benefit.first']);
  });
  test('with a fee is loaded and held back with its reason', () => {
    const result = check(planted('fee: null', 'fee: {name: 工本费, standard: 10元, basis: 示例, payOnline: true}'));
    expect(result.verdict).toBe('hold');
    expect(result.issues[0]?.say).toContain('先不公布');
  });
});

describe('a broken document is refused with line and reason', () => {
  test.each(plants)('%s', (_name, from, to, code, onLine) => {
    const text = planted(from, to);
    const result = check(text);
    expect(result.verdict).toBe('refuse');
    expect(result.contents).toEqual([]);
    const lines = text.split('\n');
    const hit = result.issues.find((issue) => issue.code.startsWith(code) && (lines[issue.line - 1] ?? '').includes(onLine));
    expect(hit, `found: ${result.issues.map((i) => `${i.line} ${i.code} ${i.say}`).join(' / ')}`).toBeDefined();
    expect(hit?.file).toBe('items/sample.yaml');
    expect(hit?.say).toMatch(/\p{Script=Han}/u);
  });
});

test('lists that are no items are refused, not thrown', () => {
  for (const text of ['', '[]', '42', 'just text', '{}', '\u0000']) expect(check(text).verdict).toBe('refuse');
});
