import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import { noCopy } from '../editing/problems.ts';
import { reportOn } from '../editing/report.ts';
import { findCopy } from '../editing/working-copy.sql.ts';
import { getVersionNumber, listHandlings } from '../publish/find-item.ts';
import { type Difference, sayDifferences } from './say-differences.ts';

/** What changes between two published versions of a kind of handling. */
export async function compareVersions(read: Read, handlingKey: string, from: number, to: number): Promise<Difference[]> {
  const [before, after] = [await getVersionNumber(read, handlingKey, from), await getVersionNumber(read, handlingKey, to)];
  return sayDifferences(before.content, after.content);
}

/** What would change for people if a copy were published now, by kind of handling. */
export interface CopyDifference {
  version: string;
  /** `new` and `gone`: the kind of handling itself begins or ends. */
  kind: 'new' | 'gone' | 'changed' | 'same';
  differences: Difference[];
}

/** Compares a copy with what is in force. A copy with faults is compared as far as it can be put together. */
export async function compareCopy(read: Read, copyId: string, today: string): Promise<CopyDifference[]> {
  const copy = await findCopy(read, copyId);
  if (copy === undefined) throw noCopy();
  const { resolved } = await reportOn(read, JSON.parse(copy.document) as Json, today);
  const inForce = new Map((await listHandlings(read, copy.itemKey)).map((version) => [version.handlingKey, version.content]));
  const out = resolved.map((content): CopyDifference => {
    const before = inForce.get(content.key);
    inForce.delete(content.key);
    const found = before === undefined ? [] : sayDifferences(before, content);
    return { version: content.key, kind: before === undefined ? 'new' : found.length === 0 ? 'same' : 'changed', differences: found };
  });
  return [...out, ...[...inForce.keys()].map((version): CopyDifference => ({ version, kind: 'gone', differences: [] }))];
}
