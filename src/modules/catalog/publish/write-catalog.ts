import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { findDocument, listDocumentKeys } from '../catalog.sql.ts';
import { sharedBlocks } from '../editing/report.ts';

// Written without references and in the order of the document, so that two pulls differ only where an item does.
const yaml = (value: unknown): string => stringify(value, { lineWidth: 140, aliasDuplicateObjects: false });

/**
 * Writes every item as last published, and the blocks items refer to, as files that can be read back: importing the folder
 * makes no new version of anything. For a repository beside the database, where changes are read line by line.
 */
export async function writeCatalog(house: Pick<House, 'db'>, dir: string): Promise<{ items: number }> {
  await mkdir(join(dir, 'items'), { recursive: true });
  await mkdir(join(dir, 'shared'), { recursive: true });
  const shared = await sharedBlocks(house.db);
  for (const kind of ['materials', 'fields', 'regimes'] as const) await writeFile(join(dir, 'shared', `${kind}.yaml`), yaml(shared[kind]));
  const keys = (await listDocumentKeys(house.db)).map((one) => one.key).toSorted();
  for (const key of keys) {
    const found = await findDocument(house.db, key);
    if (found !== undefined) await writeFile(join(dir, 'items', `${key}.yaml`), yaml(JSON.parse(found.document) as Json));
  }
  return { items: keys.length };
}
