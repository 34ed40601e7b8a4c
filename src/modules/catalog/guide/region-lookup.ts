/** How the regions named in the facts lie in one another, read once before the pure evaluation. */
import type { Read } from '#platform/db';
import { listAncestors } from '#places';
import type { ItemContent } from '../document/content.ts';
import type { Facts } from './evaluation.ts';

/** Paths of every region among the facts; pass it as `regions`. Unknown codes stay unknown, never outside. */
export async function regionLookup(
  read: Read,
  content: ItemContent,
  facts: Facts,
): Promise<(code: string) => readonly string[] | undefined> {
  const names = [
    'applicant.region',
    ...Object.entries(content.form.properties).flatMap(([id, field]) => (field['x-type'] === 'region' ? [id] : [])),
  ];
  const codes = [
    ...new Set(names.map((name) => facts[name]).filter((value): value is string => typeof value === 'string' && value !== '')),
  ].slice(0, 10);
  const paths = new Map<string, readonly string[]>();
  for (const code of codes) {
    const path = (await listAncestors(read, code)).map((region) => region.code);
    if (path.length > 0) paths.set(code, path);
  }
  return (code) => paths.get(code);
}
