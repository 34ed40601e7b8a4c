import type { OpenDeed } from './case.ts';

/** Deeds that stand in the bar; the rest are under 其他办法. Order: refusing first, the plain way on last. */
const mainVerbs = ['refuseAcceptance', 'issueCorrection', 'acceptWithPromise', 'forward', 'completeStep', 'proposeDecision', 'accept', 'onTheSpotGrant', 'decide', 'recordDelivery', 'assignOffice', 'takeUpUnanswered'];

export const isMain = (verb: string): boolean => mainVerbs.includes(verb);
export const isRefusal = (verb: string): boolean => ['refuseAcceptance', 'terminate'].includes(verb);

/** Deeds that can be done with one press need no dialog mark; all others open one. */
export const opensDialog = (verb: string): boolean => !['completeStep'].includes(verb);

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
