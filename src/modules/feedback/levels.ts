import type { Text } from '#platform/text';

/** A level of satisfaction. 5 = very satisfied … 1 = very dissatisfied, as 好差评 practice counts; convert at each interface. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** All levels in the one order every door shows: none first, none hidden, none pre-chosen. */
export const levels: readonly { level: Level; name: Text; code: string }[] = [
  { level: 5, name: { zh: '非常满意', en: 'Very satisfied' }, code: 'verySatisfied' },
  { level: 4, name: { zh: '满意', en: 'Satisfied' }, code: 'satisfied' },
  { level: 3, name: { zh: '基本满意', en: 'Fairly satisfied' }, code: 'fairlySatisfied' },
  { level: 2, name: { zh: '不满意', en: 'Dissatisfied' }, code: 'dissatisfied' },
  { level: 1, name: { zh: '非常不满意', en: 'Very dissatisfied' }, code: 'veryDissatisfied' },
];

/** Version of the list of reasons; a change makes a new version, nobody adds or drops one in between. */
export const optionsVersion = 1;

/** Reasons one may tick after any level; the same list for all levels, so that no level costs more clicks. */
export const reasons: readonly { code: string; name: Text }[] = [
  { code: 'guide', name: { zh: '要带什么说得清不清楚', en: 'Clear about what to bring' } },
  { code: 'visits', name: { zh: '跑了几趟', en: 'Number of trips' } },
  { code: 'time', name: { zh: '办得快慢', en: 'Time it took' } },
  { code: 'attitude', name: { zh: '工作人员态度', en: 'Manner of the staff' } },
  { code: 'typing', name: { zh: '要填的多少', en: 'Amount to fill in' } },
  { code: 'system', name: { zh: '网页和设备好不好用', en: 'Pages and devices' } },
  { code: 'result', name: { zh: '结果和理由', en: 'The result and its reasons' } },
  { code: 'other', name: { zh: '别的', en: 'Something else' } },
];

/** Whether a number is a level; anything else is refused before a transaction begins. */
export const isLevel = (n: number): n is Level => Number.isInteger(n) && n >= 1 && n <= 5;
