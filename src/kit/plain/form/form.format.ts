import type { FieldOption, FieldSchema as BaseField, FieldType, FormSchema as BaseForm, FormStep } from '#platform/forms';
import type { TextIn } from '../text/words.tsx';

export { columnsOf, fieldType } from '#platform/forms';
export type { FieldOption, FieldType, FormStep };

/** A form and its fields are what platform/forms says; these keywords only change how a field looks. */
export type FieldSchema = BaseField & {
  /** Other words than 不填也行 beside an optional label. */
  'x-optional-words'?: TextIn;
  /** Value of the autocomplete attribute, only where the field asks for the reader's own data. */
  'x-autocomplete'?: string;
  /** Width of a text field, height of a textarea. */
  'x-length'?: 'short' | 'long';
  /** Unit after a number: 人, 平方米. */
  'x-unit'?: TextIn;
};
export type FormSchema = BaseForm;

/** `field` is a field id or any input name; `short` is said in the summary, `say` at the field. */
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
