import type { OwnerKey } from '#platform/crypto';
import { type Read } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Application } from '../intake/application.ts';
import { listPayload } from '../record/case.sql.ts';
import type { CaseRow } from '../record/rows.ts';

/** One thing asked of the applicant. */
export type Lack = { kind: 'field' | 'material' | 'other'; target: string; say: string };
/** What a doer wrote, as it lies sealed beside an action. */
export type DeedWords = {
  reason?: string | null;
  note?: string | null;
  items?: Lack[];
  promises?: { target: string; say: string; due: string }[];
  internal?: boolean;
  [key: string]: unknown;
};
/** Everything sealed of a case that a reader may need; null when the case was lawfully erased. */
export type Sealed = { application: Application; words: Map<number, DeedWords>; key: OwnerKey } | null;

const empty: Application = { values: {}, sources: {}, answers: {}, facts: {} };

/** Opens what was written in a case: the application as it stands after corrections, and the words of each deed. */
export async function openSealed(read: Read, house: Pick<House, 'keys'>, c: Pick<CaseRow, 'homeRegion' | 'id'>): Promise<Sealed> {
  const rows = await listPayload(read, c, ['application', 'words']);
  let key: OwnerKey;
  try {
    key = await house.keys.keyOf(read, { kind: 'case', id: c.id });
  } catch (error) {
    if (error instanceof Problem && error.kind === 'gone') return null; // lawfully erased: the course stays readable
    throw error;
  }
  const words = new Map<number, DeedWords>();
  let application = empty;
  for (const row of rows) {
    if (row.kind === 'application') application = { ...empty, ...key.open<Partial<Application>>(row.sealed, 'cases.application') };
    else words.set(row.seq, asWords(key.open(row.sealed, 'cases.words')));
  }
  return { application, words, key };
}

const asWords = (value: unknown): DeedWords =>
  typeof value === 'string' ? { reason: value } : value !== null && typeof value === 'object' ? (value as DeedWords) : {};

/** What the reader is told of a deed: the reason first, then the note. */
export function wordsLine(words: DeedWords | undefined): string | null {
  if (words === undefined) return null;
  const parts = [words.reason, words.note].filter((t): t is string => typeof t === 'string' && t.trim() !== '');
  const items = Array.isArray(words.items) ? words.items.map((i, n, all) => (all.length > 1 ? `${n + 1}. ${i.say}` : i.say)) : [];
  const all = [...parts, ...items];
  return all.length === 0 ? null : all.join('\n');
}
