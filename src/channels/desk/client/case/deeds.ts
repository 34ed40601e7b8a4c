import { isAnswer } from '../window/asked.ts';
import type { OpenDeed } from './case.ts';

/** Deeds of the bar from the refusing to the plain way on: the last one stands solid at the far right. */
const order = [
  'refuseAcceptance',
  'assignOffice',
  'takeUpUnanswered',
  'forward',
  'issueCorrection',
  'acceptWithPromise',
  'recordDelivery',
  'completeStep',
  'proposeDecision',
  'handInPromised',
  'answerSupplement',
  'answerCorrection',
  'accept',
  'onTheSpotGrant',
  'decide',
];
/** Which of them stand there first when there is room for few; the rest is under 其他办法. */
const weight = [
  'decide',
  'proposeDecision',
  'accept',
  'completeStep',
  'acceptWithPromise',
  'issueCorrection',
  'refuseAcceptance',
  'onTheSpotGrant',
  'forward',
  'answerCorrection',
  'answerSupplement',
  'handInPromised',
  'recordDelivery',
  'takeUpUnanswered',
  'assignOffice',
];

/** The deeds of the bar, at most `room`. One that is held back gives its place up only to one that does the same. */
export function mainDeeds(deeds: readonly OpenDeed[], room: number): OpenDeed[] {
  const accepts = deeds.some((d) => d.verb === 'accept' && d.blocked === null);
  const first = (d: OpenDeed): number =>
    (d.verb === 'acceptWithPromise' && accepts ? 99 : weight.indexOf(d.verb)) +
    (d.blocked !== null && d.verb !== 'accept' && d.verb !== 'decide' ? 20 : 0);
  return deeds
    .filter((d) => order.includes(d.verb))
    .toSorted((a, b) => first(a) - first(b))
    .slice(0, room)
    .toSorted((a, b) => order.indexOf(a.verb) - order.indexOf(b.verb));
}
export const isRefusal = (verb: string): boolean => ['refuseAcceptance', 'terminate'].includes(verb);

/** Deeds that can be done with one press, or on a screen of their own, need no dialog mark; all others open one. */
export const opensDialog = (verb: string): boolean => verb !== 'completeStep' && !isAnswer(verb);

const wanted: [string, { code: string; name: string }][] = [
  ['accept', { code: 'F9', name: 'F9' }],
  ['issueCorrection', { code: 'F8', name: 'F8' }],
  ['refuseAcceptance', { code: 'F7', name: 'F7' }],
  ['decide', { code: 'Alt+KeyY', name: 'Alt Y' }],
  ['proposeDecision', { code: 'Alt+KeyY', name: 'Alt Y' }],
  ['completeStep', { code: 'Alt+KeyO', name: 'Alt O' }],
  ['forward', { code: 'F9', name: 'F9' }],
];

/** Keys of the deeds open now; a key belongs to the first that wants it. */
export function deedKeys(deeds: readonly OpenDeed[]): Map<string, { code: string; name: string }> {
  const keys = new Map<string, { code: string; name: string }>();
  const taken = new Set<string>();
  for (const [verb, key] of wanted) {
    if (taken.has(key.code) || !deeds.some((d) => d.verb === verb)) continue;
    taken.add(key.code);
    keys.set(verb, key);
  }
  return keys;
}
