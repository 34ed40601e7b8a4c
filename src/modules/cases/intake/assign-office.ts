import type { Actor } from '#platform/actor';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { officeById } from '../outside/offices.ts';
import { act, type Bench, type OnCase, type Own } from '../record/act.ts';

/** Loads an office somebody names. @throws Problem invalid. */
export async function officeNamed(bench: Bench, organId: string, how: 'assigned' | 'transferred'): Promise<NonNullable<Own['office']>> {
  const office = await officeById(bench.tx, organId);
  if (office === undefined)
    throw problem(
      'invalid',
      'cases.office-unknown',
      { zh: '没有这个部门。', en: 'There is no such office.' },
      { zh: '请从列表里重新选。', en: 'Choose again from the list.' },
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
