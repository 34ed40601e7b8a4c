import type { Owner } from '#platform/crypto';
import { inTransaction } from '#platform/db';
import type { House } from '#platform/house';
import type { FileStore } from './file-store.ts';
import type { FileRef, Upload, UploadOptions } from './file.ts';
import { keepFile } from './keep-file.ts';
import { stageFile } from './stage-file.ts';

/** Stores an upload for a record that exists. The owner's key is asked for first: bytes for an erased record are not taken. */
export async function putFile(
  store: FileStore,
  house: Pick<House, 'db' | 'keys' | 'clock'>,
  owner: Owner,
  source: Upload,
  options: UploadOptions & { name: string },
): Promise<FileRef> {
  await house.keys.keyOf(house.db, owner);
  const staged = await stageFile(store, source, { ...options, at: house.clock.now() });
  return inTransaction(house.db, async (tx) => keepFile(tx, house.clock.now(), await house.keys.keyOf(tx, owner), staged, options.name));
}
