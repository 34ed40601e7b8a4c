import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type OnCase } from '../record/act.ts';

/** 接手未补正: a clerk takes up a notice that stayed unanswered; accept, promise, refusal or withdrawal remain. */
export function takeUpUnanswered(actor: Actor, house: House, key: string, input: OnCase & { note?: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'takeUpUnanswered', input, {
    by: 'staff',
    own: () => (input.note === undefined ? {} : { words: { note: input.note } }),
  });
}
