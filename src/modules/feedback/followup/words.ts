import type { Owner } from '#platform/crypto';
import type { Read } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';

/** Sealed words in clear; null where they were lawfully erased. */
export async function openWords(read: Read, house: House, owner: Owner, sealed: Buffer | null, label: string): Promise<string | null> {
  if (sealed === null) return null;
  try {
    return (await house.keys.openBytes(read, owner, sealed, label)).toString('utf8');
  } catch (error) {
    if (error instanceof Problem && error.code === 'platform.erased') return null;
    throw error;
  }
}
