import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { clash, placeOf } from './operations.ts';
import { builtUpon, nothingToUndo, outsideRegion } from './problems.ts';
import { type ChangeReceipt, makeChanges, openForChange } from './save-change.ts';
import { type ChangeRow, listChanges, listOwnChanges } from './working-copy.sql.ts';

/** What an editor could take back and do again, newest last: read from his own changes alone. */
export function stacksOf(own: readonly ChangeRow[]): { done: ChangeRow[]; undone: ChangeRow[] } {
  const done: ChangeRow[] = [];
  let undone: ChangeRow[] = [];
  // A row without an inverse changed nothing: there is nothing in it to go back to.
  const push = (onto: ChangeRow[], row: ChangeRow): void => void (row.inverse !== null && onto.push(row));
  for (const row of own) {
    if (row.kind === 'undo') {
      done.pop();
      push(undone, row);
    } else if (row.kind === 'redo') {
      undone.pop();
      push(done, row);
    } else {
      push(done, row);
      // After a new change there is nothing left to do again.
      undone = [];
    }
  }
  return { done, undone };
}

/** Takes the editor's own last change back; others' changes stay. @throws Problem conflict `catalog.nothing-to-undo`, `catalog.built-upon`. */
export const undoChange = (actor: Actor, house: House, key: string, input: { copyId: string }): Promise<ChangeReceipt> =>
  goBack(actor, house, key, input, 'undo');

/** Does again what the editor took back last. @throws Problem conflict `catalog.nothing-to-redo`, `catalog.built-upon`. */
export const redoChange = (actor: Actor, house: House, key: string, input: { copyId: string }): Promise<ChangeReceipt> =>
  goBack(actor, house, key, input, 'redo');

async function goBack(actor: Actor, house: House, key: string, input: { copyId: string }, kind: 'undo' | 'redo'): Promise<ChangeReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: `catalog.${kind}`, key, content: input as Json }, async (tx) => {
    const { copy, hand, may } = await openForChange(tx, actor, input.copyId);
    const { done, undone } = stacksOf(await listOwnChanges(tx, copy.id, hand.personId));
    const last = (kind === 'undo' ? done : undone).at(-1);
    if (last?.inverse === undefined || last.inverse === null) throw nothingToUndo(kind);
    const back = last.inverse;
    if (!may(placeOf(back))) throw outsideRegion();
    const since = await listChanges(tx, copy.id, last.rev);
    const met = since.findLast((row) => row.editorId !== hand.personId && clash(row.change, back));
    if (met !== undefined) throw builtUpon(met.editorName, placeOf(met.change));
    const next = await makeChanges(tx, house, hand, copy, [{ change: back, kind, ofRev: last.rev }]);
    await audit(tx, actor, house.clock.now(), {
      word: kind === 'undo' ? 'CATALOG_UNDO' : 'CATALOG_REDO',
      subject: { kind: 'working-copy', id: copy.id, seq: next.rev },
    });
    return { copyId: copy.id, rev: next.rev };
  });
  return outcome;
}
