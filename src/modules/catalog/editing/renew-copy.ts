import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { runCommand } from '#platform/command';
import type { Read } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { findDocument } from '../catalog.sql.ts';
import { withAnswerIds } from './begin-copy.ts';
import { bringTogether, type Conflict, differences } from './difference.ts';
import { sameJson } from './operations.ts';
import { spellPath, valueAt } from './paths.ts';
import { outsideRegion } from './problems.ts';
import { type ChangeReceipt, makeChanges, openForChange } from './save-change.ts';
import { type CopyRow, saveCopy } from './working-copy.sql.ts';

/** The item as it is published now, when that is no longer what the copy descends from. */
export async function movedBase(read: Read, copy: Pick<CopyRow, 'itemKey' | 'base'>): Promise<Json | undefined> {
  const now = await findDocument(read, copy.itemKey);
  if (now === undefined) return undefined;
  const document = withAnswerIds(JSON.parse(now.document) as Json);
  return copy.base !== null && sameJson(JSON.parse(copy.base) as Json, document) ? undefined : document;
}

/** Which side stands at a place both changed. */
export type Choice = { path: string[]; take: 'upper' | 'own' };

/**
 * Brings a copy together with what was published since it began. Places only the other side changed are taken over;
 * for each place both changed a choice is needed, else they are answered side by side and nothing is done.
 * @throws Problem conflict `catalog.both-changed`.
 */
export async function renewCopy(
  actor: Actor,
  house: House,
  key: string,
  input: { copyId: string; choices: Choice[] },
): Promise<ChangeReceipt> {
  const { outcome } = await runCommand(actor, house, { verb: 'catalog.renew', key, content: input as unknown as Json }, async (tx) => {
    const { copy, hand, may } = await openForChange(tx, actor, input.copyId);
    if (!may(['handlings'])) throw outsideRegion();
    const upper = await movedBase(tx, copy);
    if (upper === undefined) return { copyId: copy.id, rev: copy.rev };
    const own = JSON.parse(copy.document) as Json;
    const merged = bringTogether(copy.base === null ? own : (JSON.parse(copy.base) as Json), upper, own);
    const chosen = new Map(input.choices.map((choice) => [spellPath(choice.path), choice.take]));
    const open = merged.conflicts.filter((conflict) => !chosen.has(spellPath(conflict.path)));
    if (open.length > 0) throw bothChanged(open);
    const theirs = merged.conflicts
      .filter((conflict) => chosen.get(spellPath(conflict.path)) === 'upper')
      .flatMap(({ path }) => differences(valueAt(merged.document, path), valueAt(upper, path), path));
    const next = await makeChanges(
      tx,
      house,
      hand,
      { ...copy, base: JSON.stringify(upper) },
      [...merged.taken, ...theirs].map((change) => ({ change, kind: 'renew' as const, ofRev: null })),
    );
    await saveCopy(tx, next);
    await audit(tx, actor, house.clock.now(), { word: 'CATALOG_RENEW', subject: { kind: 'working-copy', id: copy.id, seq: next.rev } });
    return { copyId: copy.id, rev: next.rev };
  });
  return outcome;
}

const bothChanged = (conflicts: Conflict[]) =>
  problem(
    'conflict',
    'catalog.both-changed',
    { zh: `有${conflicts.length}处两边都改了。`, en: `${conflicts.length} places were changed on both sides.` },
    { zh: '请一处一处看过，选好要哪一边再存。', en: 'Look at each, choose a side, and save again.' },
    { data: { conflicts: conflicts.map((c) => ({ path: c.path, base: c.base ?? null, upper: c.upper ?? null, own: c.own ?? null })) } },
  );
