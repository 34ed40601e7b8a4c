import type { Text } from '#platform/text';
import type { Scalar } from './expr.ts';

/** An input of a decision table with its whole domain: what lies outside it is unknown and goes to a person. */
export type TableInput =
  | { fact: string; name?: string | Text; type: 'choice'; values: readonly string[] }
  | { fact: string; name?: string | Text; type: 'boolean' }
  | { fact: string; name?: string | Text; type: 'number'; min?: number; max?: number; integer?: boolean }
  | { fact: string; name?: string | Text; type: 'date'; min?: string; max?: string };

/** An output of a decision table. */
export type TableOutput = { id: string; type: 'choice'; values: readonly string[] } | { id: string; type: 'boolean' | 'number' | 'text' };

/** A cell: left out = any; a value; several; or a range (`from`/`to` with their ends, `above`/`below` without). */
export type Cell = Scalar | { in: readonly Scalar[] } | { from?: Scalar; above?: Scalar; to?: Scalar; below?: Scalar };

/** A row: when its cells match, it gives its values. */
export type TableRow = { id: string; when: Readonly<Record<string, Cell>>; then: Readonly<Record<string, Scalar>>; say?: string | Text };

/** A decision table as a document writes it. */
export type TableSource = {
  format: 1;
  id: string;
  name?: string | Text;
  inputs: readonly TableInput[];
  outputs: readonly TableOutput[];
  rows: readonly TableRow[];
};

/** A fault of a table, at its row and column, in words for its editor. */
export type TableFault = {
  code: 'shape' | 'cell' | 'gap' | 'overlap' | 'too-large';
  row?: string;
  column?: string;
  say: { zh: string; en: string };
};

/** A piece of an input's domain on which no cell of the table changes its mind. */
export type Atom = { sample: Scalar; zh: string };
