import { type FieldSource, type FormSchema, isEmpty, prefill as prefillForm, takeTyped, typingCount } from '#platform/forms';

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
export const emptyContent = (answers: Record<string, string> = {}): Content => ({
  values: {},
  sources: {},
  answers,
  deliveryWay: null,
  revs: {},
});

/** A value the house already holds for a field, with where it came from. */
export type Offered = Record<string, { value: unknown; source: FieldSource }>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Fields that somebody else changed since `seenRev` to something other than what is now given. */
export function clashes(content: Content, given: Record<string, unknown>, seenRev: number): string[] {
  return Object.entries(given).flatMap(([field, value]) =>
    (content.revs[field] ?? 0) > seenRev && !same(content.values[field], value) ? [field] : [],
  );
}

/** Takes given values in: only fields people fill; calculated and read-only ones are never taken from outside. */
export function merge(
  form: FormSchema,
  content: Content,
  given: Record<string, unknown>,
  rev: number,
  by: { by: 'person' | 'clerk'; at: string },
): Content {
  const asked = Object.fromEntries(
    Object.entries(given).filter(([id]) => {
      const field = Object.hasOwn(form.properties, id) ? form.properties[id] : undefined;
      return field !== undefined && field['x-calc'] === undefined && field['x-readonly'] !== true;
    }),
  );
  const next = takeTyped(content.values, content.sources, asked, by.by, by.at);
  return {
    ...content,
    values: next.values,
    sources: next.sources,
    revs: { ...content.revs, ...Object.fromEntries(next.changedFields.map((id) => [id, rev])) },
  };
}

/** Fills fields that are still empty with what the house holds. */
export function prefill(form: FormSchema, content: Content, offered: Offered, rev: number): Content {
  const next = prefillForm(form, content.values, content.sources, offered);
  const filled = Object.keys(next.values).filter((id) => !same(next.values[id], content.values[id]));
  return {
    ...content,
    values: next.values,
    sources: next.sources,
    revs: { ...content.revs, ...Object.fromEntries(filled.map((id) => [id, rev])) },
  };
}

/** The formula of I3 for the fields this person met. */
export function countRetyped(
  content: Content,
  available: Iterable<string>,
  met: readonly string[],
): { met: number; retyped: number; changed: number } {
  const { met: n, retyped, changed } = typingCount(met, content.sources, new Set(available));
  return { met: n, retyped, changed };
}

/** How many fields hold something. */
export const filledOf = (content: Content): number => Object.values(content.values).filter((v) => !isEmpty(v)).length;
