import type { TextIn } from '../text/words.tsx';

/** Field types the kit draws; anything else is drawn as one line of text. */
export type FieldType =
  | 'name' | 'id-number' | 'uscc' | 'phone' | 'bank-account' | 'region' | 'address' | 'money' | 'date' | 'period' | 'choice' | 'multi' | 'yesno'
  | 'declaration' | 'text' | 'textarea' | 'number' | 'table' | 'attachment' | 'licence-number' | 'organisation-name';

export interface FieldOption {
  value: string;
  text: TextIn;
  hint?: TextIn;
}

/** The part of a JSON Schema property (2020-12 + x- keywords) that the renderer reads. */
export interface FieldSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  maxLength?: number;
  'x-type'?: string;
  'x-label'?: TextIn;
  'x-hint'?: TextIn;
  'x-options'?: FieldOption[];
  'x-columns'?: ({ id: string } & FieldSchema)[];
  'x-level'?: 'county' | 'town' | 'village';
  'x-readonly'?: boolean;
  'x-calc'?: unknown;
  'x-optional-words'?: TextIn;
  'x-personal'?: string;
  'x-autocomplete'?: string;
  'x-min-rows'?: number;
  'x-max-rows'?: number;
  'x-length'?: 'short' | 'long';
  'x-unit'?: TextIn;
  items?: { properties?: Record<string, FieldSchema>; required?: string[]; [k: string]: unknown };
  [k: string]: unknown;
}

export interface FormStep {
  id: string;
  title: TextIn;
  hint?: TextIn;
  fields: string[];
  [k: string]: unknown;
}

export interface FormSchema {
  required?: string[];
  properties: Record<string, FieldSchema>;
  'x-steps': FormStep[];
  [k: string]: unknown;
}

/** `field` is a field id or any input name of FORM-NAMES; `short` is said in the summary, `say` at the field. */
export interface FormError {
  field: string;
  say: TextIn;
  short?: TextIn;
}

/** Input names and what they hold, as posted. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;

/** Where a prefilled value comes from, as the reader sees it: 公安人口库，今天10:21核对. */
export type Sources = Readonly<Record<string, TextIn>>;

export interface Choice {
  value: string;
  text: string;
}
/** What the three selects of a region field offer now. */
export interface RegionChoices {
  counties: readonly Choice[];
  towns: readonly Choice[];
  villages: readonly Choice[];
}
export interface UploadedFile {
  id: string;
  name: string;
  /** 已缩到1.2 MB，已上传 */
  note?: string;
  href?: string;
}

/** The field's type: x-type first, else what the schema says. */
export function fieldType(field: FieldSchema): FieldType {
  const named = field['x-type'];
  if (named) return named as FieldType;
  if (field.format === 'date') return 'date';
  if (field.type === 'boolean') return 'yesno';
  if (field.type === 'number' || field.type === 'integer') return 'number';
  if (field.type === 'array') return field.items?.properties ? 'table' : 'multi';
  return field['x-options'] ? 'choice' : 'text';
}

/** Columns of a table field, from x-columns or from items.properties. */
export function columnsOf(field: FieldSchema): ({ id: string } & FieldSchema)[] {
  if (field['x-columns']) return field['x-columns'];
  return Object.entries(field.items?.properties ?? {}).map(([id, column]) => ({ id, ...column }));
}
