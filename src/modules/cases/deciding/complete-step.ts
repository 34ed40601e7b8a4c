import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type Bench, type OnCase } from '../record/act.ts';
import { didTwinStep } from '../record/case.sql.ts';

/** Closes a step of the process, an answered question of the approver, or a manager’s look. */
export function completeStep(actor: Actor, house: House, key: string, input: OnCase & { note?: string }): Promise<CaseReceipt> {
  return act(actor, house, key, 'completeStep', input, {
    by: 'staff',
    own: async (bench) => {
      await checkTwoPeople(bench);
      return input.note === undefined ? {} : { words: { note: input.note, internal: true } };
    },
  });
}

/** Steps that are open together are different people's: a check of substance takes two or more officers (行政许可法34条). */
async function checkTwoPeople({ tx, c, step, actor }: Bench): Promise<void> {
  if (step === null || actor.personId === null || !(await didTwinStep(tx, c, step.id, actor.personId))) return;
  throw problem(
    'forbidden',
    'cases.own-twin-step',
    { zh: '同时进行的另一个环节是您办的，这一个要换一个人。', en: 'You did the step beside this one; another officer must do this one.' },
    { zh: '请另一位同事来办。', en: 'Leave it to a colleague.' },
  );
}
