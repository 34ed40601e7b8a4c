import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { competentOffices } from './competent-offices.ts';
import { act, type Bench, type OnCase, type Own } from '../record/act.ts';

/** The office somebody names, if it is one that handles the item in this city. @throws Problem invalid. */
export async function officeNamed(bench: Bench, organId: string, how: 'assigned' | 'transferred'): Promise<NonNullable<Own['office']>> {
  const office = (await competentOffices(bench.tx, bench.version, bench.c)).find((one) => one.organId === organId);
  if (office === undefined)
    throw problem(
      'invalid',
      'cases.office-unknown',
      { zh: '这个部门不办这件事项，或者不在本市。', en: 'That office does not handle this item, or is not of this city.' },
      { zh: '请从列表里的部门里选。', en: 'Choose one of the offices of the list.' },
    );
  return { ...office, how };
}

/** No rule said who decides: a person assigns the office (model 6). */
export function assignOffice(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { organId: string; note?: string },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'assignOffice', input, {
    by: 'staff',
    own: async (bench) => ({
      office: await officeNamed(bench, input.organId, 'assigned'),
      note: { organ: input.organId },
      ...(input.note === undefined ? {} : { words: { note: input.note } }),
    }),
  });
}
