import type { KeyVault } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { FileStore } from './file-store.ts';
import type { StagedFile } from './file.ts';
import { openFile } from './open-file.ts';
import { stageFile } from './stage-file.ts';

/**
 * Writes the bytes anew under a key of their own. Reuse never points at the old bytes: erasing the first record
 * must not take the second one's file, nor leave the first one's readable (model 15).
 */
export async function copyFile(
  store: FileStore,
  read: Read,
  keys: KeyVault,
  id: string,
  at: Date,
): Promise<{ staged: StagedFile; name: string }> {
  const { file, bytes } = await openFile(store, read, keys, id);
  const staged = await stageFile(store, bytes, { at, limit: Number.MAX_SAFE_INTEGER });
  return { staged, name: file.name };
}
