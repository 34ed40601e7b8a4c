import type { Load } from '#platform/db';
import type { House } from '#platform/house';
import type { Link } from './append.ts';
import { loadEntries } from './ledger.sql.ts';
import type { Stream } from './record.ts';
import { lastSeal, loadSeal, lockSealing } from './seal.sql.ts';
import { nextSeal } from './seal-pending.ts';

/**
 * Stores whole new streams in bulk, together with the seal that holds them, in the transaction of the load. The seal is
 * signed by the next `sealPending`, like one whose process fell between its two steps.
 */
export async function loadSealed(
  load: Load,
  house: Pick<House, 'keys' | 'clock'>,
  entries: readonly (Link & { stream: Stream })[],
): Promise<void> {
  if (entries.length === 0) return;
  await lockSealing(load);
  const seal = nextSeal(
    house,
    await lastSeal(load),
    entries.map((e) => ({ id: e.stream.id, seq: e.seq, hash: e.hash })),
  );
  await loadEntries(load, seal.number, entries);
  await loadSeal(load, seal);
}
