import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { runCommand } from '#platform/command';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { handOf, type Hand, mayChange } from '../catalog.policy.ts';
import { applyOperation, clash, type Operation, OperationFault, placeOf } from './operations.ts';
import { valueAt } from './paths.ts';
import { badValue, cannotChange, editConflict, noCopy, notEditing, outsideRegion } from './problems.ts';
import { type ChangeKind, type CopyRow, insertChange, listChanges, lockCopy, saveCopy } from './working-copy.sql.ts';
import { valueFault } from './value-check.ts';

/** What a saved change answers: the revision the copy has now. */
export type ChangeReceipt = { copyId: string; rev: number };

/**
 * Saves changes as somebody types. `baseRev` is the revision he saw: what others changed since stays, at other places both
 * stand, at the same place nothing is saved and both values are shown. Several changes are saved together or not at all.
 * @throws Problem conflict `catalog.edit-conflict`, `catalog.not-editing`; invalid `catalog.bad-value`.
 */
export async function saveChange(
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; baseRev: number; changes: Operation[] },
): Promise<ChangeReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: 'catalog.change', key, content: input as unknown as Json }, async (tx) => {
    const { copy, hand, may } = await openForChange(tx, actor, input.copyId);
    const others = (await listChanges(tx, copy.id, input.baseRev)).filter((row) => row.editorId !== hand.personId);
    for (const change of input.changes) {
      if (!may(placeOf(change))) throw outsideRegion();
      const met = others.findLast((row) => clash(row.change, change));
      if (met === undefined) continue;
      const path = placeOf(change).length < placeOf(met.change).length ? placeOf(change) : placeOf(met.change);
      throw editConflict({
        path,
        yours: yoursAt(copy, change, path),
        theirs: valueAt(JSON.parse(copy.document) as Json, path) ?? null,
        base: met.inverse !== null && 'value' in met.inverse ? met.inverse.value : null,
        by: met.editorName,
        rev: copy.rev,
      });
    }
    const next = await makeChanges(
      tx,
      house,
      hand,
      copy,
      input.changes.map((change) => ({ change, kind: 'change', ofRev: null })),
    );
    await audit(tx, actor, house.clock.now(), { word: 'CATALOG_CHANGE', subject: { kind: 'working-copy', id: copy.id, seq: next.rev } });
    return { copyId: copy.id, rev: next.rev };
  });
  return outcome;
}

/** The copy with its lock and who is at it. @throws Problem notFound, forbidden, conflict. */
export async function openForChange(
  tx: Tx,
  actor: Actor,
  copyId: string,
): Promise<{ copy: CopyRow; hand: Hand; may: (path: readonly string[]) => boolean }> {
  const copy = await lockCopy(tx, copyId);
  if (copy === undefined) throw noCopy();
  const hand = await handOf(tx, actor);
  const may = await mayChange(tx, hand, copy);
  if (copy.state !== 'editing') throw notEditing();
  return { copy, hand, may };
}

/** Makes changes one by one, each with its row; a change that changes nothing leaves none. */
export async function makeChanges(
  tx: Tx,
  house: Pick<House, 'clock'>,
  hand: Pick<Hand, 'personId' | 'name'>,
  copy: CopyRow,
  changes: readonly { change: Operation; kind: ChangeKind; ofRev: number | null }[],
): Promise<CopyRow> {
  const at = house.clock.now();
  let root = JSON.parse(copy.document) as Json;
  let { rev } = copy;
  for (const { change, kind, ofRev } of changes) {
    const fault = 'value' in change ? valueFault(change.path, change.value, change.do === 'insert') : undefined;
    if (fault !== undefined) throw badValue(change.path, fault);
    if (change.path.length === 1 && change.path[0] === 'key') throw cannotChange(new OperationFault('row-id', change.path));
    let done: ReturnType<typeof applyOperation>;
    try {
      done = applyOperation(root, change);
    } catch (error) {
      if (error instanceof OperationFault) throw cannotChange(error);
      throw error;
    }
    // Taking back what somebody else has taken back already changes nothing, and is over all the same.
    if (done.inverse === null && kind !== 'undo' && kind !== 'redo') continue;
    ({ root } = done);
    await insertChange(tx, copy.id, {
      rev: ++rev,
      editorId: hand.personId,
      editorName: hand.name,
      kind,
      change,
      inverse: done.inverse,
      ofRev,
      madeAt: at,
    });
  }
  const next = { ...copy, ...scopeOf(root, copy), document: JSON.stringify(root), rev, changedAt: at };
  await saveCopy(tx, next);
  return next;
}

/** Department and region as the document now has them. */
export function scopeOf(root: Json, before: Pick<CopyRow, 'department' | 'regionCode'>): Pick<CopyRow, 'department' | 'regionCode'> {
  const { department, overlays } = root as { department?: unknown; overlays?: { region?: unknown }[] };
  const region = overlays?.[0]?.region;
  return {
    department: typeof department === 'string' ? department : before.department,
    regionCode: typeof region === 'string' ? region : before.regionCode,
  };
}

// What the place would hold if only this change were made, so that two whole values stand side by side.
function yoursAt(copy: CopyRow, change: Operation, path: readonly string[]): Json {
  try {
    return valueAt(applyOperation(JSON.parse(copy.document) as Json, change).root, path) ?? null;
  } catch {
    return 'value' in change ? change.value : null;
  }
}

/** Legal day of today. */
export const todayOf = (house: Pick<House, 'clock'>): string => shanghaiDate(house.clock.now());
