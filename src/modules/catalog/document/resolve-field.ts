/** A form field as written → expanded: `$ref: shared:…` resolved, texts as language maps. */
import type { SharedFields } from './shared.format.ts';

export interface FieldFault {
  code: string;
  say: string;
}
const textKeys = new Set(['x-label', 'x-hint', 'x-error', 'x-why', 'x-placeholder', 'x-unit', 'text', 'x-text']);

/** Expands one field. Own keys beside `$ref` win over the shared block's. */
export function expandField(
  field: Record<string, unknown>,
  shared: SharedFields,
  fault: (fault: FieldFault) => void,
): Record<string, unknown> {
  const ref = field['$ref'];
  if (ref === undefined) return ordered(texts(field) as Record<string, unknown>);
  const name = typeof ref === 'string' && ref.startsWith('shared:') ? ref.slice('shared:'.length) : undefined;
  const block = name === undefined ? undefined : shared[name];
  if (block === undefined) {
    fault({ code: 'catalog.unknown-shared', say: `共享字段里没有“${String(ref)}”，引用要写成shared:person.name这样` });
    return { type: 'string' };
  }
  const { $ref: _, ...own } = field;
  return ordered(texts({ ...block, ...own }) as Record<string, unknown>);
}

// Canonical bytes sort keys, so the order in which a document wrote its columns is kept as data.
function ordered(field: Record<string, unknown>): Record<string, unknown> {
  const items = field['items'] as { properties?: Record<string, Record<string, unknown>> } | undefined;
  if (items?.properties === undefined) return field;
  const columns = Object.entries(items.properties);
  return {
    ...field,
    items: {
      ...items,
      properties: Object.fromEntries(columns.map(([id, column]) => [id, ordered(column)])),
      'x-order': columns.map(([id]) => id),
    },
  };
}

function texts(node: unknown, under?: string): unknown {
  if (Array.isArray(node)) return node.map((child) => texts(child, under));
  if (node === null || typeof node !== 'object') return node;
  // Expressions and sources are data of other rooms: a `text` inside them is not a text of ours.
  if (under === 'x-show-if' || under === 'x-calc' || under === 'x-source') return node;
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, textKeys.has(k) && typeof v === 'string' ? { zh: v } : texts(v, k)]));
}
