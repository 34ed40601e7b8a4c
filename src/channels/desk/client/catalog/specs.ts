import type { Choice } from '#contracts/catalog';
import { memberWords } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import type { Editing, Place } from './place.ts';

interface Common {
  /** The member of the document; its name is known unless `label` says another. */
  member: string;
  label?: Text;
  hint?: Text;
  optional?: boolean;
  /** Only where this holds: what does not belong to a row is not asked. */
  when?: (row: Place) => boolean;
}
type Choices = readonly { value: string | number; text: Text }[] | ((editing: Editing) => Choice[] | { value: string; text: Text }[]);

/** One field, group or list of a screen. Screens are lists of these, so that all of them behave alike. */
export type Spec =
  | (Common & { kind: 'text' | 'long' | 'line' | 'date' | 'tel' | 'url' | 'number' | 'yes' | 'words' | 'rule' | 'regionField' })
  | (Common & { kind: 'choice' | 'many'; choices: Choices })
  | (Common & { kind: 'group'; fields: readonly Spec[]; start?: Json })
  | (Common & RowsSpec & { kind: 'rows' });

/** A list of rows. */
export interface RowsSpec {
  /** What tells rows apart; without it the list is written whole. */
  keyed?: string;
  /** Identifiers are made by the screen as `<prefix>1`, `<prefix>2` …, or chosen, or typed. */
  prefix?: string;
  choose?: Choices;
  type?: Text;
  /** Where what is chosen is not the identifier: makes the row of it. */
  make?: (chosen: string, taken: readonly string[]) => { id: string; value: Json };
  /** A name the row itself does not have. */
  call?: (row: Json | undefined, editing: Editing) => Text | undefined;
  blank: (id: string) => Json;
  /** What a row is called in its heading. */
  titled: readonly string[];
  one: Text;
  fields: readonly Spec[];
}

export const labelOf = (spec: Common): Text => spec.label ?? memberWords[spec.member] ?? { zh: spec.member };
export const choicesFor = (choices: Choices, editing: Editing): readonly { value: string | number; text: Text }[] =>
  typeof choices === 'function' ? choices(editing) : choices;
