import { type Text, toText } from '#platform/text';

/** Kinds of fields a form can have; each has its inputs, its checks and its words. */
export const fieldTypes = [
  'name',
  'id-number',
  'uscc',
  'phone',
  'bank-account',
  'region',
  'address',
  'money',
  'date',
  'period',
  'choice',
  'multi',
  'yesno',
  'declaration',
  'text',
  'textarea',
  'number',
  'table',
  'attachment',
  'licence-number',
  'organisation-name',
] as const;
/** Kind of a field. */
export type FieldType = (typeof fieldTypes)[number];

/** Kinds of personal data a field may hold. */
export const personalKinds = ['name', 'id', 'phone', 'account', 'address', 'health', 'other'] as const;
/** Kind of personal data. */
export type PersonalKind = (typeof personalKinds)[number];

/** One option of a choice. */
export type FieldOption = { value: string; text: string | Text; hint?: string | Text };

/** One property of a form: JSON Schema 2020-12 with x- keywords. Expressions are those of platform/rules. */
export type FieldSchema = {
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: { properties?: Record<string, FieldSchema>; required?: readonly string[]; 'x-order'?: readonly string[]; [key: string]: unknown };
  'x-type'?: string;
  'x-label'?: string | Text;
  'x-hint'?: string | Text;
  'x-error'?: string | Text;
  'x-options'?: readonly FieldOption[];
  'x-columns'?: readonly ({ id: string } & FieldSchema)[];
  'x-level'?: 'county' | 'town' | 'village';
  'x-show-if'?: unknown;
  'x-calc'?: unknown;
  'x-readonly'?: boolean;
  /** Earliest / latest date or least / greatest number, as an expression (latest birth: `{today: true}`). */
  'x-min'?: unknown;
  'x-max'?: unknown;
  'x-source'?: readonly { from: string; path: string }[];
  'x-personal'?: string;
  'x-min-rows'?: number;
  'x-max-rows'?: number;
  [key: string]: unknown;
};

/** One step of a form: the fields asked together. */
export type FormStep = {
  id: string;
  title: string | Text;
  hint?: string | Text;
  fields: readonly string[];
  'x-show-if'?: unknown;
  [key: string]: unknown;
};

/** What several fields must say together; an unknown condition accuses nobody. */
export type FormCheck = { field: string; must: unknown; say: string | Text; short?: string | Text };

/** A whole form. */
export type FormSchema = {
  type?: 'object';
  required?: readonly string[];
  properties: Record<string, FieldSchema>;
  'x-steps': readonly FormStep[];
  'x-checks'?: readonly FormCheck[];
  [key: string]: unknown;
};

/** Answers by field id, as stored. null is an answer taken back. */
export type FormValues = Readonly<Record<string, unknown>>;

/** The kind of a field: x-type first, else what its schema says. */
export function fieldType(field: FieldSchema): FieldType {
  const named = field['x-type'];
  if (named !== undefined) return (fieldTypes as readonly string[]).includes(named) ? (named as FieldType) : 'text';
  if (field.format === 'date') return 'date';
  if (field.type === 'boolean') return 'yesno';
  if (field.type === 'number' || field.type === 'integer') return 'number';
  if (field.type === 'array') return field.items?.properties ? 'table' : 'multi';
  return field['x-options'] || field.enum ? 'choice' : 'text';
}

/** Columns of a table field, from x-columns or items.properties; x-order keeps the order in which they were written. */
export function columnsOf(field: FieldSchema): readonly ({ id: string } & FieldSchema)[] {
  if (field['x-columns'] !== undefined) return field['x-columns'];
  const columns = Object.entries(field.items?.properties ?? {}).map(([id, column]) => ({ ...column, id }));
  const order = field.items?.['x-order'];
  if (order === undefined) return columns;
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return columns.toSorted((a, b) => place(a.id) - place(b.id));
}

/** Whether a column must be filled in each row. */
export function columnRequired(field: FieldSchema, column: { id: string } & FieldSchema): boolean {
  return field.items?.required ? field.items.required.includes(column.id) : column['required'] !== false;
}

/** What people call the field. */
export function labelOf(field: FieldSchema, id: string): Text {
  return toText(field['x-label'] ?? id);
}

/** Nothing was answered: missing, null, empty text, empty list, empty period. false and 0 are answers. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

/** Whether people fill it in; calculated and read-only fields are shown, never read from a post. */
export function isAsked(field: FieldSchema): boolean {
  return field['x-calc'] === undefined && field['x-readonly'] !== true;
}
