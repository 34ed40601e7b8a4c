import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import type { CaseReceipt } from '../contract.ts';
import { act, type Bench, type OnCase, type Own } from '../record/act.ts';
import { markChecked } from '../record/case.sql.ts';

/** 受理: a transition of its own with its own paper. Materials the clerk has checked need not be shown again. */
export function accept(
  actor: Actor,
  house: House,
  key: string,
  input: OnCase & { note?: string; checkedMaterials?: string[] },
): Promise<CaseReceipt> {
  return act(actor, house, key, 'accept', input, { by: 'staff', own: () => acceptance(input) });
}

/** What every way of accepting shares. */
export const acceptance = (input: { note?: string; checkedMaterials?: string[] }): Own => ({
  note: { checked: input.checkedMaterials ?? [] },
  ...(input.note === undefined ? {} : { words: { note: input.note } }),
  also: (bench: Bench, saved) => checkMaterials(bench, input.checkedMaterials ?? [], saved.seq),
});

/** Marks materials as checked by this clerk (trust B). */
export async function checkMaterials(bench: Bench, ids: readonly string[], seq: number): Promise<void> {
  if (ids.length > 0) await markChecked(bench.tx, bench.c, ids, { at: bench.at, staffId: bench.actor.personId, seq });
}
