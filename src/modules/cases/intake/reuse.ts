import type { OwnerKey } from '#platform/crypto';
import type { Tx } from '#platform/db';
import { Problem } from '#platform/errors';
import type { StagedFile } from '#platform/files';
import type { House } from '#platform/house';
import { newId } from '#platform/ids';
import type { DraftMaterialRow } from '../draft/draft.sql.ts';
import type { Evaluation } from '../outside/items.ts';
import type { HeldRow } from '../reading/earlier.sql.ts';

/** A material as it is given with an application. */
export type GivenMaterial = Omit<DraftMaterialRow, 'draftId'>;

/** A paper of an earlier case that stands in, with a copy of its bytes that belongs to nobody yet. */
export type Reused = { materialId: string; held: HeldRow; copy: { staged: StagedFile; name: string } | null; told: boolean };

/**
 * Finds the lines of the list that earlier cases satisfy and copies their files; outside any transaction (model 12, 15).
 * Without `mayHave` the line counts as given, but no bytes come along and not where they lie.
 */
export async function copyHeld(
  house: House,
  evaluation: Evaluation,
  given: readonly { materialId: string }[],
  held: readonly HeldRow[],
  mayHave: boolean,
): Promise<Reused[]> {
  const there = new Set(given.map((m) => m.materialId));
  const reused: Reused[] = [];
  for (const line of evaluation.lines) {
    if (line.status !== 'waived' || (line.route !== 'earlierCase' && line.route !== 'clerkChecked') || there.has(line.id)) continue;
    const from = held.find((h) => h.material === line.kind);
    if (from !== undefined)
      reused.push({
        materialId: line.id,
        held: from,
        copy: from.fileId === null || !mayHave ? null : await copyOf(house, from.fileId),
        told: mayHave,
      });
  }
  return reused;
}

async function copyOf(house: House, fileId: string): Promise<Reused['copy']> {
  try {
    return await house.files.copy(house.db, house.keys, fileId, house.clock.now());
  } catch (error) {
    // Erased or gone since: the clerk's check still stands in, there is only no picture of it.
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** Keeps the copies under the new case's key; where each came from stands beside it, the old bytes are never referred to. */
export async function keepReused(tx: Tx, house: House, key: OwnerKey, reused: readonly Reused[], at: Date): Promise<GivenMaterial[]> {
  const rows: GivenMaterial[] = [];
  for (const { materialId, held, copy, told } of reused) {
    const file = copy === null ? null : await house.files.keep(tx, at, key, copy.staged, copy.name);
    rows.push({
      id: newId(),
      materialId,
      materialKind: held.material,
      route: 'earlierCase',
      fileId: file?.id ?? null,
      trust: 'B',
      source: told ? { caseId: held.caseId, caseNumber: held.number, seq: held.seq } : null,
      addedAt: at,
      addedBy: null,
      addedDoor: 'system',
    });
  }
  return rows;
}
