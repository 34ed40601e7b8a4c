import type { FieldSource } from '../contract.ts';

/** What lies sealed in a draft, and under the case key as the application. */
export type Content = {
  values: Record<string, unknown>;
  sources: Record<string, FieldSource>;
  answers: Record<string, string>;
  deliveryWay: string | null;
  /** At which revision each field was last changed: two devices clash only where they touch the same field. */
  revs: Record<string, number>;
};

/** An empty draft. */
export const emptyContent = (answers: Record<string, string> = {}): Content => ({ values: {}, sources: {}, answers, deliveryWay: null, revs: {} });

/** A value the house already holds for a field, with where it came from. */
export type Offered = Record<string, { value: unknown; source: FieldSource }>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const empty = (v: unknown): boolean => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0);

/** Fields that somebody else changed since `seenRev` to something other than what is now given. */
export function clashes(content: Content, given: Record<string, unknown>, seenRev: number): string[] {
  return Object.entries(given).flatMap(([field, value]) => ((content.revs[field] ?? 0) > seenRev && !same(content.values[field], value) ? [field] : []));
}

/** Takes given values in. A value as it was offered keeps its source; another one was typed, and says whether it replaced an offer (I3). */
export function merge(content: Content, given: Record<string, unknown>, rev: number, by: { by: FieldSource['by']; at: string }): Content {
  const next: Content = { ...content, values: { ...content.values }, sources: { ...content.sources }, revs: { ...content.revs } };
  for (const [field, value] of Object.entries(given)) {
    if (same(next.values[field], value)) continue;
    const before = next.sources[field];
    next.revs[field] = rev;
    if (empty(value)) {
      delete next.values[field];
      delete next.sources[field];
      continue;
    }
    next.values[field] = value;
    const replaced = before !== undefined && (before.changed === true || before.from !== 'typed');
    next.sources[field] = { from: 'typed', by: by.by, at: by.at, ...(replaced ? { changed: true } : {}) };
  }
  return next;
}

/** Fills fields that are still empty with what the house holds. */
export function prefill(content: Content, offered: Offered, rev: number): Content {
  const next: Content = { ...content, values: { ...content.values }, sources: { ...content.sources }, revs: { ...content.revs } };
  for (const [field, offer] of Object.entries(offered)) {
    if (!empty(next.values[field]) || empty(offer.value)) continue;
    next.values[field] = offer.value;
    next.sources[field] = offer.source;
    next.revs[field] = rev;
  }
  return next;
}

/** The formula of I3: fields met, typed although known, offered and then changed. */
export function countRetyped(content: Content, offered: Offered, met: readonly string[]): { met: number; retyped: number; changed: number } {
  let retyped = 0;
  let changed = 0;
  for (const field of met) {
    const source = content.sources[field];
    if (source?.changed === true) changed++;
    else if (source?.from === 'typed' && offered[field] !== undefined && !empty(offered[field].value)) retyped++;
  }
  return { met: met.length, retyped, changed };
}

/** How many fields hold something. */
export const filledOf = (content: Content): number => Object.values(content.values).filter((v) => !empty(v)).length;
