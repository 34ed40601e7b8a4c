import { type Text, toText } from '#platform/text';
import type { DecisionTable } from './compile-table.ts';
import { type Facts, type Reason, type Scalar, wrongType } from './expr.ts';
import { cellWords, inDomain, matches } from './table-cells.ts';

/** How one row met the facts, cell by cell; null is a fact not known. */
export type RowTrace = {
  row: string;
  hit: boolean | null;
  cells: { fact: string; value: Scalar | null; cell: { zh: string; en: string }; hit: boolean | null }[];
};

/** What a table says: one answer with its row, or that a person must look, and why. */
export type TableOutcome =
  | { kind: 'decided'; outputs: Record<string, Scalar>; rows: string[]; say: Text | null; trace: RowTrace[] }
  | { kind: 'person'; why: Reason[]; missing: string[]; rows: string[]; trace: RowTrace[] };

/**
 * Asks a checked table. An unknown input, or one outside its domain, is answered only when all rows still possible say the same;
 * otherwise a person decides. Nothing falls through.
 */
export function decide(table: DecisionTable, facts: Facts): TableOutcome {
  const reasons: Reason[] = [];
  const inputs = table.inputs.map((input) => {
    const value = Object.hasOwn(facts, input.fact) ? facts[input.fact] : undefined;
    const name = input.name === undefined ? { zh: input.fact } : toText(input.name);
    if (value === undefined || value === null || value === '')
      reasons.push({
        code: 'missing',
        fact: input.fact,
        say: { zh: `还不知道“${name.zh}”`, en: `“${name.en ?? name.zh}” is not known yet` },
      });
    else if (!inDomain(input, value)) reasons.push(wrongType(input.fact, input.fact));
    else return { input, value };
    return { input, value: null };
  });
  const trace = table.rows.map((row): RowTrace => {
    const cells = inputs.map(({ input, value }) => ({
      fact: input.fact,
      value,
      cell: cellWords(row.when[input.fact]),
      hit: value === null ? (row.when[input.fact] === undefined ? true : null) : matches(row.when[input.fact], value),
    }));
    return {
      row: row.id,
      hit: cells.some((cell) => cell.hit === false) ? false : cells.some((cell) => cell.hit === null) ? null : true,
      cells,
    };
  });
  const possible = table.rows.filter((_, index) => trace[index]!.hit !== false);
  const rows = possible.map((row) => row.id);
  const first = possible[0];
  if (first !== undefined && possible.every((row) => table.outputs.every((output) => row.then[output.id] === first.then[output.id]))) {
    return {
      kind: 'decided',
      outputs: Object.fromEntries(table.outputs.map((output) => [output.id, first.then[output.id]!])),
      rows,
      say: first.say === undefined || possible.length > 1 ? null : toText(first.say),
      trace,
    };
  }
  const open = reasons.filter((reason) => possible.some((row) => reason.fact !== undefined && row.when[reason.fact] !== undefined));
  return { kind: 'person', why: open, missing: open.flatMap((reason) => reason.fact ?? []), rows, trace };
}
