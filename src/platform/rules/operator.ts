import type { Text } from '#platform/text';
import type { Known, Setting } from './expr.ts';

/** Kinds of values for checking at save. `any` fits all. */
export type Kind = 'boolean' | 'number' | 'text' | 'date' | 'region' | 'list' | 'rows' | 'any';

/** One listed operator: how it runs, which kinds it takes and gives, how it reads in words. */
export type Operator = {
  min: number;
  max: number;
  /** Places whose argument is written literally (a column name, a span). */
  raw?: readonly number[];
  keepList?: true;
  run(args: readonly Known[], setting: Setting, given: readonly unknown[]): Known;
  /** Kind each argument must have; `same` means all alike and comparable. */
  takes: Kind | 'same' | readonly Kind[];
  gives: Kind | ((kinds: readonly Kind[]) => Kind);
  /** What does not fit among the kinds beyond `takes`, in words. */
  kindFault?(kinds: readonly Kind[]): string | undefined;
  /** Faults of literal arguments, in words. */
  literal?(given: readonly unknown[]): string | undefined;
  words(args: readonly Text[], given: readonly unknown[]): Text;
};

export function words(zh: string, en: string): Text {
  return { zh, en };
}
export const en = (text: Text): string => text.en ?? text.zh;
export const join = (texts: readonly Text[], zh: string, english: string): Text => ({
  zh: texts.map((t) => t.zh).join(zh),
  en: texts.map(en).join(english),
});
export const many = Number.POSITIVE_INFINITY;
