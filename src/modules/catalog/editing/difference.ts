/** What leads from one document to another, as changes; and three documents brought together. Pure. */
import type { Json } from '#platform/errors';
import { applyOperation, clash, type Operation, OperationFault, placeOf, sameJson } from './operations.ts';
import { type EditPath, isObject, isWhole, rowsOf, valueAt } from './paths.ts';

/** Changes that turn `before` into `after`, small ones, in an order in which they can be made. */
export function differences(before: Json | undefined, after: Json | undefined, at: string[] = []): Operation[] {
  if (sameJson(before, after)) return [];
  const name = at.at(-1) ?? '';
  if (after === undefined) return [{ do: 'unset', path: at }];
  if (before === undefined || isWhole(name)) return [{ do: 'set', path: at, value: after }];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...at, key]));
  }
  const [old, young] = [rowsOf(name, before), rowsOf(name, after)];
  if (old === undefined || young === undefined) return [{ do: 'set', path: at, value: after }];
  return rowDifferences(before as Json[], after as Json[], old.idOf, at);
}

function rowDifferences(before: Json[], after: Json[], idOf: (row: Json | undefined) => string, at: string[]): Operation[] {
  const kept = new Set(after.map(idOf));
  const had = new Map(before.map((row) => [idOf(row), row]));
  const ops: Operation[] = before.filter((row) => !kept.has(idOf(row))).map((row) => ({ do: 'remove', path: [...at, `#${idOf(row)}`] }));
  // The order as it would be after removals and the changes made so far.
  let order = before.map(idOf).filter((id) => kept.has(id));
  for (const [i, row] of after.entries()) {
    const id = idOf(row);
    const left = i === 0 ? null : idOf(after[i - 1]);
    const old = had.get(id);
    if (old === undefined) ops.push({ do: 'insert', path: at, value: row, after: left });
    else {
      ops.push(...differences(old, row, [...at, `#${id}`]));
      if (order[i] === id) continue;
      ops.push({ do: 'move', path: [...at, `#${id}`], after: left });
      order = order.filter((one) => one !== id);
    }
    order = order.toSpliced(i, 0, id);
  }
  return ops;
}

/** Two sides changed the same place since they parted: what stood there, and what each made of it. */
export interface Conflict {
  path: string[];
  base: Json | undefined;
  upper: Json | undefined;
  own: Json | undefined;
}
/** What came of bringing two descendants of a document together. */
export interface Merged {
  /** Own changes and every upper change that meets none of them. */
  document: Json;
  /** Upper changes taken over. */
  taken: Operation[];
  conflicts: Conflict[];
}

/**
 * Takes the changes `base → upper` over into `own`. A place that both changed keeps the own value and is named:
 * no own change is lost, no upper change goes unseen.
 */
export function bringTogether(base: Json, upper: Json, own: Json): Merged {
  const mine = differences(base, own);
  const taken: Operation[] = [];
  const conflicts: Conflict[] = [];
  let document = own;
  for (const op of differences(base, upper)) {
    const against = mine.filter((one) => clash(one, op));
    if (against.length === 0) {
      try {
        document = applyOperation(document, op).root;
        taken.push(op);
        continue;
      } catch (error) {
        if (!(error instanceof OperationFault)) throw error;
      }
    }
    // The widest place that holds both changes is what a person has to look at.
    const path = against.reduce<EditPath>((at, one) => (placeOf(one).length < at.length ? placeOf(one) : at), placeOf(op));
    if (!conflicts.some((c) => c.path.join('/') === path.join('/')))
      conflicts.push({ path: [...path], base: valueAt(base, path), upper: valueAt(upper, path), own: valueAt(own, path) });
  }
  return { document, taken, conflicts };
}
