import type { House } from '#platform/house';
import { listItemLines } from './list-items.sql.ts';

/** All items with a document: versions in force, whether held back, and the copy somebody has open. */
export const listEditedItems = async (house: House) =>
  (await listItemLines(house.db)).map((row) => ({
    ...row,
    versions: row.versions.map((v) => ({ ...v, publishedAt: new Date(v.publishedAt).toISOString() })),
  }));
