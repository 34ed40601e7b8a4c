/** The demonstration city at a start: loaded when there is none, and brought up to date when its files are newer than what was loaded. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { browse } from '#catalog';
import { projectRoot } from '#platform/config';
import { sm3 } from '#platform/crypto';
import type { House } from '#platform/house';
import { inTurn } from '#platform/jobs';
import { seedDemonstration } from './compose.ts';

/** What a start did with the demonstration; null when there was nothing to do. */
export type Demonstration = { first: boolean; published: number; refused: { file: string; say: string }[] } | null;

/**
 * Loads or renews the demonstration. What the files say is remembered by its hash beside the data: the same files cost nothing
 * at the next start, and a lost mark only means looking once more. Items withdrawn by hand stay withdrawn. Of several processes
 * that start at once one does it; the others wait for it and find it done.
 */
export async function bringDemonstration(house: House): Promise<Demonstration> {
  const mark = join(house.config.dataDir, 'demonstration.sm3');
  const now = await filesHash(join(projectRoot(), 'demo'));
  const look = async (): Promise<{ first: boolean; done: boolean }> => {
    const first = (await browse(house)).total === 0;
    return { first, done: !first && (await readFile(mark, 'utf8').catch(() => '')) === now };
  };
  if ((await look()).done) return null;
  return inTurn(house.db, 'demonstration', async () => {
    const { first, done } = await look();
    if (done) return null;
    const brought = await seedDemonstration(house, { keepWithdrawn: !first });
    await writeFile(mark, now);
    return { first, ...brought };
  });
}

// What loading the files writes, beside what they say: raised when a newer programme keeps more of them.
const writes = 'documents as written, shared blocks';

async function filesHash(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((f) => f.isFile() && /\.ya?ml$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .toSorted();
  const parts = await Promise.all(files.map(async (file) => `${file.slice(folder.length)}\n${await readFile(file, 'utf8')}`));
  return sm3(Buffer.from([writes, ...parts].join('\n'))).toString('hex');
}
