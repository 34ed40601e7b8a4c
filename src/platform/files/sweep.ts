import { type Db, inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import type { Job } from '#platform/jobs';
import type { FileStore } from './file-store.ts';
import { filesToRemove, knownFiles, markRemoved } from './files.sql.ts';

const A_DAY = 24 * 3600 * 1000;

/** Removes the bytes of dropped files, and what was uploaded more than a day ago and never became part of a deed. */
export async function sweepFiles(store: FileStore, house: { db: Db; clock: House['clock'] }): Promise<number> {
  const now = house.clock.now();
  let removed = 0;
  for (;;) {
    const dropped = await filesToRemove(house.db, 500);
    if (dropped.length === 0) break;
    for (const id of dropped) await store.remove(id);
    await inTransaction(house.db, (tx) => markRemoved(tx, now, dropped));
    removed += dropped.length;
  }
  let old: string[] = [];
  const judge = async (): Promise<void> => {
    const known = await knownFiles(house.db, old);
    for (const id of old.filter((one) => !known.has(one))) {
      const begun = await store.begun?.(id);
      if (begun !== undefined && now.getTime() - begun.getTime() < A_DAY) continue;
      await store.remove(id);
      removed++;
    }
    old = [];
  };
  for await (const { id, at } of store.list()) {
    if (now.getTime() - at.getTime() < A_DAY) continue;
    old.push(id);
    if (old.length >= 500) await judge();
  }
  await judge();
  return removed;
}

/** Once an hour. */
export const filesJobs: Job[] = [{ name: 'files.sweep', everySeconds: 3600, run: async (house) => void (await house.files.sweep(house)) }];
